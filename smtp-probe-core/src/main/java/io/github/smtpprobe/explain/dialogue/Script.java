/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.explain.dialogue;

import io.github.smtpprobe.fact.Reason;
import io.github.smtpprobe.smtp.Reply;
import io.github.smtpprobe.transcript.Entry;
import io.github.smtpprobe.wire.ClientLine;
import io.github.smtpprobe.wire.ReplyParser;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The transcript of a pasted session, and the replies that its lines form. */
final class Script {
    private static final int OPENING = 3;

    private final List<Entry> entries = new ArrayList<>();
    private final ReplyParser parser = new ReplyParser();

    /** A reply, or why the lines are not one. */
    record Came(@Nullable Reply reply, Reason violation) {}

    void client(String text, boolean encrypted) {
        entries.add(Entry.client(octets(text), encrypted, Duration.ZERO));
    }

    /** Adds a line of the server's, and returns the replies that end with it. */
    List<Came> server(String text, boolean encrypted) {
        byte[] line = octets(bare(text) ? text + " " : text);
        List<Came> came = new ArrayList<>();
        boolean shown = false;
        for (int i = 0; i < line.length; i++) {
            ReplyParser.Progress progress = parser.octet(line[i]);
            if (progress != ReplyParser.Progress.MORE && !shown) {
                byte[] clean = i == line.length - 1 ? parser.line() : line;
                boolean masked = !Arrays.equals(clean, line) || text.contains(ClientLine.MASK);
                entries.add(Entry.server(clean, encrypted, masked, Duration.ZERO));
                shown = true;
            }
            if (progress == ReplyParser.Progress.REPLY) {
                came.add(new Came(parser.reply(), Reason.BAD_CODE));
            } else if (progress == ReplyParser.Progress.VIOLATION) {
                came.add(new Came(null, Reason.valueOf(parser.violation().name())));
            }
        }
        return came;
    }

    /** What the server sent first. */
    String opening() {
        return entries.stream()
                .filter(entry -> entry.direction() == Entry.Direction.SERVER)
                .map(Entry::text)
                .limit(OPENING)
                .collect(Collectors.joining("\n"));
    }

    List<Entry> entries() {
        return List.copyOf(entries);
    }

    /** Whether a line is only a code, after which a blank may have been cut off when it was printed. */
    private static boolean bare(String line) {
        return line.length() == 3 && line.chars().allMatch(each -> each >= '0' && each <= '9');
    }

    private static byte[] octets(String line) {
        return (line + "\r\n").getBytes(StandardCharsets.UTF_8);
    }
}
