/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.SmtpProbe;
import io.github.smtpprobe.explain.Explain;
import io.github.smtpprobe.harness.Scripts;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.request.TlsMode;
import io.github.smtpprobe.testkit.Delivery;
import io.github.smtpprobe.testkit.MemoryTransport;
import io.github.smtpprobe.testkit.Script;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each of the checks that lint: a dialogue that triggers it, and a near miss that does not. */
class LintTest {
    private static final String BEFORE = "S: 220 mx.example.com\nC: EHLO me\n";
    private static final String TLS =
            BEFORE + "S: 250-mx.example.com\nS: 250 STARTTLS\nC: STARTTLS\nS: 220 go\n* tls any\nC~ EHLO me\n";
    private static final String ENVELOPE =
            BEFORE + "S: 250 mx.example.com\nC: MAIL FROM:<ada@example.com>\nS: 250 ok\nC: RCPT TO:<bob@example.com>\n";

    private static final String LOGIN = BEFORE + "S: 250-mx.example.com\nS: 250 AUTH LOGIN\nC: AUTH LOGIN\n";

    static Stream<Arguments> pairs() {
        return Stream.of(
                Arguments.of("greeting.masked", "S: 220 ******************", "S: 220 **mx** ready"),
                Arguments.of("peer.mail-trap", "S: 220 mailpit ESMTP", "S: 220 mailer ESMTP"),
                Arguments.of(
                        "greeting.version",
                        "S: 220 mx.example.com ESMTP Exim 4.97.1",
                        "S: 220 mx.example.com ESMTP Exim"),
                Arguments.of("greeting.nameless", "S: 220 mx ready", "S: 220 MX.EXAMPLE.COM. ready"),
                Arguments.of(
                        "greeting.two-names",
                        "S: 220 mx.example.com. ready\nC: EHLO me\nS: 250 in.example.com",
                        "S: 220 mx.example.com. ready\nC: EHLO me\nS: 250 mx.example.com"),
                Arguments.of("greeting.nameless", "S: 220 ready when you are", "S: 220 mx.example.com ready"),
                Arguments.of(
                        "reply.contradictory",
                        BEFORE + "S: 250 mx\nC: MAIL FROM:<a@b.example>\nS: 550 2.1.0 no",
                        BEFORE + "S: 250 mx\nC: MAIL FROM:<a@b.example>\nS: 550 5.1.0 no"),
                Arguments.of(
                        "reply.contradictory",
                        BEFORE + "S: 250 mx\nC: MAIL FROM:<a@b.example>\nS: 250 2.1.0 sender rejected",
                        BEFORE + "S: 250 mx\nC: MAIL FROM:<a@b.example>\nS: 250 2.1.0 sender ok, not rejected"),
                Arguments.of(
                        "reply.contradictory",
                        LOGIN
                                + "S: 334 TG9naW46\nC: [redacted]\nS: 334 UGFzc3dvcmQ6\nC: [redacted]\nS: 235 auth failure",
                        LOGIN + "S: 334 TG9naW46\nC: [redacted]\nS: 334 UGFzc3dvcmQ6\nC: [redacted]\n"
                                + "S: 235 ok, no login failed before"),
                Arguments.of(
                        "reply.contradictory",
                        ENVELOPE + "S: 250 2.1.5 user unknown",
                        ENVELOPE + "S: 250 2.1.5 user ok"),
                Arguments.of(
                        "reply.not-passed-on",
                        ENVELOPE + "S: 250 ok\nC: DATA\nS: 354 go\nS: 250 message discarded",
                        ENVELOPE + "S: 250 ok\nC: DATA\nS: 354 go\nS: 250 message queued"),
                Arguments.of(
                        "reply.anomaly",
                        BEFORE + "S: 250-mx\nS: 250 AUTH=PLAIN",
                        BEFORE + "S: 250-mx\nS: 250 AUTH PLAIN"),
                Arguments.of("greeting.localhost", "S: 220 localhost ESMTP", "S: 220 localhosting.example ESMTP"),
                Arguments.of(
                        "greeting.two-names",
                        "S: 220 a.example.com\nC: EHLO me\nS: 250 b.example.com",
                        "S: 220 a.example.com\nC: EHLO me\nS: 250 A.example.com"),
                Arguments.of(
                        "capabilities.starttls-inside-tls",
                        TLS + "S~ 250-mx.example.com\nS~ 250 STARTTLS",
                        TLS + "S~ 250-mx.example.com\nS~ 250 STARTTLSX"),
                Arguments.of(
                        "capabilities.masked", BEFORE + "S: 250-mx\nS: 250 XXXA", BEFORE + "S: 250-mx\nS: 250 XXY"),
                Arguments.of(
                        "capabilities.internal",
                        BEFORE + "S: 250-mx\nS: 250 XCLIENT NAME",
                        BEFORE + "S: 250-mx\nS: 250 XCLIENTS"),
                Arguments.of(
                        "capabilities.size-tiny",
                        BEFORE + "S: 250-mx\nS: 250 SIZE 1000",
                        BEFORE + "S: 250-mx\nS: 250 SIZE 0"),
                Arguments.of(
                        "capabilities.auth-gone",
                        TLS.replace("S: 250 STARTTLS", "S: 250-AUTH PLAIN\nS: 250 STARTTLS") + "S~ 250 mx.example.com",
                        TLS.replace("S: 250 STARTTLS", "S: 250-AUTH PLAIN\nS: 250 STARTTLS")
                                + "S~ 250-mx.example.com\nS~ 250 AUTH LOGIN"),
                Arguments.of(
                        "capabilities.mechanisms-gone",
                        TLS.replace("S: 250 STARTTLS", "S: 250-AUTH PLAIN CRAM-MD5\nS: 250 STARTTLS")
                                + "S~ 250-mx.example.com\nS~ 250 AUTH PLAIN",
                        TLS.replace("S: 250 STARTTLS", "S: 250-AUTH PLAIN\nS: 250 STARTTLS")
                                + "S~ 250-mx.example.com\nS~ 250 AUTH CRAM-MD5 PLAIN"),
                Arguments.of(
                        "capabilities.auth-after-tls",
                        TLS + "S~ 250-mx.example.com\nS~ 250 AUTH PLAIN",
                        TLS + "S~ 250-mx.example.com\nS~ 250 XAUTH PLAIN"),
                Arguments.of(
                        "capabilities.shrunk",
                        TLS.replace("S: 250 STARTTLS", "S: 250-DSN\nS: 250 STARTTLS") + "S~ 250 mx.example.com",
                        TLS.replace("S: 250 STARTTLS", "S: 250-DSN\nS: 250 STARTTLS")
                                + "S~ 250-mx.example.com\nS~ 250 dsn"),
                Arguments.of(
                        "peer.lmtp",
                        "S: 220 mx.example.com LMTP ready\nC: EHLO me\nS: 500 unknown",
                        "S: 220 mx.example.com LMTP ready\nC: EHLO me\nS: 250 mx.example.com"),
                Arguments.of(
                        "peer.nntp",
                        "S: 200 news.example.com InterNetNews NNRP server ready",
                        "S: 220 news.example.com ESMTP"),
                Arguments.of("peer.imap", "S: * OK IMAP4rev1 ready", "S: 220 IMAP4rev1"),
                Arguments.of("peer.managesieve", "S: \"IMPLEMENTATION\" \"Dovecot\"", "S: 220 IMPLEMENTATION"),
                Arguments.of("peer.proxy", "S: PROXY TCP4 192.0.2.1 192.0.2.2 1 25", "S: 220 PROXY TCP4"),
                Arguments.of(
                        "auth.plain-prompt",
                        LOGIN + "S: 334 Username:\nC: [redacted]\nS: 334 Password:\nC: [redacted]\nS: 235 ok",
                        LOGIN + "S: 334 VXNlcm5hbWU6\nC: [redacted]\nS: 334 UGFzc3dvcmQ6\nC: [redacted]\nS: 235 ok"),
                Arguments.of(
                        "auth.odd-prompt",
                        LOGIN + "S: 334 TG9naW46\nC: [redacted]\nS: 334 UGFzc3dvcmQ6\nC: [redacted]\nS: 235 ok",
                        LOGIN
                                + "S: 334 VXNlciBOYW1lAA==\n"
                                + "C: [redacted]\n"
                                + "S: 334 UGFzc3dvcmQ6\n"
                                + "C: [redacted]\n"
                                + "S: 235 ok"),
                Arguments.of("recipient.accepted", ENVELOPE + "S: 250 ok", ENVELOPE + "S: 550 no"),
                Arguments.of("recipient.forwarded", ENVELOPE + "S: 251 will forward", ENVELOPE + "S: 250 251"),
                Arguments.of("recipient.unverified", ENVELOPE + "S: 252 cannot verify", ENVELOPE + "S: 250 252"),
                Arguments.of(
                        "recipient.all-refused",
                        ENVELOPE + "S: 550 no\nC: RCPT TO:<eve@example.com>\nS: 550 no",
                        ENVELOPE + "S: 550 no\nC: RCPT TO:<eve@example.com>\nS: 250 ok"),
                Arguments.of(
                        "recipient.all-refused",
                        ENVELOPE + "S: 550 5.7.1 no\nC: RCPT TO:<eve@example.com>\nS: 550 5.7.1 no",
                        ENVELOPE
                                + "S: 550 5.1.1 user unknown\nC: RCPT TO:<eve@example.com>\nS: 550 5.1.1 user unknown"),
                Arguments.of(
                        "recipient.all-refused",
                        ENVELOPE + "S: 550 no\nC: RCPT TO:<eve@example.com>\nS: 554 no",
                        ENVELOPE + "S: 452 4.3.1 storage\nC: RCPT TO:<eve@example.com>\nS: 452 4.3.1 storage"),
                Arguments.of(
                        "recipient.all-refused",
                        ENVELOPE + "S: 550 5.7.1 no\nC: RCPT TO:<eve@example.com>\nS: 550 5.7.1 no",
                        ENVELOPE + "S: 530 5.7.0 login first\nC: RCPT TO:<eve@example.com>\nS: 530 5.7.0 login first"),
                Arguments.of(
                        "message.fate-unknown",
                        ENVELOPE + "S: 250 ok\nC: DATA\nS: 354 go\nC: .\n* closed",
                        ENVELOPE + "S: 250 ok\nC: DATA\nS: 354 go\nC: .\nS: 554 no"),
                Arguments.of(
                        "message.fate-unknown",
                        ENVELOPE + "S: 250 ok\nC: DATA\nS: 354 go\nC: .\nS: 354 go on",
                        ENVELOPE + "S: 250 ok\nC: DATA\n* closed"),
                Arguments.of(
                        "message.queued",
                        ENVELOPE + "S: 250 ok\nC: DATA\nS: 354 go\nC: .\nS: 250 queued as 1",
                        ENVELOPE + "S: 250 ok\nC: DATA\nS: 354 go\nC: .\nS: 554 no"),
                Arguments.of(
                        "sender.null-refused",
                        BEFORE + "S: 250 mx\nC: MAIL FROM:<>\nS: 550 no",
                        BEFORE + "S: 250 mx\nC: MAIL FROM:<a@b.example>\nS: 550 no"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pairs")
    void triggersAndMisses(String id, String triggers, String misses) {
        assertThat(Explain.dialogue(triggers).has(id)).as(triggers).isTrue();
        assertThat(Explain.dialogue(misses).has(id)).as(misses).isFalse();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "Postfix (2.1.3), Postfix (2.1.3)",
        "Postfix (2.1.3., Postfix 2.1.3",
        "Postfix (2.1.3-x), Postfix 2.1.3",
        "Exim 4.97., Exim 4.97",
        "Sendmail 8.17.1/8.17.1, Sendmail 8.17.1"
    })
    void aVersionHasBothBracketsOrNone(String said, String shown) {
        assertThat(Explain.dialogue("S: 220 mx.example.com ESMTP " + said)
                        .finding("greeting.version")
                        .orElseThrow()
                        .summary())
                .contains(shown + ".")
                .doesNotContain(shown + "..");
    }

    /** A text may be nothing but the signs by which checks take others apart. */
    @ParameterizedTest
    @ValueSource(
            strings = {";", ",", " ;, ", ".", ":", "-", "=", "[", "]", "()", "<>", "@", "|", "/", "\"", "\\\\", "*"})
    void noCheckFailsOverSigns(String signs) {
        String all = TLS.replace("mx.example.com", signs)
                + "S~ 250-" + signs + "\nS~ 250 AUTH " + signs + "\nC~ MAIL FROM:<ada@example.com>\nS~ 250 " + signs
                + "\nC~ RCPT TO:<bob@example.com>\nS~ 550 " + signs;
        for (String dialogue : List.of(all, LOGIN.replace("mx.example.com", signs) + "S: 535 " + signs)) {
            assertThat(Explain.dialogue(dialogue).has("check.failed"))
                    .as(dialogue)
                    .isFalse();
        }
    }

    private static final Script WORKS = Script.parse(Scripts.WORKS);

    @Test
    void theWireFormOfANameIsSaid() {
        MemoryTransport memory = new MemoryTransport(Delivery.WHOLE, null, WORKS);
        for (String host : List.of("m\u00FCnchen.example", "xn--mnchen-3ya.example", "munchen.example")) {
            ProbeReport report = SmtpProbe.builder()
                    .transport(memory)
                    .build()
                    .probe(ProbeRequest.to(host, 25)
                            .connectTo("192.0.2.1")
                            .tls(TlsMode.PLAIN)
                            .build());
            assertThat(report.has("host.international")).as(host).isEqualTo(!host.startsWith("mu"));
        }
    }
}
