/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.conversations;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.SmtpProbe;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.request.TlsMode;
import io.github.smtpprobe.testkit.Delivery;
import io.github.smtpprobe.testkit.MemoryTransport;
import io.github.smtpprobe.testkit.Script;
import io.github.smtpprobe.transcript.Entry;
import io.github.smtpprobe.transcript.Event;
import io.github.smtpprobe.wire.ReplyParser;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How much is recorded behind octets that are no reply, and that the transcript tells where it is not all. */
class OctetsBehindTest {
    private static final int MOST = 4096;
    private static final String LINE = "S: " + "x".repeat(62) + "\n";
    private static final int LENGTH = 64;

    private static List<Entry> entries(String script) {
        MemoryTransport memory = new MemoryTransport(Delivery.WHOLE, null, Script.parse(script));
        return SmtpProbe.builder()
                .transport(memory)
                .ticker(memory.ticker())
                .build()
                .probe(ProbeRequest.to("mx.example.com", 25)
                        .connectTo("127.0.0.1")
                        .tls(TlsMode.PLAIN)
                        .withoutSecondLook()
                        .build())
                .transcript()
                .entries();
    }

    private static int octets(List<Entry> entries) {
        return entries.stream()
                .filter(each -> each.direction() == Entry.Direction.SERVER)
                .mapToInt(Entry::length)
                .sum();
    }

    private static boolean limited(List<Entry> entries) {
        return entries.stream()
                .anyMatch(each -> each.event()
                        .filter(event -> event.kind() == Event.Kind.LIMIT)
                        .isPresent());
    }

    @Test
    void whatIsLeftOutIsMarked() {
        for (String before : List.of("S: oops\n", "S: 220 mx\n", "S: 220 mx\nS: oops\n")) {
            int length = before.replace("S: ", "").replace("\n", "\r\n").length();
            List<Entry> all = entries(before + LINE.repeat(MOST / LENGTH - 1) + "S: " + "x".repeat(62));
            assertThat(limited(all)).as(before).isFalse();
            List<Entry> some = entries(before + LINE.repeat(2 * MOST / LENGTH));
            assertThat(limited(some)).as(before).isTrue();
            assertThat(octets(some) - length).as(before).isBetween(MOST, MOST + LENGTH);
        }
    }

    @Test
    void nothingIsRecordedBehindALimit() {
        List<Entry> all = entries("S: 220 mx\nS: 220 " + "x".repeat(ReplyParser.MAX_LINE) + "\n" + LINE.repeat(4));
        int at = 0;
        while (at < all.size() && !limited(all.subList(at, at + 1))) {
            at++;
        }
        assertThat(limited(all)).isTrue();
        assertThat(octets(all.subList(at, all.size()))).isZero();
    }
}
