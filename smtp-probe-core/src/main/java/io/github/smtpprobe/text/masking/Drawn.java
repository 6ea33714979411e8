/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.text.masking;

import io.github.smtpprobe.text.Printable;
import io.github.smtpprobe.text.Utf8Sequence;
import java.util.function.Consumer;

/**
 * A line as a terminal displays it: without control sequences (ECMA-48), and without invisible characters. A word still reads
 * the same with one of them between each two letters.
 */
final class Drawn {
    private static final int ESCAPE = 0x1B;
    private static final int BELL = 0x07;

    private Drawn() {}

    /**
     * Removes them.
     *
     * @param reader receives the line, if anything was removed
     */
    static void read(byte[] line, Consumer<Decoding> reader) {
        if (wholly(line)) { // true of most lines
            return;
        }
        Decoding made = new Decoding(line.length);
        int at = 0;
        while (at < line.length) {
            int next = undrawn(line, at);
            if (next == at) {
                next = at + size(line, at);
                for (int i = at; i < next; i++) {
                    made.add(line[i], i, i + 1);
                }
            }
            at = next;
        }
        reader.accept(made);
    }

    /** Whether everything in a line is visible, its end aside, so that there is nothing to remove. */
    private static boolean wholly(byte[] line) {
        int end = line.length;
        while (end > 0 && (line[end - 1] == '\r' || line[end - 1] == '\n')) {
            end--;
        }
        int at = 0;
        while (at < end && undrawn(line, at) == at) {
            at += size(line, at);
        }
        return at >= end;
    }

    /** The index after an invisible part that begins at a place; the place itself if it is visible. */
    private static int undrawn(byte[] line, int at) {
        int octet = line[at] & 0xFF;
        if (octet == ESCAPE) {
            return sequence(line, at + 1);
        }
        if (octet < 0x80) {
            return octet < ' ' || octet == 0x7F ? at + 1 : at;
        }
        int size = size(line, at);
        int point = size > 1 ? Utf8Sequence.decode(line, at, size) : Utf8Sequence.MALFORMED;
        return point == Utf8Sequence.MALFORMED || Printable.visible(point) ? at : at + size;
    }

    /**
     * The index after a control sequence, given the index of its sign: {@code [} ends with a letter, {@code ]} with a bell,
     * others are two octets long.
     */
    private static int sequence(byte[] line, int sign) {
        if (sign >= line.length) {
            return line.length;
        }
        int at = sign + 1;
        if (line[sign] == '[') {
            while (at < line.length && line[at] >= ' ' && line[at] < '@') {
                at++;
            }
            return Math.min(at + 1, line.length);
        }
        if (line[sign] == ']') {
            while (at < line.length && line[at] >= ' ') {
                at++;
            }
            return at < line.length && line[at] == BELL ? at + 1 : at;
        }
        return at;
    }

    /** The number of octets of the character that begins here; one if none does. */
    private static int size(byte[] line, int at) {
        int size = Utf8Sequence.length(line[at] & 0xFF);
        boolean whole =
                size > 1 && at + size <= line.length && Utf8Sequence.decode(line, at, size) != Utf8Sequence.MALFORMED;
        return whole ? size : 1;
    }
}
