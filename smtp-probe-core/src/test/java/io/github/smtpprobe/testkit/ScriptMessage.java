/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.testkit;

import io.github.smtpprobe.transcript.Entry;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A complete message that a server waits for, as the client's user wrote it: without the dots that SMTP adds (RFC 5321 §4.5.2),
 * and without the final line.
 *
 * @param how   how much of it is compared
 * @param lines what is expected, line by line; none for {@link How#ANY}
 */
record ScriptMessage(How how, List<Entry> lines) implements ScriptLine {
    /** How much of a message is compared. */
    enum How {
        /** All of it. */
        EXACTLY(""),
        /** The lines given come in their order; others may stand before, between and behind them. */
        CONTAINING("containing"),
        /** None of it. */
        ANY("any");

        private final String word;

        How(String word) {
            this.word = word;
        }
    }

    static final String WORD = "message";

    ScriptMessage {
        lines = List.copyOf(lines);
    }

    static ScriptMessage read(String argument) {
        How how = Stream.of(How.values())
                .filter(each -> each.word.equals(argument))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "behind \"message\" stands \"any\", \"containing\" or nothing, such as \"* message any\""));
        return new ScriptMessage(how, List.of());
    }

    /** The same with a line of the client behind it. */
    ScriptMessage with(Entry line) {
        return new ScriptMessage(
                how, Stream.concat(lines.stream(), Stream.of(line)).toList());
    }

    boolean takesLines() {
        return how != How.ANY;
    }

    /** What is wrong with a message that came; empty if it is as expected. */
    Optional<String> difference(byte[] message) {
        List<byte[]> came = lines(message);
        return switch (how) {
            case ANY -> Optional.empty();
            case CONTAINING -> missing(came);
            case EXACTLY -> firstDifference(came);
        };
    }

    private Optional<String> missing(List<byte[]> came) {
        int next = 0;
        for (byte[] line : came) {
            if (next < lines.size() && ExpectedLine.same(lines.get(next), line)) {
                next++;
            }
        }
        return next == lines.size()
                ? Optional.empty()
                : Optional.of("expected a message with \"" + lines.get(next) + "\""
                        + (next == 0 ? "" : " behind \"" + lines.get(next - 1) + "\"")
                        + ", but the client's has no such line");
    }

    private Optional<String> firstDifference(List<byte[]> came) {
        for (int i = 0; i < Math.max(came.size(), lines.size()); i++) {
            if (i >= came.size() || i >= lines.size() || !ExpectedLine.same(lines.get(i), came.get(i))) {
                return Optional.of("expected " + (i < lines.size() ? "\"" + lines.get(i) + "\"" : "the message's end")
                        + " as line " + (i + 1) + " of the message, but the client sent "
                        + (i < came.size()
                                ? "\"" + ExpectedLine.shown(came.get(i), false) + "\""
                                : "the message's end"));
            }
        }
        return Optional.empty();
    }

    /** Each with its line end. */
    static List<byte[]> lines(byte[] message) {
        List<byte[]> found = new ArrayList<>();
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int i = 0; i < message.length; i++) {
            line.write(message[i]);
            if (message[i] == '\n' && i > 0 && message[i - 1] == '\r') {
                found.add(line.toByteArray());
                line.reset();
            }
        }
        return found;
    }

    @Override
    public String toString() {
        String head = "* " + WORD + (how.word.isEmpty() ? "" : " " + how.word);
        return Stream.concat(Stream.of(head), lines.stream().map(Entry::toString))
                .collect(Collectors.joining("\n"));
    }
}
