/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.cli.batch;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * The lines of a list, and the records of CSV, which are lines too, except that a quoted field may continue on the next one
 * (RFC 4180 §2).
 */
final class Records {
    private final Lines lines;
    private final Deque<Lines.Line> back = new ArrayDeque<>();

    Records(Lines lines) {
        this.lines = lines;
    }

    /** The next line; empty at the end. */
    Optional<Lines.Line> next() throws IOException {
        return back.isEmpty() ? lines.next() : Optional.of(back.remove());
    }

    /**
     * The record that begins with a line: that line, and those on which its last field continues. If no later line closes the
     * quotation mark, it is the line alone, which is not a record, and the others are lines of their own.
     */
    Lines.Line whole(Lines.Line first, char separator) throws IOException {
        List<Lines.Line> more = new ArrayList<>();
        StringBuilder text = new StringBuilder(first.text());
        while (Csv.open(text.toString(), separator) && text.length() <= Lines.LONGEST) {
            Optional<Lines.Line> line = next();
            line.ifPresent(more::add);
            if (line.isEmpty() || line.get().wrong().isPresent()) {
                break;
            }
            text.append('\n').append(line.get().text());
        }
        if (Csv.sound(text.toString(), separator)) {
            return new Lines.Line(first.number(), text.toString(), Optional.empty());
        }
        for (int i = more.size() - 1; i >= 0; i--) {
            back.addFirst(more.get(i));
        }
        return first;
    }
}
