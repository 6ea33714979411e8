/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.report.Finding;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.report.Purpose;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.request.TlsMode;
import io.github.smtpprobe.sasl.Credentials;
import io.github.smtpprobe.sasl.Secret;
import io.github.smtpprobe.testkit.Delivery;
import io.github.smtpprobe.testkit.MemoryTransport;
import io.github.smtpprobe.testkit.Script;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each kind of port in each mode, with the second look that names what the port wants. */
class SecondLookTest {
    private static final String TLS_PORT = "* tls any\nS~ 220 mx\nC~ EHLO x\nS~ 250 mx\nC~ QUIT\nS~ 221 bye";
    private static final String PLAIN_PORT =
            "S: 220 mx\nC: EHLO x\nS: 250-mx\nS: 250 STARTTLS\nC: STARTTLS\nS: 220 go\n"
                    + TLS_PORT.replace("S~ 220 mx\n", "");
    private static final String HUNG = "* silence";
    private static final String CLOSING = "* closed";
    private static final String WEB = "* pause 1ms\nS: HTTP/1.1 400 Bad Request\n* closed";

    static Stream<Arguments> combinations() {
        return Stream.of(
                Arguments.of(TLS_PORT, TlsMode.PLAIN, "port.expects-tls"),
                Arguments.of(TLS_PORT, TlsMode.STARTTLS, "port.expects-tls"),
                Arguments.of(TLS_PORT, TlsMode.STARTTLS_IF_OFFERED, "port.expects-tls"),
                Arguments.of(TLS_PORT, TlsMode.IMPLICIT_TLS, ""),
                Arguments.of(PLAIN_PORT, TlsMode.STARTTLS, ""),
                Arguments.of(PLAIN_PORT, TlsMode.IMPLICIT_TLS, "tls.plain-port"),
                Arguments.of("* pause 3000ms\n" + PLAIN_PORT, TlsMode.STARTTLS, ""),
                Arguments.of(HUNG, TlsMode.PLAIN, "port.hangs"),
                Arguments.of(HUNG, TlsMode.STARTTLS, "port.hangs"),
                Arguments.of(HUNG, TlsMode.IMPLICIT_TLS, "port.hangs"),
                Arguments.of(CLOSING, TlsMode.STARTTLS, "greeting.closed"),
                Arguments.of(CLOSING, TlsMode.IMPLICIT_TLS, "tls.closed"),
                Arguments.of(WEB, TlsMode.STARTTLS, "peer.http"),
                Arguments.of(WEB, TlsMode.IMPLICIT_TLS, "peer.http"));
    }

    private static ProbeReport probe(TlsMode mode, boolean lookTwice, Script... scripts) {
        MemoryTransport memory =
                new MemoryTransport(Delivery.WHOLE, DialogueFile.good().serverContext(), scripts);
        ProbeRequest.Builder request = ProbeRequest.to(DialogueFile.HOST, 4465)
                .connectTo("127.0.0.1")
                .tls(mode)
                .deadline(Duration.ofSeconds(20));
        ProbeReport report = SmtpProbe.builder()
                .transport(memory)
                .ticker(memory.ticker())
                .tlsSettings(DialogueFile.trusting())
                .build()
                .probe((lookTwice ? request : request.withoutSecondLook()).build());
        Invariants.check(report);
        assertThat(memory.open()).isZero();
        return report;
    }

    @ParameterizedTest(name = "{1} against {0}: {2}")
    @MethodSource("combinations")
    void everyKindOfPortInEveryMode(String port, TlsMode mode, String finding) {
        ProbeReport report = probe(mode, true, Script.parse(port));
        assertThat(report.rootCause().map(Finding::id).orElse(""))
                .as(report.toString())
                .isEqualTo(finding);
        assertThat(report.took()).isLessThanOrEqualTo(Duration.ofSeconds(20));
    }

