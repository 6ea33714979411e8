/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.addresses;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.SmtpProbe;
import io.github.smtpprobe.Untrusted;
import io.github.smtpprobe.harness.DialogueFile;
import io.github.smtpprobe.harness.Invariants;
import io.github.smtpprobe.report.Confidence;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each kind of port in each mode, with the second look that names what the port wants. */
class SecondLookTest {
    private static final String TLS_PORT = "* tls any\nS~ 220 mx\nC~ EHLO x\nS~ 250 mx\nC~ QUIT\nS~ 221 bye";
    private static final String HUNG = "* silence";

    /** What a port does that was found in the field. */
    private enum Port {
        SPEAKS_TLS(TLS_PORT),
        SPEAKS_CLEAR("S: 220 mx\nC: EHLO x\nS: 250-mx\nS: 250 STARTTLS\nC: STARTTLS\nS: 220 go\n"
                + TLS_PORT.replace("S~ 220 mx\n", "")),
        SPEAKS_LATE("* pause 3000ms\n" + SPEAKS_CLEAR.script),
        IS_SILENT(HUNG),
        CLOSES("* closed"),
        SPEAKS_HTTP("* pause 1ms\nS: HTTP/1.1 400 Bad Request\n* closed");

        private final String script;

        Port(String script) {
            this.script = script;
        }
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

    private static void assertRootCause(ProbeReport report, String id) {
        assertThat(report.rootCause().map(Finding::id).orElse("none"))
                .as(report.toString())
                .isEqualTo(id);
    }

    @ParameterizedTest(name = "{1} against a port that {0}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
        SPEAKS_TLS   | PLAIN               | port.expects-tls
        SPEAKS_TLS   | STARTTLS            | port.expects-tls
        SPEAKS_TLS   | STARTTLS_IF_OFFERED | port.expects-tls
        SPEAKS_TLS   | IMPLICIT_TLS        | none
        SPEAKS_CLEAR | STARTTLS            | none
        SPEAKS_CLEAR | IMPLICIT_TLS        | tls.plain-port
        SPEAKS_LATE  | STARTTLS            | none
        IS_SILENT    | PLAIN               | port.hangs
        IS_SILENT    | STARTTLS            | port.hangs
        IS_SILENT    | IMPLICIT_TLS        | port.hangs
        CLOSES       | STARTTLS            | greeting.closed
        CLOSES       | IMPLICIT_TLS        | tls.closed
        SPEAKS_HTTP  | STARTTLS            | peer.http
        SPEAKS_HTTP  | IMPLICIT_TLS        | peer.http
        """)
    void everyKindOfPortInEveryMode(Port port, TlsMode mode, String finding) {
        ProbeReport report = probe(mode, true, Script.parse(port.script));
        assertRootCause(report, finding);
        assertThat(report.took()).isLessThanOrEqualTo(Duration.ofSeconds(20));
    }

    @ParameterizedTest(name = "{0} before the greeting")
    @CsvSource(delimiter = '|', textBlock = """
        S: Warning: config.php line 3 | a line that is no reply, "Warning: config.php line 3",
        S:                            | an empty line
        """)
    void aGreetingBehindOtherLinesIsNoOtherService(String before, String line) {
        Script script = Script.parse(before + "\nS: 220 mx ESMTP\n* closed");
        ProbeReport report = probe(TlsMode.PLAIN, true, script, script);
        assertRootCause(report, "greeting.preceded");
        assertThat(report.rootCause().orElseThrow().summary())
                .isEqualTo(DialogueFile.HOST + " sends " + line + " before its greeting on port 4465.");
    }

    @ParameterizedTest(name = "silent in clear, and to a TLS hello {0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
        * tls any / S~ HTTP/1.1 400 Bad Request    | peer.http
        * tls any / S~ * OK IMAP4rev1 ready        | peer.imap
        * tls any / S~ +OK POP3 ready              | peer.pop3
        * tls any / S~ 220 FTP server ready        | peer.ftp
        * tls any / * silence                      | port.speaks-tls
        * tls any / * closed                       | port.speaks-tls
        * tls any / S~ 554 5.7.1 no                | port.expects-tls
        S: \\x15\\x03\\x03\\x00\\x02\\x02\\x28          | port.speaks-tls
        S: HTTP/1.1 400 Bad Request / * closed     | peer.http
        S: \\x05\\xFF / * closed                   | peer.other
        S: -ERR unknown command / * closed         | peer.other
        S: what is this / * closed                 | peer.unknown
        S: * BAD Invalid PROXY header / * closed   | port.expects-proxy
        * closed                                   | port.hangs
        * silence                                  | port.hangs
        """)
    void whatComesToATlsHelloIsNamed(String second, String finding) {
        assertRootCause(probe(TlsMode.STARTTLS, true, Script.parse(HUNG), saysNothingFirst(second)), finding);
    }

