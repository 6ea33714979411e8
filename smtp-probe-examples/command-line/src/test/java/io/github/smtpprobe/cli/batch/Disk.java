/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.cli.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What a batch had written at some moment. */
record Disk(String journal, String output) {
    /** Which targets stand behind a word on the lines that have an end. */
    Set<Integer> numbers(String word) {
        return whole(journal).stream()
                .filter(line -> line.startsWith(word))
                .map(line -> Integer.parseInt(line.split(" ")[1]))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    Set<Integer> written() {
        return whole(output).stream()
                .skip(1)
                .map(line -> Integer.parseInt(Csv.fields(line).get(0)))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Targets that were being probed. */
    Set<Integer> again() {
        Set<Integer> again = numbers("begun");
        again.removeAll(written());
        return again;
    }

    private static List<String> whole(String text) {
        return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
    }

    /** Where a line can be cut so that what is left is of another kind: beside its first and last separators, and beside its ends. */
    static boolean telling(String line, int cut) {
        String words = line.replace(' ', ',');
        int first = words.indexOf(',');
        int last = words.lastIndexOf(',');
        return cut <= 1
                || cut >= line.length() - 2
                || first >= 0 && (Math.abs(cut - first - 1) <= 1 || Math.abs(cut - last - 1) <= 1);
    }

    /** Moments of a batch, octet by octet: a target's line is written before the journal says that it is done. */
    static List<Disk> moments(Disk end, BiPredicate<String, Integer> cuts) {
        List<Disk> moments = new ArrayList<>(List.of(new Disk("", "")));
        List<String> rows = end.output().lines().toList();
        String header = rows.get(0) + "\r\n";
        for (String line : end.journal().lines().toList()) {
            if (line.startsWith("done ")) {
                String row = rows.stream()
                        .filter(each -> each.startsWith(line.substring(5) + ","))
                        .collect(Collectors.joining());
                if (!header.isEmpty()) {
                    add(moments, "", header, cuts);
                    header = "";
                }
                add(moments, "", row + "\r\n", cuts);
            }
            add(moments, line + "\n", "", cuts);
        }
        assertThat(moments.get(moments.size() - 1)).isEqualTo(end);
        return moments;
    }

    /** Of the two texts that grow, one is empty. */
    private static void add(List<Disk> moments, String journal, String output, BiPredicate<String, Integer> cuts) {
        Disk last = moments.get(moments.size() - 1);
        String grown = journal + output;
        IntStream.rangeClosed(1, grown.length())
                .filter(cut -> cuts.test(grown, cut))
                .mapToObj(cut -> new Disk(
                        last.journal() + journal.substring(0, Math.min(cut, journal.length())),
                        last.output() + output.substring(0, Math.min(cut, output.length()))))
                .forEach(moments::add);
    }
}
