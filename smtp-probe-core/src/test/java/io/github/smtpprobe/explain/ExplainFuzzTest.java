/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.explain;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.smtpprobe.harness.Invariants;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.request.InvalidRequest;
import io.github.smtpprobe.request.Problem;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Any text, pasted: it is explained or refused, and a login behind it stays secret. */
class ExplainFuzzTest {
    private static final String SECRET = "correct-horse-battery";
    private static final String RESPONSE =
            Base64.getEncoder().encodeToString(("\0ada@example.com\0" + SECRET).getBytes(StandardCharsets.UTF_8));

    static Stream<byte[]> seeds() {
        return Stream.of(
                        "S: 220 mx\nC: EHLO me\nS: 250-mx\nS: 250 AUTH PLAIN LOGIN\n",
                        "<-  220 mx\n -> EHLO me\n<** 550 no\n",
                        "send: 'ehlo me\\r\\n'\nreply: b'250 mx\\r\\n'\n",
                        "220 mx\n"
                                + "EHLO me\n"
                                + "250 mx\n"
                                + "MAIL FROM:<a@b.example>\n"
                                + "250 ok\n"
                                + "RCPT TO:<c@d.example>\n"
                                + "250 ok\n"
                                + "DATA\n"
                                + "354 go\n",
                        "jakarta.mail.AuthenticationFailedException: 535-5.7.8 no\n535 5.7.8 more\n",
                        "to=<b@c.example>, status=bounced (host mx[192.0.2.1] said: 550 5.1.1 no (in reply to RCPT TO"
                                + " command))\n",
                        "DEBUG SMTP: AUTH LOGIN command trace suppressed\nDEBUG SMTP: AUTH LOGIN failed\n",
                        "C: AUTH LOGIN\nC: NOOP\n",
                        "javax.net.ssl.SSLHandshakeException: PKIX path building failed\n")
                .map(text -> text.getBytes(StandardCharsets.UTF_8));
    }

    @MethodSource("seeds")
    @FuzzTest(maxDuration = "2m")
    void z15PastedTextIsExplainedOrRefused(byte[] octets) {
        String text = new String(octets, StandardCharsets.UTF_8);
        String login = "\nC: AUTH PLAIN " + RESPONSE + "\nS: 535 5.7.8 " + SECRET + " is wrong\n";
        sweep(Explain.dialogue(text + login), text); // a reply is in it, so this is never refused
        try {
            sweep(Explain.dialogue(text), text);
        } catch (InvalidRequest refused) {
            assertThat(refused.problems()).extracting(Problem::code).containsExactly(Problem.Code.NO_SMTP);
        }
    }

    private static void sweep(ProbeReport report, String text) {
        boolean pastedElsewhere = Invariants.shows(SECRET, text); // there it is no login, and nobody can know
        Invariants.sweep(report, pastedElsewhere ? "not-in-it-" + text.hashCode() : SECRET);
    }
}
