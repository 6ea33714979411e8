/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.report.Actor;
import io.github.smtpprobe.report.Confidence;
import io.github.smtpprobe.smtp.Reply;
import io.github.smtpprobe.smtp.Stage;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GivenReasonTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        5.7.1 Not today, we have a wedding | "Not today, we have a wedding"
        5.7.1 550 5.7.1 The office is closed. | "The office is closed."
        sorry, nothing for you here (#5.7.1) | "sorry, nothing for you here"
        said "no" and meant it | “said "no" and meant it”
        The desk is closed d9443c01a7336-1a2b3c4d5e6f si12345 - gsmtp | "The desk is closed"
        Rejected by the desk, id=28374-07 | "Rejected by the desk,"
        Rejected by the desk, queue-id: 4f2a9 | "Rejected by the desk,"
        Closed desk. http://help.example/a?b=1&&id=20022 | "Closed desk. http://help.example/a?b=1&&id=20022"
        Closed desk, SessionID=19d3, | "Closed desk,"
        Helo invalid: address literal not allowed | "Helo invalid: address literal not allowed"
        Your address is not valid: unknown here | "Your address is not valid: unknown here"
        Your bill of 2026 is unpaid: 12 days | "Your bill of 2026 is unpaid: 12 days"
        This is void: no7 is right | "This is void: no7 is right"
        name its id: it is missing | "name its id: it is missing"
        Closed desk [AM7EUR06FT034.example.com 2025-01-02T03:04:05.678Z 08DD2A0B] | "Closed desk"
        Closed desk (in reply to RCPT TO command) | "Closed desk"
        bad key password=hunter2 given | "bad key password=[redacted] given"
        refused for dGhlIHNlY3JldCBvZiB0aGUgdXNlcg1 of yours | "refused for of yours"
        ask ada@a-very-long-domain-name-42.example please | "ask ada@a-very-long-domain-name-42.example please"
        メールボックスがいっぱいです | "メールボックスがいっぱいです"
        ผู้ใช้ไม่มีอยู่ | "ผู้ใช้ไม่มีอยู่"
        उपयोगकर्ता नहीं मिला | "उपयोगकर्ता नहीं मिला"
        no | ''
        5.7.1 | ''
        """)
    void isQuotedWithoutCodesIdsAndKeys(String words, String quoted) {
        assertThat(GivenReason.in(Reply.of(550, words))).isEqualTo(quoted);
    }

    @Test
    void isVisibleAndShort() {
        String reason = GivenReason.in(Reply.of(550, "turn\u202e round \u001b[31m " + "and on ".repeat(9_000)));
        assertThat(reason)
                .startsWith("\"turn\\u{202E} round \\u{1B}[31m and on")
                .endsWith(" ...\"");
        assertThat(reason.length()).isLessThan(220);
    }

    @Test
    void standsInATextThatAsksForItAndNothingOfItIsReadAgain() {
        Map<String, String> texts = Map.of("why", "[The server gives this reason: {said}. ]The code tells no more.");
        Meaning row = new Meaning("x.y", Set.of(Stage.RCPT_TO), texts, Actor.YOU, Confidence.POSSIBLE, Set.of());
        assertThat(row.why()).isEqualTo("The code tells no more.");
        assertThat(row.of(Reply.of(550, "5.7.1 no {host} for [you]"), "").why())
                .isEqualTo("The server gives this reason: \"no {host} for [you]\". The code tells no more.");
        assertThat(row.of(Reply.of(550, "5.7.1 no"), "").why()).isEqualTo("The code tells no more.");
    }

    /** Whatever octets a server sends, time and length stay small. */
    @Test
    void costsLittleWhateverIsSaid() {
        Stream.of("id=", "(#", "[2025-01-02T", "password=", "5.7.1 ", "a", " ", "key ")
                .map(each -> each.repeat(20_000))
                .forEach(each ->
                        assertThat(GivenReason.in(Reply.of(550, each)).length()).isLessThan(220));
    }
}
