/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.cli;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/**
 * The lines of a text in the format of {@link Properties}, which itself keeps only the last one of several with the same key.
 */
final class ConfigLines {
    private ConfigLines() {}

    /**
     * One line, with its continuation lines.
     *
     * @param number of the first, from 1
     * @param key    without escapes
     * @param value  without escapes
     */
    record Line(int number, String key, String value) {}

    /**
     * Reads the lines.
     *
     * @throws IllegalArgumentException if one cannot be read; the message names it by its number
     */
    static List<Line> read(String text) {
        List<Line> all = new ArrayList<>();
        StringBuilder begun = new StringBuilder();
        int number = 1;
        int first = 1;
        for (String line : text.split("\r\n|\r|\n", -1)) {
            boolean goesOn = goesOn(line, begun.length() > 0);
            begun.append(line).append('\n');
            number++;
            if (!goesOn) {
                add(all, first, begun.toString());
                begun.setLength(0);
                first = number;
            }
        }
        add(all, first, begun.toString());
        return all;
    }

    /**
     * Whether the next line continues this one. Comments and empty lines are never continued, but may continue another line.
     */
    private static boolean goesOn(String line, boolean within) {
        if (!within && line.matches("(?s)[ \t\f]*([#!].*)?")) {
            return false;
        }
        int end = line.length();
        while (end > 0 && line.charAt(end - 1) == '\\') {
            end--;
        }
        return (line.length() - end) % 2 == 1;
    }

    private static void add(List<Line> all, int number, String line) {
        Properties one = new Properties();
        try {
            one.load(new StringReader(line));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        } catch (IllegalArgumentException broken) {
            throw new IllegalArgumentException(
                    "line " + number
                            + " of the file of --config has a \\u that is not followed by four hexadecimal digits",
                    broken);
        }
        one.stringPropertyNames().forEach(key -> all.add(new Line(number, key, one.getProperty(key))));
    }
}
