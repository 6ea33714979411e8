/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.logins;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.SmtpProbe;
import io.github.smtpprobe.explain.Explain;
import io.github.smtpprobe.fact.Authentication;
import io.github.smtpprobe.fact.Outcome;
import io.github.smtpprobe.fact.SkipReason;
import io.github.smtpprobe.harness.Invariants;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.request.TlsMode;
import io.github.smtpprobe.sasl.Credentials;
import io.github.smtpprobe.sasl.Secret;
import io.github.smtpprobe.testkit.Delivery;
import io.github.smtpprobe.testkit.MemoryTransport;
import io.github.smtpprobe.testkit.Script;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which logins count as judged, and which need the leave to send credentials in clear text. */
class JudgedLoginTest {
    private static ProbeReport probe(String dialogue, Credentials credentials, boolean allowed) {
        MemoryTransport memory = new MemoryTransport(Delivery.WHOLE, null, Script.parse(dialogue));
        ProbeRequest.Builder request =
                ProbeRequest.to("127.0.0.1", 587).tls(TlsMode.PLAIN).credentials(credentials);
        ProbeReport report = SmtpProbe.builder()
                .transport(memory)
                .build()
                .probe((allowed ? request.allowCleartextCredentials() : request).build());
        Invariants.check(report);
        assertThat(memory.problems()).as(report.toString()).isEmpty();
        return report;
    }

    private static Authentication login(ProbeReport report) {
        return report.decisive()
                .flatMap(attempt -> attempt.fact(Authentication.class))
                .orElseThrow();
    }

    /** A command or parameter that is not known, or not possible now, says nothing on the credentials (RFC 5321 §4.2.2, RFC 4954 §6). */
    @ParameterizedTest
    @CsvSource({
        "454, false",
        "500, false",
        "501, false",
        "502, false",
        "503, false",
        "504, false",
        "530, false",
        "538, false",
        "421, true",
        "432, true",
        "451, true",
        "534, true",
        "535, true",
        "550, true",
        "554, true"
    })
    void theCodeTells(int code, boolean judged) {
        boolean again = code == 500 || code == 501 || code == 504;
        ProbeReport report = probe(
                "S: 220 mx\nC: EHLO x\nS: 250-mx\nS: 250 AUTH PLAIN\nC: AUTH PLAIN [redacted]\nS: " + code + " no\n"
                        + (again ? "C: AUTH PLAIN\nS: " + code + " no\n" : "")
                        + (code == 421 ? "* closed\n" : "C: QUIT\nS: 221 bye\n"),
                Credentials.password("ada", Secret.of("correct-horse")),
                true);
        assertThat(login(report).judged()).as(report.toString()).isEqualTo(judged);
    }

    /** They hold no secret: nobody who reads along learns anything to log in with. */
    @ParameterizedTest
    @CsvSource({"EXTERNAL, PLAIN", "ANONYMOUS, PLAIN"})
    void whatHoldsNoSecretNeedsNoLeave(String mechanism, String other) {
        Credentials credentials =
                mechanism.equals("EXTERNAL") ? Credentials.external() : Credentials.anonymous("sirhc");
        ProbeReport report = probe(
                "S: 220 mx\nC: EHLO x\nS: 250-mx\nS: 250 AUTH " + other + " " + mechanism + "\nC: AUTH " + mechanism
                        + " [redacted]\nS: 235 ok\nC: QUIT\nS: 221 bye",
                credentials,
                false);
        assertThat(report.passed()).as(report.toString()).isTrue();
        ProbeReport password = probe(
                "S: 220 mx\nC: EHLO x\nS: 250-mx\nS: 250 AUTH PLAIN\nC: QUIT\nS: 221 bye",
                Credentials.password("ada", Secret.of("correct-horse")),
                false);
        assertThat(login(password).outcome()).isEqualTo(Outcome.skipped(SkipReason.CLEARTEXT_REFUSED));
    }

    @ParameterizedTest
    @CsvSource({
        "EXTERNAL, external",
        "ANONYMOUS, anonymous",
        "PLAIN, password",
        "XOAUTH2, bearer",
        "SCRAM-SHA-1, password"
    })
    void aPastedLoginIsOfItsMechanismsKind(String mechanism, String kind) {
        ProbeReport report =
                Explain.dialogue("S: 220 mx.example.com ESMTP\nC: EHLO x\nS: 250-mx.example.com\nS: 250 AUTH "
                        + mechanism + "\nC: AUTH " + mechanism + " YWRh\nS: 535 5.7.8 no\nC: QUIT\nS: 221 bye\n");
        assertThat(report.asMap().get("request").toString()).contains("credentialsKind=" + kind + ",");
    }
}
