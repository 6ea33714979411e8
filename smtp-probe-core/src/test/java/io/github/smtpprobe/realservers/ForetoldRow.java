/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.realservers;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A line of the table of what senders do.
 *
 * @param name      of the case
 * @param rows      of the matrix
 * @param foretold  by the sender of the matrix: a letter
 * @param otherwise by software and level: the letter that was seen in place of the foretold one
 */
record ForetoldRow(String name, String rows, Map<String, String> foretold, Map<String, String> otherwise) {
    private static final List<String> SENDERS = List.of("postfix-dane", "exim", "dane-only", "opportunistic");

    static List<ForetoldRow> all() {
        return lines("senders.tsv").stream().map(ForetoldRow::of).toList();
    }

    /** {@return the cells of a table of the tests' resources, without its comments} */
    static List<String[]> lines(String table) {
        try (InputStream text = ForetoldRow.class.getResourceAsStream("/real-servers/" + table)) {
            return new String(text.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split("\t", -1))
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static ForetoldRow of(String[] cells) {
        Map<String, String> foretold = new HashMap<>();
        for (int i = 0; i < SENDERS.size(); i++) {
            foretold.put(SENDERS.get(i), cells[2 + i]);
        }
        Map<String, String> otherwise = new HashMap<>();
        if (cells.length > 6) {
            if (cells.length < 8 || cells[7].isBlank()) {
                throw new IllegalArgumentException(cells[0] + ": a difference without a reason");
            }
            for (String each : cells[6].split(" ")) {
                otherwise.put(each.substring(0, each.indexOf('=')), each.substring(each.indexOf('=') + 1));
            }
        }
        return new ForetoldRow(cells[0], cells[1], Map.copyOf(foretold), Map.copyOf(otherwise));
    }

    /** {@return whom in the matrix a software is that sends at a level} */
    static String sender(String software, String level) {
        return switch (level) {
            case "only" -> "dane-only";
            case "may" -> "opportunistic";
            default -> software.equals("postfix") ? "postfix-dane" : software;
        };
    }

    /** {@return the letter to be seen} */
    String expected(String software, String level) {
        String seen = otherwise.get(software + "/" + level);
        return seen != null ? seen : foretold.get(sender(software, level));
    }

    /** {@return by sender of the matrix what a survey foretells} */
    Map<String, String> foretoldBySurvey() {
        Map<String, String> all = new HashMap<>(foretold);
        all.replaceAll((sender, letter) -> otherwise.getOrDefault("survey/" + sender, letter));
        return all;
    }

    @Override
    public String toString() {
        return name;
    }
}
