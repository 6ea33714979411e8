/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.logins;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.SmtpProbe;
import io.github.smtpprobe.harness.Invariants;
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
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A login that fails because this library does not speak what the server offers: it is said of the library, by name. */
class LackingMechanismsTest {
    @ParameterizedTest(name = "{0} offered to a {1}")
    @CsvSource(delimiter = '|', nullValues = "none", textBlock = """
        SCRAM-SHA-256-PLUS GSSAPI | password | SCRAM-SHA-256-PLUS, GSSAPI
        GSSAPI GSS-SPNEGO         | password | GSSAPI, GSS-SPNEGO
        EXTERNAL XOAUTH2          | password | none
        CRAM-SHA1 CRAM-SHA256     | password | CRAM-SHA1, CRAM-SHA256
        GS2-KRB5 OAUTHBEARER      | token    | GS2-KRB5, OAUTHBEARER
        XOAUTH2                   | password | none
        PLAIN LOGIN               | token    | none
        X-OWN                     | password | none
        """)
    void isNamed(String offered, String kind, String lacking) {
        Credentials credentials = credentials(kind);
        Finding found = found(without(credentials, offered, " "), kind);
        if (lacking == null) {
            assertThat(found.explanation()).doesNotContain("does not support");
        } else {
            assertThat(found.explanation())
                    .contains("This probe does not support " + without(credentials, lacking, ", ")
                            + " with these credentials. That is a limit of the probe");
        }
    }

    /** The remedy is for whoever set the limit: the request, the kind of credentials, the probe, or the server. */
    @ParameterizedTest(name = "{0} offered to a {1} where the request allows {2}")
    @CsvSource(delimiter = '|', nullValues = "any", textBlock = """
        PLAIN LOGIN      | password | X-ONE        | allows only X-ONE.                | Allow PLAIN or LOGIN in the request as well
        PLAIN            | password | GSSAPI       | probe does not support GSSAPI     | Allow PLAIN in the request as well
        GSSAPI           | password | GSSAPI       | That is a limit of the probe      | To try these credentials with GSSAPI, use another client
        GS2-KRB5 PLAIN   | password | GS2-KRB5     | probe does not support GS2-KRB5   | Allow PLAIN in the request as well
        GS2-KRB5 GSSAPI  | password | any          | probe does not support GS2-KRB5   | To try these credentials with GS2-KRB5 or GSSAPI, use another client
        XOAUTH2          | password | any          | accepts access tokens (XOAUTH2)   | Use credentials of the kind that the server accepts
        EXTERNAL XOAUTH2 | password | any          | accepts access tokens (XOAUTH2) and client certificates (EXTERNAL) | Use credentials of the kind that the server accepts
        EXTERNAL         | password | any          | accepts client certificates (EXTERNAL) | Use credentials of the kind that the server accepts
        ANONYMOUS PLAIN  | external | any          | accepts passwords (PLAIN) and guests (ANONYMOUS) | Use credentials of the kind that the server accepts
        X-OWN            | external | any          | so the credentials were not sent  | such as EXTERNAL
        PLAIN LOGIN      | token    | any          | accepts passwords (PLAIN, LOGIN)  | Use credentials of the kind that the server accepts
        X-OWN            | password | any          | so the credentials were not sent  | The operator of the server should offer a mechanism
        X-OWN            | token    | any          | so the credentials were not sent  | such as XOAUTH2
        """)
    void hasTheRemedyOfWhoeverSetTheLimit(String offered, String kind, String allowed, String why, String remedy) {
        Finding found = found(offered, kind, allowed == null ? new String[0] : allowed.split(" "));
        assertThat(found.explanation()).contains(why);
        assertThat(found.remedy()).contains(remedy).doesNotStartWith(" ");
        if (allowed == null) {
            assertThat(found.explanation() + found.remedy()).doesNotContain("request");
        }
        if (!why.contains("accepts")) {
            assertThat(found.explanation() + found.remedy()).doesNotContain("kind");
        }
    }

    private static Credentials credentials(String kind) {
        Secret secret = Secret.of("correct-horse");
        return switch (kind) {
            case "token" -> Credentials.bearer("ada", left -> secret);
            case "external" -> Credentials.external();
            default -> Credentials.password("ada", secret);
        };
    }

    private static Finding found(String offered, String kind, String... allowed) {
        MemoryTransport memory = new MemoryTransport(
                Delivery.WHOLE,
                null,
                Script.parse("S: 220 mx\nC: EHLO x\nS: 250-mx\nS: 250 AUTH " + offered + "\nC: QUIT\nS: 221 bye"));
        ProbeRequest.Builder request = ProbeRequest.to("127.0.0.1", 587)
                .tls(TlsMode.PLAIN)
                .allowCleartextCredentials()
                .credentials(credentials(kind));
        ProbeReport report = SmtpProbe.builder()
                .transport(memory)
                .build()
                .probe((allowed.length == 0 ? request : request.mechanisms(allowed)).build());
        Invariants.check(report);
        return report.finding("auth.no-common-mechanism").orElseThrow();
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
