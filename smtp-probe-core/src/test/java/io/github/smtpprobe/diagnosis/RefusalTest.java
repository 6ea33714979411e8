/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.SmtpProbe;
import io.github.smtpprobe.report.Finding;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.request.TlsMode;
import io.github.smtpprobe.sasl.Credentials;
import io.github.smtpprobe.sasl.Secret;
import io.github.smtpprobe.testkit.Delivery;
import io.github.smtpprobe.testkit.MemoryTransport;
import io.github.smtpprobe.testkit.Script;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What refusals mean: real words of real servers at the stage where they say them, through a whole probe. */
class RefusalTest {
    static Stream<String> examples() throws IOException {
        return Files.readAllLines(Path.of("src/test/resources/refusals.txt")).stream()
                .filter(line -> !line.startsWith("#"));
    }

    private static Script script(String stage, String reply) {
        String[][] steps = {
            {"GREETING", "", "220 mx"},
            {"EHLO", "EHLO x", "250-mx\nS: 250-AUTH PLAIN\nS: 250-SMTPUTF8\nS: 250 STARTTLS"},
            {"STARTTLS", "STARTTLS", ""},
            {"AUTH", "AUTH PLAIN [redacted]", "235 ok"},
            {"MAIL_FROM", "MAIL FROM:<ada@example.com>", "250 ok"},
            {"RCPT_TO", "RCPT TO:<bob@example.com>", "250 ok"},
            {"DATA", "DATA", "354 go"},
            {"END_OF_DATA", "x\nC: .", "250 queued"}
        };
        StringBuilder dialogue = new StringBuilder();
        for (String[] step : steps) {
            boolean here = step[0].equals(stage);
            if (step[0].equals("STARTTLS") && !here) {
                continue;
            }
            dialogue.append(step[1].isEmpty() ? "" : "C: " + step[1] + "\n")
                    .append("S: ")
                    .append(here ? reply : step[2])
                    .append('\n');
            if (here) {
                String again = stage.equals("EHLO") && reply.startsWith("5")
                        ? "C: HELO x\nS: " + reply + "\n"
                        : stage.equals("AUTH") && reply.matches("50[014] .*")
                                ? "C: AUTH PLAIN\nS: " + reply + "\n"
                                : "";
                return Script.parse(dialogue + again + "* silence");
            }
        }
        throw new IllegalArgumentException(stage);
    }

    private static ProbeReport probe(String stage, String host, String reply) {
        MemoryTransport memory = new MemoryTransport(Delivery.WHOLE, null, script(stage, reply));
        return SmtpProbe.builder()
                .transport(memory)
                .ticker(memory.ticker())
                .build()
                .probe(ProbeRequest.to(host, 25)
                        .connectTo("127.0.0.1")
                        .tls(stage.equals("STARTTLS") ? TlsMode.STARTTLS : TlsMode.PLAIN)
                        .credentials(Credentials.password("ada@example.com", Secret.of("correct-horse-battery")))
                        .allowCleartextCredentials()
                        .envelope("ada@example.com", "bob@example.com")
                        .message("x".getBytes(StandardCharsets.US_ASCII))
                        .build());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("examples")
    void means(String example) {
        String[] halves = example.split(" -> ");
        String[] parts = halves[0].split(" ", 3);
        ProbeReport report = probe(parts[0], parts[1], parts[2]);
        assertThat(report.findings().get(0).id()).as(report.toString()).isEqualTo(halves[1]);
        assertThat(report.summary()).doesNotContain("{").doesNotContain("?:");
        assertThat(report.findings().get(0).explanation()
                        + report.findings().get(0).remedy())
                .as("every placeholder has a value")
                .doesNotMatch("(?s).*(^| )\\?( |$).*");
    }

    @Test
    void aProvidersRuleSaysWhoseAndWhen() {
        ProbeReport report = probe(
                "AUTH",
                "smtp.office365.com",
                "535 5.7.139 Authentication unsuccessful, basic authentication is disabled");
        assertThat(report.findings().get(0).explanation()).contains("Microsoft 365", "2026-02");
        assertThat(report.findings().get(0).remedy()).contains("OAuth");
    }

    /** The server's own trouble, a limit, the message or what passes is no reason that a server had before the command. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        RCPT_TO     | 550 5.7.1 Your IP address is on a block list         | true
        RCPT_TO     | 550 5.7.1 <x>: Helo command rejected: need a FQDN    | true
        END_OF_DATA | 550 5.7.1 Sender address rejected: Access denied     | true
        RCPT_TO     | 451 4.3.0 <bob@example.com>: Temporary lookup failure | false
        RCPT_TO     | 451 Temporary local problem - please try later       | false
        MAIL_FROM   | 451 DNS temporary failure (#4.3.0)                   | false
        RCPT_TO     | 450 4.7.0 Recipient requires secure transport (TLS)  | false
        DATA        | 451 4.7.1 Content filter not available               | false
        RCPT_TO     | 550 5.3.0 Internal server error                      | false
        END_OF_DATA | 550 messages quota reached                           | false
        END_OF_DATA | 550 5.2.1 Mailbox is disabled                        | false
        """)
    void onlyACauseFromBeforeIsSaidToBeRefusedLater(String stage, String reply, boolean said) {
        assertThat(probe(stage, "mx.example", reply).findings().get(0).explanation())
                .matches(text -> text.contains("only at a later command") == said);
    }

    /** A server that lets the client wait behind a first line, and then does not want it, says why in the last one. */
    @Test
    void aRefusalBehindATeaserCounts() {
        Finding finding = probe("GREETING", "mx.example", "220-mx.example ESMTP\nS: 554 5.7.1 Verbindung abgelehnt")
                .findings()
                .get(0);
        assertThat(finding.id()).isEqualTo("greeting.refused");
        assertThat(finding.summary()).endsWith(": \"554 5.7.1 Verbindung abgelehnt\".");
    }

    @Test
    void linesThatDisagreeAreBothQuoted() {
        Finding finding = probe("GREETING", "mx.example", "220-mx.example ESMTP\nS: 250 5.7.1 Verbindung")
                .findings()
                .get(0);
        assertThat(finding.id()).isEqualTo("session.protocol");
        assertThat(finding.explanation()).contains(": \"220-mx.example ESMTP\" and \"250 5.7.1 Verbindung\".");
    }

    /** Two checks may see one contradiction. */
    @Test
    void theSameWordsAreSaidOnce() {
        assertThat(probe("RCPT_TO", "mx.example", "250 5.1.1 <bob@example.com> Recipient unknown")
                        .findings())
                .filteredOn(finding -> finding.id().equals("reply.contradictory"))
                .hasSize(1);
    }

    /** What breaks the rules may say all the same why the server refuses. */
    @Test
    void aLineThatIsNoReplyIsQuoted() {
        Finding finding = probe("RCPT_TO", "mx.example", " 550 5.1.1 no such user")
                .findings()
                .get(0);
        assertThat(finding.id()).isEqualTo("session.protocol");
        assertThat(finding.explanation()).contains(": \" 550 5.1.1 no such user\".");
    }

    @Test
    void aMovedMailboxIsNamedIfTheReplyNamesIt() {
        Finding named = probe("RCPT_TO", "mx.example", "551 5.1.6 <bob@example.com>: moved to new@elsewhere.example.")
                .findings()
                .get(0);
        assertThat(named.remedy()).contains("Write to new@elsewhere.example, which");
        Finding nameless = probe("RCPT_TO", "mx.example", "551 5.1.6 <bob@example.com> has moved")
                .findings()
                .get(0);
        assertThat(nameless.remedy()).contains("unless the reply names it");
    }
}
