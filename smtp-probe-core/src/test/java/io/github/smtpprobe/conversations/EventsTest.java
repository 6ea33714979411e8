/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.conversations;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.ProbeEvent;
import io.github.smtpprobe.SmtpProbe;
import io.github.smtpprobe.harness.DialogueFile;
import io.github.smtpprobe.harness.Heard;
import io.github.smtpprobe.harness.Invariants;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.testkit.Delivery;
import io.github.smtpprobe.testkit.MemoryTransport;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A listener can cancel at whatever it hears. That it hears everything is held over all dialogues by {@link DialogueTest}. */
class EventsTest {
    static Stream<DialogueFile> files() {
        return DialogueFile.all();
    }

    /** Each file at another event; where the probe has ended before it, nothing is cancelled. */
    @Tag("sweep")
    @ParameterizedTest(name = "{0}")
    @MethodSource("files")
    void aCancelFromAnyEventEndsTheProbe(DialogueFile file) {
        int moment = Math.floorMod(file.name().hashCode(), 32);
        AtomicInteger heard = new AtomicInteger();
        Heard listener = new Heard(event -> {
            if (heard.getAndIncrement() == moment) {
                event.cancel();
            }
        });
        ProbeReport report = probe(file, listener);
        String cause = file + " at " + moment + " of " + listener.events() + ": " + report;
        // What had failed before is what the report is about, where nothing was left to do.
        assertThat(report.has("probe.cancelled") || report.verdict().name().equals(file.one("verdict", "")))
                .as(cause)
                .isTrue();
        assertThat(listener.events().stream().skip(moment + 1))
                .as(cause)
                .noneMatch(ProbeEvent.StepStarted.class::isInstance);
        Invariants.check(report);
    }

    private static ProbeReport probe(DialogueFile file, Heard listener) {
        MemoryTransport transport =
                new MemoryTransport(Delivery.WHOLE, file.certificate().serverContext(), file.script());
        return SmtpProbe.builder()
                .transport(transport)
                .ticker(transport.ticker())
                .tlsSettings(DialogueFile.trusting())
                .listener(listener)
                .build()
                .probe(file.request(25));
    }
}
