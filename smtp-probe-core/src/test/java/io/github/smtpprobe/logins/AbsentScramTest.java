/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.logins;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.SmtpProbe;
import io.github.smtpprobe.harness.ChildJvm;
import io.github.smtpprobe.report.Finding;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.request.TlsMode;
import io.github.smtpprobe.sasl.Credentials;
import io.github.smtpprobe.sasl.SaslMechanism;
import io.github.smtpprobe.sasl.Secret;
import io.github.smtpprobe.testkit.Delivery;
import io.github.smtpprobe.testkit.MemoryTransport;
import io.github.smtpprobe.testkit.Script;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An application without the optional library for SCRAM: it is told what it lacks, where it lacks it, and all else works. */
class AbsentScramTest {
    /** Another JVM's main class. */
    public static final class Probing {
        private Probing() {}

        public static void main(String[] arguments) {
            System.out.println("known "
                    + SaslMechanism.builtIn().stream().map(SaslMechanism::name).toList());
            ProbeReport alone = probe("SCRAM-SHA-256", "");
            Optional<Finding> found = alone.finding("auth.no-common-mechanism");
            System.out.println("alone " + found.map(each -> each.explanation() + " " + each.remedy()));
            ProbeReport beside = probe("SCRAM-SHA-256 PLAIN", "C: AUTH PLAIN [redacted]\nS: 235 ok\n");
            System.out.println("beside " + beside.verdict());
        }

        private static ProbeReport probe(String offered, String login) {
            Script script = Script.parse(
                    "S: 220 mx\nC: EHLO x\nS: 250-mx\nS: 250 AUTH " + offered + "\n" + login + "C: QUIT\nS: 221 bye\n");
            return SmtpProbe.builder()
                    .transport(new MemoryTransport(Delivery.WHOLE, null, script))
                    .build()
                    .probe(ProbeRequest.to("127.0.0.1", 587)
                            .tls(TlsMode.PLAIN)
                            .allowCleartextCredentials()
                            .credentials(Credentials.password("ada", Secret.of("correct-horse")))
                            .build());
        }
    }

    @Test
    void theLibraryIsNamedWhereItIsMissed(@TempDir Path directory) throws Exception {
        String output = new ChildJvm(directory).without("/com/ongres/").run(Probing.class);
        assertThat(output)
                .doesNotContain("known [PLAIN, LOGIN, SCRAM", "SCRAM-SHA-1,")
                .contains("For SCRAM-SHA-256, an optional library is missing here.")
                .contains("add the library com.ongres.scram:scram-client to the application")
                .doesNotContain("This probe does not support", "such as PLAIN")
                .contains("beside PASSED");
    }

    @Test
    void withItTheProbeWouldHaveChosenIt(@TempDir Path directory) throws Exception {
        String output = new ChildJvm(directory).run(Probing.class);
        assertThat(output).contains("SCRAM-SHA-512-PLUS", "alone Optional.empty");
    }
}
