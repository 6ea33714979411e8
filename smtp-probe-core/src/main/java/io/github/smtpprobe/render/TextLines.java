/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.render;

import io.github.smtpprobe.text.Printable;
import java.util.ArrayList;
import java.util.List;

/**
 * Lines of text that fit into a terminal: all text is made safe to show, and is broken where it has no blank. Not thread-safe.
 */
final class TextLines {
    private static final int LEAST = 16;

    private final int width;
    private final Colours colours;
    private final StringBuilder out = new StringBuilder();

    TextLines(int width, Colours colours) {
        this.width = width;
        this.colours = colours;
    }

    int width() {
        return width;
    }

    Colours colours() {
        return colours;
    }

    /** A heading with an empty line above it. */
    void heading(String words) {
        out.append('\n');
        text(0, words);
        out.append('\n');
    }

    /** Adds text that begins at a column. */
    void text(int column, String text) {
        rows(Printable.clean(text), room(column)).forEach(row -> put(" ".repeat(column) + row));
    }

    /** Adds a label, and text that begins at a column next to it, or below it if the label is too wide. */
    void labelled(int indent, String label, int column, String text) {
        labelled(indent, label, column, text, colours.marks(Printable.clean(label)));
    }

    /** @param shown the label in its colours, which take up no columns */
    void labelled(int indent, String label, int column, String text, String shown) {
        String clean = Printable.clean(label);
        String begin = " ".repeat(indent);
        List<String> rows = new ArrayList<>(rows(Printable.clean(text), room(column)));
        if (indent + Columns.of(clean) < column) {
            String gap = " ".repeat(column - indent - Columns.of(clean));
            put(begin + shown + (rows.get(0).isEmpty() ? "" : gap + rows.remove(0)));
        } else {
            rows(clean, room(indent)).forEach(row -> put(begin + colours.marks(row)));
        }
        rows.stream().filter(row -> !row.isEmpty()).forEach(row -> put(" ".repeat(column) + row));
    }

    /** Adds a line unchanged, since it is for programs; it was made safe before. */
    void put(String line) {
        out.append(line.stripTrailing()).append('\n');
    }

    private int room(int column) {
        return Math.max(LEAST, width - column);
    }

    /** The rows of a text, broken at blanks, and within words that are wider than a row. */
    static List<String> rows(String text, int width) {
        List<String> rows = new ArrayList<>();
        StringBuilder row = new StringBuilder();
        int columns = 0;
        for (String word : text.split(" ", 0)) {
            for (String piece : pieces(word, width)) {
                int wide = Columns.of(piece);
                if (row.length() > 0 && columns + 1 + wide > width) {
                    rows.add(row.toString());
                    row.setLength(0);
                    columns = 0;
                }
                columns += row.length() == 0 ? wide : 1 + wide;
                row.append(row.length() == 0 ? "" : " ").append(piece);
            }
        }
        rows.add(row.toString());
        return rows;
    }

    private static List<String> pieces(String word, int width) {
        if (Columns.of(word) <= width) {
            return List.of(word);
        }
        List<String> pieces = new ArrayList<>();
        StringBuilder piece = new StringBuilder();
        int columns = 0;
        int point;
        for (int at = 0; at < word.length(); at += Character.charCount(point)) {
            point = word.codePointAt(at);
            int wide = Columns.of(Character.toString(point));
            if (columns + wide > width) {
                pieces.add(piece.toString());
                piece.setLength(0);
                columns = 0;
            }
            columns += wide;
            piece.appendCodePoint(point);
        }
        pieces.add(piece.toString());
        return pieces;
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
