/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.testkit;

import io.github.smtpprobe.transcript.Entry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/** Tells whether what came is the line that a script expects. */
final class ExpectedLine {
    private ExpectedLine() {}

    /** Compares a command: {@code [redacted]} and the argument of EHLO, HELO or LHLO match anything. */
    static boolean matches(Entry entry, byte[] line) {
        String wanted = text(entry.octets());
        if (wanted.matches("(?s)(?:EHLO|HELO|LHLO) .*")) {
            String sent = text(line);
            return sent.startsWith(wanted.substring(0, 5)) && sent.endsWith("\r\n");
        }
        return same(entry, line);
    }

    /** Compares any line: only {@code [redacted]} matches anything. */
    static boolean same(Entry entry, byte[] line) {
        String[] parts = text(entry.octets()).split(Pattern.quote("[redacted]"), -1);
        StringBuilder pattern = new StringBuilder();
        for (int i = 0; i < parts.length; i++) {
            pattern.append(i == 0 ? "" : "[^\r\n]*").append(Pattern.quote(parts[i]));
        }
        return text(line).matches(pattern.toString());
    }

    /** The first complete line of what came; empty if there is none. */
    static Optional<byte[]> first(byte[] input) {
        for (int i = 0; i < input.length; i++) {
            if (input[i] == '\n') {
                return Optional.of(Arrays.copyOf(input, i + 1));
            }
        }
        return Optional.empty();
    }

    /** A line from the client in the form of transcripts. */
    static Entry shown(byte[] line, boolean encrypted) {
        return Entry.client(line, encrypted, Duration.ZERO);
    }

    private static String text(byte[] octets) {
        return new String(octets, StandardCharsets.ISO_8859_1);
    }
}
