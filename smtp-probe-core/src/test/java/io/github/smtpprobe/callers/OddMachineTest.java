/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.callers;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.SmtpProbe;
import io.github.smtpprobe.harness.DialogueFile;
import io.github.smtpprobe.harness.Invariants;
import io.github.smtpprobe.report.Verdict;
import io.github.smtpprobe.testkit.ScriptedServer;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A Turkish locale, a one-octet encoding and a SOCKS proxy in the properties, as the build starts this JVM: the wire is the same. */
@Tag("serial")
class OddMachineTest {
    private static final List<String> NAMES = List.of(
            "auth-plain",
            "auth-login",
            "auth-xoauth2-refused",
            "envelope-smtputf8",
            "implicit-tls-ehlo",
            "hostile-text",
            "rcpt-greylisted",
            "hostile/ehlo-odd-case-and-blanks");

    @Test
    void theWireIsTheSame() throws Exception {
        assertThat(Locale.getDefault().getLanguage()).isEqualTo("tr");
        assertThat(System.getProperty("socksProxyHost")).isNotNull();
        List<DialogueFile> files =
                DialogueFile.all().filter(file -> NAMES.contains(file.name())).toList();
        assertThat(files).hasSize(NAMES.size());
        for (DialogueFile file : files) {
            try (ScriptedServer server = ScriptedServer.playing(file.script())
                    .tls(file.certificate().serverContext())
                    .start()) {
                var report = SmtpProbe.builder()
                        .tlsSettings(DialogueFile.trusting())
                        .build()
                        .probe(file.request(server.port()));
                assertThat(server.problems()).as(report.toString()).isEmpty();
                assertThat(report.verdict()).as(report.toString()).isEqualTo(Verdict.valueOf(file.one("verdict", "")));
                Invariants.check(report);
            }
        }
    }
}
