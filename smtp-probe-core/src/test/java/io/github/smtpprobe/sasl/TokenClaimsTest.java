/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.sasl;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.SmtpProbe;
import io.github.smtpprobe.explain.Explain;
import io.github.smtpprobe.report.Finding;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.request.TlsMode;
import io.github.smtpprobe.testkit.Delivery;
import io.github.smtpprobe.testkit.MemoryTransport;
import io.github.smtpprobe.testkit.Script;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenClaimsTest {
    private static String jwt(String payload) {
        Base64.Encoder encoder = Base64.getUrlEncoder().withoutPadding();
        return encoder.encodeToString("{\"alg\":\"none\"}".getBytes(StandardCharsets.UTF_8)) + "."
                + encoder.encodeToString(payload.getBytes(StandardCharsets.UTF_8)) + ".c2lnbmF0dXJl";
    }

    @Test
    void claimsAreReadFlat() {
        TokenClaims claims = TokenClaims.of(Secret.of(jwt("{\"exp\":1700000000,\"nbf\":"
                        + " 1600000000,\"aud\":[\"a\",\"b\"],\"scp\":\"Mail.Read SMTP.Send\"}")))
                .orElseThrow();
        assertThat(claims.expires()).contains(Instant.ofEpochSecond(1_700_000_000));
        assertThat(claims.notBefore()).contains(Instant.ofEpochSecond(1_600_000_000));
        assertThat(claims.audience()).containsExactly("a", "b");
        assertThat(claims.scopes()).containsExactly("Mail.Read", "SMTP.Send");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ya29.opaque-token", "a.b.c", "...", "a..c", "x", "eyJh.W10.x", "a.\u0001.c"})
    void otherTokensAreLeftAlone(String token) {
        assertThat(TokenClaims.of(Secret.of(token))).isEmpty();
    }

    @Test
    void hostileTokensAreBounded() {
        String nested = jwt("{\"aud\":" + "[".repeat(3_000) + "]".repeat(3_000) + ",\"exp\":99999999999999999999}");
        assertThat(TokenClaims.of(Secret.of(nested)).orElseThrow().expires())
                .as("no time that anybody means")
                .isEmpty();
        String many = jwt("{\"aud\":[" + "\"x\",".repeat(300) + "\"y\\u001b\"],\"scp\":\"" + "s ".repeat(500) + "\"}");
        TokenClaims capped = TokenClaims.of(Secret.of(many)).orElseThrow();
        assertThat(capped.audience()).hasSizeLessThanOrEqualTo(5);
        assertThat(capped.scopes()).hasSizeLessThanOrEqualTo(20);
        assertThat(TokenClaims.of(Secret.of("a." + "A".repeat(20_000) + ".c"))).isEmpty();
    }

    /** RFC 7519 §2: a number of JSON, "and non-integer values can be represented". */
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "1.9e9, 1900000000",
        "19E8, 1900000000",
        "1900000000.75, 1900000000",
        "190000000000e-2, 1900000000",
        "1.9e+9, 1900000000",
        "-1, -1",
        "0, 0",
        "1900000000000, ",
        "1e400, ",
        "1e999999999, ",
        "1.9e, ",
        "1.9x9, ",
        "19_000, ",
        "'\"1900000000\"', ",
        "true, "
    })
    void timesAreNumbersOfJson(String number, Long seconds) {
        for (String form : List.of("{\"exp\":%s}", "{\"exp\" : %s ,\"aud\":\"a\"}")) {
            assertThat(TokenClaims.of(Secret.of(jwt(form.formatted(number))))
                            .orElseThrow()
                            .expires())
                    .isEqualTo(Optional.ofNullable(seconds).map(Instant::ofEpochSecond));
        }
    }

    private static ProbeReport refused(String token) {
        return refused("smtp.office365.com", token, "535 5.7.3 Authentication unsuccessful");
    }

    private static ProbeReport refused(String host, String token, String reply) {
        MemoryTransport memory = new MemoryTransport(
                Delivery.WHOLE,
                null,
                Script.parse(
                        "S: 220 " + host + "\nC: EHLO x\nS: 250-mx\nS: 250 AUTH XOAUTH2\nC: AUTH XOAUTH2 [redacted]\n"
                                + "S: " + reply + "\nC: QUIT\nS: 221 bye"));
        ProbeReport report = SmtpProbe.builder()
                .transport(memory)
                .build()
                .probe(ProbeRequest.to(host, 587)
                        .connectTo("127.0.0.1")
                        .tls(TlsMode.PLAIN)
                        .allowCleartextCredentials()
                        .credentials(Credentials.bearer("ada@example.com", left -> Secret.of(token)))
                        .build());
        String everything = report.asMap() + report.toString() + report.findings();
        assertThat(everything)
                .doesNotContain(token.substring(0, 20))
                .doesNotContain(token.substring(token.length() - 20));
        return report;
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({
        "'{\"exp\":1700000000,\"aud\":\"https://outlook.office365.com\"}', auth.token-expired",
        "'{\"nbf\":4000000000,\"exp\":4000003600}', auth.token-too-early",
        "'{\"exp\":4000003600,\"aud\":\"https://graph.microsoft.com\",\"scp\":\"SMTP.Send\"}', auth.token-elsewhere",
        "'{\"exp\":4000003600,\"aud\":\"https://outlook.office365.com\",\"scp\":\"IMAP.AccessAsUser.All\"}',"
                + " auth.token-scope",
        "'{\"exp\":4000003600,\"aud\":\"https://outlook.office365.com\",\"scp\":\"SMTP.Send\"}', auth.oauth-setup"
    })
    void aRefusedTokenSaysWhy(String payload, String finding) {
        ProbeReport report = refused(jwt(payload));
        assertThat(report.rootCause().map(Finding::id)).as(report.toString()).contains(finding);
        if (!finding.equals("auth.oauth-setup")) {
            assertThat(report.finding("auth.oauth-setup").orElseThrow().consequenceOf())
                    .contains(finding);
        }
    }

    /** An audience is wrong only where another is known to be asked for. */
    @ParameterizedTest(name = "{0} to a token for {1}: {2}")
    @CsvSource({
        "mail.example.org, mail, 535 5.7.8 Authentication failed, auth.rejected",
        "mail.example.org, https://graph.microsoft.com, 535 5.7.8 Authentication failed, auth.rejected",
        "smtp.office365.com, https://graph.microsoft.com, 535 5.7.3 Authentication unsuccessful, auth.token-elsewhere",
        "smtp.office365.com, https://mail.google.com/, 535 5.7.3 Authentication unsuccessful, auth.token-elsewhere",
        "smtp.gmail.com, https://outlook.office365.com, 535 5.7.8 Username and Password not accepted,"
                + " auth.token-elsewhere",
        "smtp.gmail.com, https://mail.google.com/, 535 5.7.8 Username and Password not accepted, auth.token-rejected",
        "smtp.office365.com, https://graph.microsoft.com, 535 5.7.8 Account disabled, auth.account-disabled",
        "smtp.office365.com, https://graph.microsoft.com, "
                + "535 5.7.139 SmtpClientAuthentication is disabled for the Mailbox, auth.smtp-disabled"
    })
    void aForeignAudienceIsTheCauseWhereItIsWrongAndNothingElseIsSaid(
            String host, String audience, String reply, String finding) {
        ProbeReport report = refused(host, jwt("{\"exp\":4000003600,\"aud\":\"" + audience + "\"}"), reply);
        assertThat(report.rootCause().map(Finding::id)).as(report.toString()).contains(finding);
        assertThat(report.has("auth.token-elsewhere")).isEqualTo(finding.equals("auth.token-elsewhere"));
    }

    /** The scopes of a server of one's own are its own. */
    @Test
    void theScopesAreJudgedOnlyWhereTheyAreKnown() {
        String token = jwt("{\"exp\":4000003600,\"scope\":\"openid email\"}");
        assertThat(refused("mail.example.org", token, "535 5.7.8 no").has("auth.token-scope"))
                .isFalse();
        assertThat(refused("smtp.office365.com", token, "535 5.7.3 no").has("auth.token-scope"))
                .isTrue();
    }

    /** A pasted dialogue shows no token, and what the server says is the cause. */
    @ParameterizedTest
    @CsvSource({
        "535 5.7.8 Account disabled, auth.account-disabled",
        "535 5.7.3 Authentication unsuccessful, auth.oauth-setup",
        "535 5.7.139 SmtpClientAuthentication is disabled for the Mailbox, auth.smtp-disabled"
    })
    void aPastedRefusalOfATokenIsReadByItsWords(String reply, String finding) {
        String token = Base64.getEncoder()
                .encodeToString(("user=ada@example.com\u0001auth=Bearer "
                                + jwt("{\"exp\":4000003600,\"aud\":\"https://graph.microsoft.com\"}") + "\u0001\u0001")
                        .getBytes(StandardCharsets.UTF_8));
        ProbeReport report = Explain.dialogue("S: 220 smtp.office365.com\nC: EHLO x\nS: 250-smtp.office365.com\n"
                + "S: 250 AUTH XOAUTH2\nC: AUTH XOAUTH2 " + token + "\nS: " + reply);
        assertThat(report.rootCause().map(Finding::id)).as(report.toString()).contains(finding);
        assertThat(report.asMap().toString() + report.findings())
                .doesNotContain(token.substring(40, 60))
                .doesNotContain("password");
    }
}