    @Test
    void whoAnswersTheSecondConnectionDropsOnlySome() {
        ProbeReport report =
                probe(TlsMode.STARTTLS, true, Script.parse("* reset"), saysNothingFirst("S: 220 mx ESMTP / * closed"));
        Finding cause = report.rootCause().orElseThrow();
        assertThat(cause.id()).as(report.toString()).isEqualTo("tcp.reset");
        assertThat(cause.explanation()).contains("was answered with \"220 mx ESMTP\"");
        assertThat(cause.remedy()).startsWith("Try again.");
    }

    @Test
    void whoHangsUpAtATlsHelloHasReadIt() {
        for (String end : List.of("* closed", "* reset")) {
            ProbeReport report = probe(TlsMode.STARTTLS, true, Script.parse(HUNG), saysNothingFirst(end));
            Finding cause = report.rootCause().orElseThrow();
            assertThat(cause.id()).as(report.toString()).isEqualTo("port.hangs");
            assertThat(cause.explanation())
                    .contains("it ended the connection at a TLS handshake. Another kind of service")
                    .doesNotContain("The second connection had only", "The service hangs");
            assertThat(cause.remedy()).doesNotContain("deadline");
        }
    }

    @ParameterizedTest(name = "says first {0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
        -ERR wrong number of arguments for 'get'           |     | peer.other
        -ERR unknown command `EHLO`                        |     | peer.other
        -ERR [SYS/TEMP] mailbox in use                     |     | peer.pop3
        220 (vsFTPd 3.0.5)                                 | 530 | peer.ftp
        220-FileZilla Server 1.8.0 / S: 220 welcome        | 500 | peer.ftp
        220 ProFTPD Server (Debian)                        | 500 | peer.ftp
        220 ftp.example.com FTP server ready               | 530 | peer.ftp
        220 mx.example.com LMTP ready                      | 500 | peer.lmtp
        220 ftp.example.com ESMTP Postfix                  | 550 | ehlo.refused
        220 mail-ftp.example.com ready                     | 550 | ehlo.refused
        220 mx.example.com ESMTP, no LMTP here             | 550 | ehlo.refused
        """)
    void whatSpeaksFirstIsNamed(String greeting, String refusal, String finding) {
        String no = refusal == null ? "" : "/ C: EHLO x / S: " + refusal + " no / C: HELO x / S: " + refusal + " no ";
        String script = "S: " + greeting + " " + no + (refusal == null ? "/ * closed" : "/ C: QUIT / S: 221 bye");
        ProbeReport report = probe(TlsMode.PLAIN, false, Script.parse(script.replaceAll(" ?/ ", "\n")));
        assertRootCause(report, finding);
        assertThat(report.findings())
                .as("no other protocol is named")
                .allMatch(each -> !each.id().startsWith("peer.") || each.id().equals(finding));
    }

    @ParameterizedTest(name = "to a TLS hello {0}, and then {1}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
        * silence                                             | S: SSH-2.0-OpenSSH_9.6    | peer.ssh
        * silence                                             | S: 220 FTP server ready   | peer.ftp
        * silence                                             | S: +OK ready              | peer.pop3
        * silence                                             | S: 421 busy               | port.expects-clear-text
        * closed                                              | * silence                 | port.closes
        * closed                                              | * closed                  | tls.closed
        * closed                                              | S: 220 mx                 | port.expects-clear-text
        S: SSH-2.0-OpenSSH_9.6 / * closed                     | * silence                 | peer.ssh
        S: J\\x00\\x00\\x00\\x0A8.0.36\\x00 / * closed          | * silence                 | peer.other
        S: RFB 003.008 / * closed                             | * silence                 | peer.other
        S: ERROR / * closed                                   | * silence                 | peer.unknown
        S: * BAD Invalid PROXY header / * closed              | * silence                 | port.expects-proxy
        * tls any / S~ * OK IMAP ready                        | * silence                 | peer.imap
        * tls any / S~ HTTP/1.1 400 no                        | * silence                 | peer.http
        """)
    void whatComesWhereOneOnlyListensIsNamed(String first, String second, String finding) {
        assertRootCause(probe(TlsMode.IMPLICIT_TLS, true, saysNothingFirst(first), script(second)), finding);
    }