    /** Ports that are something else, by what came in both looks: on the first connection, and on the second. */
    static Stream<Arguments> others() {
        return Stream.of(
                // silent in clear, and this comes to a TLS hello
                Arguments.of(TlsMode.STARTTLS, HUNG, "* tls any\nS~ HTTP/1.1 400 Bad Request", "peer.http"),
                Arguments.of(TlsMode.STARTTLS, HUNG, "* tls any\nS~ * OK IMAP4rev1 ready", "peer.imap"),
                Arguments.of(TlsMode.STARTTLS, HUNG, "* tls any\nS~ +OK POP3 ready", "peer.pop3"),
                Arguments.of(TlsMode.STARTTLS, HUNG, "* tls any\nS~ 220 FTP server ready", "peer.ftp"),
                Arguments.of(TlsMode.STARTTLS, HUNG, "* tls any\n* silence", "port.speaks-tls"),
                Arguments.of(TlsMode.STARTTLS, HUNG, "* tls any\n* closed", "port.speaks-tls"),
                Arguments.of(TlsMode.STARTTLS, HUNG, "* tls any\nS~ 554 5.7.1 no", "port.expects-tls"),
                Arguments.of(
                        TlsMode.STARTTLS, HUNG, "* hello\nS: \\x15\\x03\\x03\\x00\\x02\\x02\\x28", "port.speaks-tls"),
                Arguments.of(TlsMode.STARTTLS, HUNG, "* hello\nS: HTTP/1.1 400 Bad Request\n* closed", "peer.http"),
                Arguments.of(TlsMode.STARTTLS, HUNG, "* hello\nS: \\x05\\xFF\n* closed", "peer.other"),
                Arguments.of(TlsMode.STARTTLS, HUNG, "* hello\nS: -ERR unknown command\n* closed", "peer.other"),
                Arguments.of(TlsMode.STARTTLS, HUNG, "* hello\nS: what is this\n* closed", "peer.not-smtp"),
                Arguments.of(TlsMode.STARTTLS, HUNG, "* hello\n* closed", "port.hangs"),
                Arguments.of(TlsMode.STARTTLS, HUNG, "* hello\n* silence", "port.hangs"),
                // no TLS, and this comes where one only listens
                Arguments.of(TlsMode.IMPLICIT_TLS, HUNG, "S: SSH-2.0-OpenSSH_9.6", "peer.ssh"),
                Arguments.of(TlsMode.IMPLICIT_TLS, HUNG, "S: 220 FTP server ready", "peer.ftp"),
                Arguments.of(TlsMode.IMPLICIT_TLS, HUNG, "S: +OK ready", "peer.pop3"),
                Arguments.of(TlsMode.IMPLICIT_TLS, HUNG, "S: 421 busy", "port.expects-clear-text"),
                Arguments.of(TlsMode.IMPLICIT_TLS, "* hello\n* closed", "* silence", "port.hangs"),
                Arguments.of(TlsMode.IMPLICIT_TLS, "* hello\n* closed", "* closed", "tls.closed"),
                Arguments.of(TlsMode.IMPLICIT_TLS, "* hello\n* closed", "S: 220 mx", "port.expects-clear-text"),
                // the first answer says it all
                Arguments.of(TlsMode.IMPLICIT_TLS, "* hello\nS: SSH-2.0-OpenSSH_9.6\n* closed", HUNG, "peer.ssh"),
                Arguments.of(
                        TlsMode.IMPLICIT_TLS,
                        "* hello\nS: J\\x00\\x00\\x00\\x0A8.0.36\\x00\n* closed",
                        HUNG,
                        "peer.other"),
                Arguments.of(TlsMode.IMPLICIT_TLS, "* hello\nS: RFB 003.008\n* closed", HUNG, "peer.other"),
                Arguments.of(TlsMode.IMPLICIT_TLS, "* tls any\nS~ * OK IMAP ready", HUNG, "peer.imap"),
                Arguments.of(TlsMode.IMPLICIT_TLS, "* tls any\nS~ HTTP/1.1 400 no", HUNG, "peer.http"));
    }

