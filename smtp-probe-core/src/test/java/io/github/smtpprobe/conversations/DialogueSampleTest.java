/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.conversations;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.SmtpProbe;
import io.github.smtpprobe.harness.DialogueFile;
import io.github.smtpprobe.harness.Invariants;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.report.Verdict;
import io.github.smtpprobe.testkit.Delivery;
import io.github.smtpprobe.testkit.MemoryTransport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The dialogues that bear on replies, TLS and masking, once each in memory: quick enough to run against every mutant. */
@Tag("mutation")
class DialogueSampleTest {
    static Stream<DialogueFile> files() {
        return DialogueFile.all()
                .filter(file -> file.name().matches("(cert|starttls|implicit|tls|greeting|echo|hostile/).*"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("files")
    void asExpected(DialogueFile file) {
        MemoryTransport transport =
                new MemoryTransport(Delivery.WHOLE, file.certificate().serverContext(), file.script());
        ProbeReport report = SmtpProbe.builder()
                .transport(transport)
                .ticker(transport.ticker())
                .tlsSettings(DialogueFile.trusting())
                .build()
                .probe(file.request(25));
        assertThat(report.verdict()).isEqualTo(Verdict.valueOf(file.one("verdict", "")));
        file.many("finding").forEach(id -> assertThat(report.has(id)).as(id).isTrue());
        Invariants.holdsNoSecret(report.toString());
    }
}
