/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.addresses;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.SmtpProbe;
import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.fact.Outcome;
import io.github.smtpprobe.fact.Reason;
import io.github.smtpprobe.fact.ReverseName;
import io.github.smtpprobe.fact.ReverseName.Whose;
import io.github.smtpprobe.harness.Invariants;
import io.github.smtpprobe.harness.OlderResolver;
import io.github.smtpprobe.harness.Scripts;
import io.github.smtpprobe.harness.Zone;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.request.AddressFamilies;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.request.TlsMode;
import io.github.smtpprobe.route.MailResolver;
import io.github.smtpprobe.route.MailResolver.Answer;
import io.github.smtpprobe.testkit.Delivery;
import io.github.smtpprobe.testkit.MemoryTransport;
import io.github.smtpprobe.testkit.Script;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;

/** A probe of mx.example, or of another target, that asks for reverse names, and what it found of them. */
public final class ReverseNameProbe {
    public static final Zone HOST = Zone.ofHost("mx.example", "192.0.2.9");

    private ReverseNameProbe() {}

    /** Keeps what was asked for; the zone answers. */
    public static final class Asked extends OlderResolver {
        private final List<String> questions = new ArrayList<>();

        public Asked(MailResolver zone) {
            super(zone);
        }

        public List<String> questions() {
            return questions;
        }

        @Override
        public Answer<InetAddress> addresses(String host, AddressFamilies families, Deadline deadline)
                throws InterruptedException {
            questions.add(host);
            return super.addresses(host, families, deadline);
        }

        @Override
        public Answer<String> names(InetAddress address, Deadline deadline) throws InterruptedException {
            questions.add(address.getHostAddress());
            return zone().names(address, deadline);
        }
    }

    public static ProbeRequest.Builder request() {
        return ProbeRequest.to("mx.example", 25).tls(TlsMode.PLAIN).reverseNames();
    }

    public static ProbeReport probe(MailResolver resolver, ProbeRequest.Builder request, String script) {
        MemoryTransport memory = new MemoryTransport(Delivery.WHOLE, null, Script.parse(script));
        ProbeReport report =
                SmtpProbe.builder().resolver(resolver).transport(memory).build().probe(request.build());
        Invariants.check(report);
        return report;
    }

    public static ReverseName server(MailResolver resolver) {
        ProbeReport report = probe(resolver, request(), Scripts.WORKS);
        assertThat(report.passed()).as(report.toString()).isTrue();
        return of(report, Whose.SERVER).get(0);
    }

    public static List<ReverseName> of(ProbeReport report, Whose whose) {
        return report.targetFacts(ReverseName.class).stream()
                .filter(fact -> fact.whose() == whose)
                .toList();
    }

    public static Reason failure(ReverseName fact) {
        return ((Outcome.Failed) fact.outcome()).reason();
    }
}
