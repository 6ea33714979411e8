/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.harness;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.ProbeEvent;
import io.github.smtpprobe.PublicEvents;
import io.github.smtpprobe.SmtpProbe;
import io.github.smtpprobe.fact.Fact;
import io.github.smtpprobe.fact.Greeting;
import io.github.smtpprobe.names.AddressLiteral;
import io.github.smtpprobe.report.Attempt;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.testkit.ForwardingConnection;
import io.github.smtpprobe.testkit.MemoryTransport;
import io.github.smtpprobe.transcript.Entry;
import io.github.smtpprobe.transport.Transport;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;

/** A probe of which a stranger hears, on a machine with an address of its own. */
public record Overheard(ProbeReport report, List<ProbeEvent> events) {
    public static final String OURS = "192.0.2.7";

    public static Overheard of(
            SmtpProbe.Builder probe, MemoryTransport memory, io.github.smtpprobe.request.ProbeRequest request) {
        Heard heard = new Heard();
        ProbeReport report = probe.transport(at(OURS, memory))
                .ticker(memory.ticker())
                .tlsSettings(DialogueFile.trusting())
                .listener(PublicEvents.to(heard))
                .build()
                .probe(request);
        assertThat(report.has("listener.failed")).as(report::toString).isFalse();
        return new Overheard(report, heard.events());
    }

    /** The same transport, with another address at our end. */
    public static Transport at(String address, MemoryTransport memory) {
        return (route, deadline) -> new ForwardingConnection(memory.connect(route, deadline)) {
            @Override
            public InetAddress localAddress() {
                return AddressLiteral.parse(address);
            }
        };
    }

    private static boolean greeted(Attempt attempt) {
        return attempt.fact(Greeting.class)
                .filter(greeting -> greeting.outcome().succeeded())
                .isPresent();
    }

    /** What was heard while it ran is what the report for strangers tells; returns that report. */
    public ProbeReport agrees() {
        ProbeReport told = report.forStrangers();
        assertThat(events)
                .allMatch(event -> event instanceof ProbeEvent.AttemptStarted
                        || event instanceof ProbeEvent.StepStarted
                        || event instanceof ProbeEvent.Recorded
                        || event instanceof ProbeEvent.Observed);
        List<Attempt> open =
                report.attempts().stream().filter(Overheard::greeted).toList();
        assertThat(events.stream().filter(ProbeEvent.AttemptStarted.class::isInstance))
                .hasSameSizeAs(open);
        if (report.decisive().filter(Overheard::greeted).isEmpty()) {
            assertThat(told.attempts()).isEmpty();
            assertThat(told.findings()).isEmpty();
            assertThat(told.summary()).isEqualTo(report.publicSummary());
            return told;
        }
        int place = open.indexOf(report.decisive().orElseThrow());
        List<ProbeEvent> own = events.stream()
                .filter(event -> event.attempt().orElse(-1) == place)
                .toList();
        assertThat(own.get(0)).isInstanceOf(ProbeEvent.AttemptStarted.class);
        assertThat(told.publicTranscript()).isEqualTo(told.transcript());
        assertThat(entries(own))
                .as(report::toString)
                .isEqualTo(
                        told.transcript().entries().stream().map(Entry::asMap).toList());
        assertThat(facts(own))
                .as(report::toString)
                .isEqualTo(
                        told.attempts().get(0).facts().stream().map(Fact::asMap).toList());
        return told;
    }

    public static List<Map<String, Object>> entries(List<ProbeEvent> events) {
        return events.stream()
                .filter(ProbeEvent.Recorded.class::isInstance)
                .map(event -> ((ProbeEvent.Recorded) event).entry().asMap())
                .toList();
    }

    private static List<Map<String, Object>> facts(List<ProbeEvent> events) {
        return events.stream()
                .filter(ProbeEvent.Observed.class::isInstance)
                .map(event -> ((ProbeEvent.Observed) event).fact().asMap())
                .toList();
    }
}
