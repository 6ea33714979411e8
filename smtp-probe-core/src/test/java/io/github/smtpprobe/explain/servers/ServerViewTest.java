/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.explain.servers;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.diagnosis.words.TextStyle;
import io.github.smtpprobe.explain.Explain;
import io.github.smtpprobe.report.Finding;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.text.tables.Template;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** In the log of a server the client is somebody else, and the texts say so. */
class ServerViewTest {
    private static final String REFUSED = "NOQUEUE: reject: RCPT from unknown[198.51.100.7]: 554 5.7.1"
            + " <bob@example.net>: Relay access denied; from=<ann@example.com> to=<bob@example.net> proto=ESMTP helo=<pc>";

    private static Finding cause(String text) {
        return Explain.dialogue(text).rootCause().orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Jan  1 00:00:00 mx postfix/smtpd[9]: " + REFUSED,
                "2022-08-30 12:00:00 H=(pc) [198.51.100.7] F=<ann@example.com> rejected RCPT <bob@example.net>: relay"
                        + " not permitted",
                "Jan  1 00:00:00 mx sendmail[9]: 2AC98: ruleset=check_rcpt, arg1=<bob@example.net>,"
                        + " relay=[198.51.100.7], reject=550 5.7.1 <bob@example.net>... Relaying denied",
                "2021-09-09 09:09:09 smtp-server: [A1] Connection opened from 198.51.100.7\n"
                        + "2021-09-09 09:09:10 smtp-server: [A1] <= EHLO pc\n"
                        + "2021-09-09 09:09:10 smtp-server: [A1] => 250 mx\n"
                        + "2021-09-09 09:09:10 smtp-server: [A1] <= RCPT TO:<bob@example.net>\n"
                        + "2021-09-09 09:09:10 smtp-server: [A1] => 550 5.7.1 Relaying denied",
                "2024-02-11 03:14:07 198.51.100.7 SMTP-IN - 10.0.0.4 988 EHLO EHLO+pc 250+mail.example.com MX01 22 13"
                        + " -\n"
                        + "2024-02-11 03:14:08 198.51.100.7 SMTP-IN - 10.0.0.4 988 RCPT RCPT+TO:<bob@example.net>"
                        + " 550+Relaying+denied MX01 34 14 -",
            })
    void theClientIsNamed(String log) {
        Finding found = cause(log);
        assertThat(found.id()).isEqualTo("relay.denied");
        assertThat(found.explanation()).contains("log of the server").contains("198.51.100.7");
        assertThat(found.remedy()).startsWith("If the client is yours");
    }

    /** A server that refuses the mail of the one that writes the log is another one. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Jan  1 00:00:00 mx postfix/smtp[9]: 4F00AA: to=<bob@example.net>,"
                        + " relay=mx.example.net[198.51.100.7]:25, dsn=5.7.1, status=bounced (host"
                        + " mx.example.net[198.51.100.7] said: 554 5.7.1 <bob@example.net>: Relay access denied (in reply"
                        + " to RCPT TO command))",
                "2022-08-30 12:00:00 1oSxyz-0000AA-BB ** bob@example.net R=dns T=remote H=mx.example.net"
                        + " [198.51.100.7]: SMTP error from remote mail server after RCPT TO:<bob@example.net>: 550"
                        + " Relaying denied",
            })
    void whoSendsIsNoClientOfTheServerThatWritesTheLog(String log) {
        Finding found = cause(log);
        assertThat(found.id()).isEqualTo("relay.denied");
        assertThat(found.explanation()).doesNotContain("log of the server");
    }

    /** A log tells of many clients: each refusal is about its own. */
    @Test
    void eachFindingNamesItsOwnClient() {
        ProbeReport report = Explain.dialogue(
                "mx postfix/smtpd[9]: " + REFUSED + "\nmx postfix/smtpd[10]: " + REFUSED.replace(".7", ".9"));
        assertThat(report.findings().stream()
                        .filter(each -> each.id().equals("relay.denied"))
                        .map(each -> each.explanation().replaceAll(".*client at (\\S+) did.*", "$1")))
                .containsExactlyInAnyOrder("198.51.100.7", "198.51.100.9");
    }

    /** Where the server itself is at fault, nothing has to be done about its clients. */
    @Test
    void aFaultOfTheServerItselfKeepsItsText() {
        Finding found =
                cause("mx postfix/smtpd[9]: NOQUEUE: reject: RCPT from mx.example.com[198.51.100.7]: 554 5.7.1 Service"
                        + " unavailable; Client host [198.51.100.7] blocked using zen.spamhaus.org; Error: open resolver;"
                        + " https://www.spamhaus.org/returnc/pub/203.0.113.53; from=<ann@example.com>"
                        + " to=<bob@example.net>");
        assertThat(found.id()).isEqualTo("client.blocked");
        assertThat(found.remedy()).contains("resolver").doesNotContain("remove");
    }

    @Test
    void nothingIsSaidTwice() {
        Finding found = cause("mx postfix/smtpd[9]: " + REFUSED);
        assertThat(ServerView.of(found, "192.0.2.1")).isEqualTo(found);
    }

    @Test
    void whatHasNoTextOfItsOwnIsToldOfTheClientBeside() {
        Finding found =
                cause("mx postfix/smtpd[9]: NOQUEUE: reject: MAIL from unknown[198.51.100.7]: 452 4.3.1 Insufficient"
                        + " system storage; from=<ann@example.com> proto=ESMTP helo=<pc>");
        assertThat(found.explanation()).endsWith("This is the log of the server, and its client was 198.51.100.7.");
    }

    @Test
    void everyTextIsAPlainSentence() {
        List<String> wrong = new ArrayList<>();
        ServerView.all()
                .values()
                .forEach(row -> List.of(row.why(), row.remedy()).forEach(template -> {
                    String text = Template.fill(template, Map.of("peer", "203.0.113.9"));
                    String fault = text.isEmpty() ? "" : TextStyle.fault(text, false);
                    if (!fault.isEmpty()) {
                        wrong.add(row.id() + ": " + fault + ": " + text);
                    }
                }));
        assertThat(wrong).isEmpty();
    }
}
