/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.sasl;

import static io.github.smtpprobe.sasl.PlayedGssapi.NO_LAYER;
import static io.github.smtpprobe.sasl.PlayedGssapi.octets;
import static io.github.smtpprobe.sasl.PlayedGssapi.probe;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.harness.Patience;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.report.Verdict;
import io.github.smtpprobe.sasl.PlayedGssapi.Factory;
import java.util.Base64;
import javax.security.auth.Subject;
import javax.security.sasl.SaslException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The frame of GSSAPI (RFC 4752 §3.1) around a client that plays tokens. */
@Timeout(Patience.HANGING)
class GssapiTest {
    private static String base64(byte[] octets) {
        return Base64.getEncoder().encodeToString(octets);
    }

    /** The last token of the context is the server's, so that an empty response is due; then both say "no layer" in four octets. */
    @Test
    void tokensThenAnEmptyResponseThenFourOctets() {
        Turns turns = new Turns("auth", octets("AP-REQ"), new byte[0], NO_LAYER);
        Factory factory = new Factory(turns);
        ProbeReport report = probe(
                new Gssapi(factory),
                Credentials.kerberos(new Subject()),
                "C: AUTH GSSAPI " + base64(octets("AP-REQ")) + "\nS: 334 " + base64(octets("AP-REP")) + "\nC: \nS: 334 "
                        + base64(NO_LAYER) + "\nC: " + base64(NO_LAYER) + "\nS: 235 2.7.0 ok\n");
        assertThat(report.passed()).as(report.toString()).isTrue();
        assertThat(factory.asked()).isEqualTo("GSSAPI null smtp 127.0.0.1 auth true");
        assertThat(turns.disposed()).isTrue();
        assertThat(report.transcript().toString())
                .contains("C: AUTH GSSAPI [redacted]")
                .doesNotContain(base64(octets("AP-REQ")));
    }

    /** Tickets are long: a token that does not fit into the command waits for an empty challenge. */
    @Test
    void aLongTokenWaitsForTheFirstChallenge() {
        byte[] token = octets("T".repeat(1_500));
        ProbeReport report = probe(
                new Turns("auth", token, new byte[0], NO_LAYER),
                "C: AUTH GSSAPI\nS: 334 \nC: " + base64(token) + "\nS: 334 " + base64(octets("AP-REP"))
                        + "\nC: \nS: 334 " + base64(NO_LAYER) + "\nC: " + base64(NO_LAYER) + "\nS: 235 2.7.0 ok\n");
        assertThat(report.passed()).as(report.toString()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        S: 235 2.7.0 ok\\n                                       | 235 came before GSSAPI was complete
        S: 334 \\nC: *\\nS: 501 5.7.0 cancelled\\n               | the challenge is empty
        S: 334 QVA=\\nC: \\nS: 235 2.7.0 ok\\n                   | 235 came before GSSAPI was complete
        S: 334 QVA=\\nC: \\nS: 334 AQ==\\nC: AQAAAA==\\nS: 334 AQ==\\nC: *\\nS: 501 no\\n | after the last one
        """)
    void aServerThatDoesNotKeepToIt(String exchange, String why) {
        ProbeReport report = probe(
                new Turns("auth", octets("AP-REQ"), new byte[0], NO_LAYER),
                "C: AUTH GSSAPI [redacted]\n" + exchange.replace("\\n", "\n"));
        assertThat(report.passed()).isFalse();
        assertThat(report.rootCause().orElseThrow().summary()).contains(why);
        assertThat(report.has("auth.no-kerberos-ticket")).isFalse();
    }

    @Test
    void aSecurityLayerIsNoSuccess() {
        ProbeReport report = probe(
                new Turns("auth-conf", octets("AP-REQ"), NO_LAYER),
                "C: AUTH GSSAPI [redacted]\nS: 334 " + base64(octets("AP-REP")) + "\nC: [redacted]\nS: 235 ok\n");
        assertThat(report.passed()).isFalse();
        assertThat(report.toString()).contains("a security layer, which is not supported");
    }

    @Test
    void aServerThatDoesNotProveItselfIsNamed() {
        ProbeReport report = probe(
                new Turns("auth", octets("AP-REQ"), new SaslException("ada@HERE: no"), NO_LAYER),
                "C: AUTH GSSAPI [redacted]\nS: 334 " + base64(octets("AP-REP")) + "\nC: *\nS: 501 cancelled\n");
        assertThat(report.rootCause().orElseThrow().id()).isEqualTo("auth.broken-exchange");
        assertThat(report.toString())
                .contains("the token of the server is not taken")
                .doesNotContain("ada@HERE");
    }

    @Test
    void aServerThatRefusesTheTicketIsHeard() {
        ProbeReport report =
                probe(new Turns("auth", octets("AP-REQ"), NO_LAYER), "C: AUTH GSSAPI [redacted]\nS: 535 5.7.8 no\n");
        assertThat(report.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(report.rootCause().orElseThrow().id()).isEqualTo("auth.rejected");
    }
}
