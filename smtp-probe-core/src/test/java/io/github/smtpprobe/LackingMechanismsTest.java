/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.request.TlsMode;
import io.github.smtpprobe.sasl.Credentials;
import io.github.smtpprobe.sasl.SaslMechanism;
import io.github.smtpprobe.sasl.Secret;
import io.github.smtpprobe.testkit.Delivery;
import io.github.smtpprobe.testkit.MemoryTransport;
import io.github.smtpprobe.testkit.Script;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A login that fails because this library does not speak what the server offers: it is said of the library, by name. */
class LackingMechanismsTest {
    @ParameterizedTest(name = "{0} offered to a {1}")
    @CsvSource(delimiter = '|', nullValues = "none", textBlock = """
        CRAM-MD5 DIGEST-MD5       | password | CRAM-MD5, DIGEST-MD5
        SCRAM-SHA-256-PLUS NTLM   | password | SCRAM-SHA-256-PLUS, NTLM
        GSSAPI GSS-SPNEGO         | password | GSSAPI, GSS-SPNEGO
        EXTERNAL XOAUTH2          | password | EXTERNAL
        GS2-KRB5 OAUTHBEARER      | token    | GS2-KRB5, OAUTHBEARER
        XOAUTH2                   | password | none
        PLAIN LOGIN               | token    | none
        X-OWN                     | password | none
        """)
    void isNamed(String offered, String kind, String lacking) {
        Secret secret = Secret.of("correct-horse");
        Credentials credentials =
                kind.equals("token") ? Credentials.bearer("ada", left -> secret) : Credentials.password("ada", secret);
        MemoryTransport memory = new MemoryTransport(
                Delivery.WHOLE,
                null,
                Script.parse("S: 220 mx\nC: EHLO x\nS: 250-mx\nS: 250 AUTH " + without(credentials, offered, " ")
                        + "\nC: QUIT\nS: 221 bye"));
        ProbeReport report = SmtpProbe.builder()
                .transport(memory)
                .build()
                .probe(ProbeRequest.to("127.0.0.1", 587)
                        .tls(TlsMode.PLAIN)
                        .allowCleartextCredentials()
                        .credentials(credentials)
                        .build());
        Invariants.check(report);
        String explanation =
                report.finding("auth.no-common-mechanism").orElseThrow().explanation();
        if (lacking == null) {
            assertThat(explanation).doesNotContain("does not support");
        } else {
            assertThat(explanation)
                    .endsWith("This probe does not support " + without(credentials, lacking, ", ") + ".");
        }
    }

    /** A list of mechanisms without those that the library has for the credentials: it may come to have more. */
    private static String without(Credentials credentials, String names, String between) {
        List<String> ours = SaslMechanism.builtIn().stream()
                .filter(each -> each.accepts(credentials))
                .map(SaslMechanism::name)
                .toList();
        return Stream.of(names.split(between))
                .filter(each -> !ours.contains(each))
                .collect(Collectors.joining(between));
    }
}