    /** A server that says nothing of itself, and this to a TLS hello, whatever that looks like. */
    private static Script saysNothingFirst(String text) {
        return script(text.startsWith("* tls") ? text : "* pause 1ms / " + text);
    }

    private static Script script(String text) {
        return Script.parse(text.replace(" / ", "\n"));
    }

    /** What both connections hear is told once. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        SSH-2.0-OpenSSH_9.6  | peer.ssh
        hello there          | peer.not-smtp
        * OK IMAP4rev1 ready | peer.imap
        """)
    void whatBothLooksHearIsToldOnce(String words, String finding) {
        Script script = Script.parse("* pause 1ms\nS: " + words + "\n* closed");
        ProbeReport report = probe(TlsMode.STARTTLS, true, script, script);
        assertRootCause(report, finding);
        assertThat(report.findings())
                .extracting(Finding::id)
                .filteredOn(id -> id.startsWith("peer."))
                .hasSize(1);
    }

    @Test
    void onlySmtpInsideTlsMakesItCertain() {
        assertThat(probe(TlsMode.STARTTLS, true, Script.parse(TLS_PORT))
                        .rootCause()
                        .orElseThrow()
                        .confidence())
                .isEqualTo(Confidence.CERTAIN);
        assertThat(probe(TlsMode.STARTTLS, true, Script.parse(HUNG), Script.parse("* tls any\n* silence"))
                        .rootCause()
                        .orElseThrow()
                        .confidence())
                .isEqualTo(Confidence.LIKELY);
    }

    @Test
    void aPortThatWaitsForSomebodyToSpeakInClearIsNamed() {
        ProbeReport report = probe(
                TlsMode.IMPLICIT_TLS, true, Script.parse("* silence"), Script.parse("S: 220 mx\nC: QUIT\nS: 221 bye"));
        assertThat(report.rootCause().orElseThrow().id()).as(report.toString()).isEqualTo("port.expects-clear-text");
        assertThat(report.summary()).contains("starts in clear text");
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
        assertThat(report.summary()).contains("expects implicit TLS");
    }

    @Test
    void itCanBeSwitchedOffAndIsForStrangersTargets() {
        assertThat(probe(TlsMode.STARTTLS, false, Script.parse(HUNG)).attempts())
                .hasSize(1);
        MemoryTransport memory = new MemoryTransport(Delivery.WHOLE, null, Script.parse(HUNG));
        ProbeReport report = Untrusted.targets(
                        SmtpProbe.builder().transport(memory).ticker(memory.ticker()))
                .build()
                .probe(ProbeRequest.to("127.0.0.1", 25).build());
        assertThat(report.attempts()).hasSize(1);
    }

    @Test
    void aSecondLookBringsNoCredentials() {
        MemoryTransport memory = new MemoryTransport(
                Delivery.WHOLE,
                DialogueFile.good().serverContext(),
                Script.parse(HUNG), // so it seems to a client that says nothing first
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