    @ParameterizedTest(name = "{0}, {1}, then {2}: {3}")
    @MethodSource("others")
    void whatCameInBothLooksIsNamed(TlsMode mode, String first, String second, String finding) {
        ProbeReport report = probe(mode, true, script(first), script(second));
        assertThat(report.rootCause().map(Finding::id).orElse(""))
                .as(report.toString())
                .isEqualTo(finding);
    }

    /** A server that says nothing of itself and so to a TLS hello, whatever that looks like. */
    private static Script script(String text) {
        return Script.parse(text.replace("* hello", "* pause 1ms"));
    }

    @Test
    void onlySmtpInsideTlsMakesItCertain() {
        assertThat(probe(TlsMode.STARTTLS, true, Script.parse(TLS_PORT))
                        .rootCause()
                        .orElseThrow()
                        .confidence())
                .isEqualTo(Finding.Confidence.CERTAIN);
        assertThat(probe(TlsMode.STARTTLS, true, Script.parse(HUNG), Script.parse("* tls any\n* silence"))
                        .rootCause()
                        .orElseThrow()
                        .confidence())
                .isEqualTo(Finding.Confidence.LIKELY);
    }

    @Test
    void aPortThatWaitsForSomebodyToSpeakInClearIsNamed() {
        ProbeReport report = probe(
                TlsMode.IMPLICIT_TLS, true, Script.parse("* silence"), Script.parse("S: 220 mx\nC: QUIT\nS: 221 bye"));
        assertThat(report.rootCause().orElseThrow().id()).as(report.toString()).isEqualTo("port.expects-clear-text");
        assertThat(report.summary()).contains("use STARTTLS");
    }

    @Test
    void consequencesStandUnderTheirCause() {
        ProbeReport report = probe(TlsMode.STARTTLS, true, Script.parse(TLS_PORT));
        List<Finding> findings = report.findings();
        assertThat(findings.get(0).id()).isEqualTo("port.expects-tls");
        assertThat(findings.get(1).consequenceOf()).contains("port.expects-tls");
        assertThat(report.attempts())
                .extracting(each -> each.purpose())
                .containsExactly(Purpose.PROBE, Purpose.SECOND_LOOK);
        assertThat(report.decisive().orElseThrow().purpose()).isEqualTo(Purpose.PROBE);
        assertThat(report.summary()).contains("use IMPLICIT_TLS");
    }

    @Test
    void itCanBeSwitchedOffAndIsForStrangersTargets() {
        assertThat(probe(TlsMode.STARTTLS, false, Script.parse(HUNG)).attempts())
                .hasSize(1);
        MemoryTransport memory = new MemoryTransport(Delivery.WHOLE, null, Script.parse(HUNG));
        ProbeReport report = SmtpProbe.builder()
                .transport(memory)
                .ticker(memory.ticker())
                .untrusted()
                .build()
                .probe(ProbeRequest.to("127.0.0.1", 25).build());
        assertThat(report.attempts()).hasSize(1);
    }

    @Test
    void aSecondLookBringsNoCredentials() {
        MemoryTransport memory = new MemoryTransport(
                Delivery.WHOLE,
                DialogueFile.good().serverContext(),
                Script.parse(TLS_PORT.replace("C~ EHLO x\nS~ 250 mx\n", "")));
        ProbeReport report = SmtpProbe.builder()
                .transport(memory)
                .ticker(memory.ticker())
                .tlsSettings(DialogueFile.trusting())
                .build()
                .probe(ProbeRequest.to(DialogueFile.HOST, 4465)
                        .connectTo("127.0.0.1")
                        .tls(TlsMode.PLAIN)
                        .allowCleartextCredentials()
                        .credentials(Credentials.password("ada", Secret.of(DialogueFile.PASSWORD)))
                        .envelope("ada@example.com", "bob@example.com")
                        .build());
        Invariants.check(report);
        assertThat(memory.problems()).as(report.toString()).isEmpty();
        assertThat(report.attempts().get(1).transcript().toString()).doesNotContain("EHLO", "AUTH", "MAIL");
    }
}
