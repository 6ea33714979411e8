/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.explain.lines;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Rejoins lines that were broken because they were too long: by terminals at a fixed column, even inside a word, and by editors
 * and mail programs between two words.
 */
final class HardWraps {
    private static final int NARROWEST = 60;
    private static final int WIDEST = 250;

    /** The column at which editors break; wider lines are broken by terminals only. */
    private static final int WIDEST_OF_WORDS = 110;

    /**
     * This many lines that end at exactly the same column show the width; if it is a usual width of terminals, one line is
     * enough.
     */
    private static final int ENOUGH = 2;

    private static final List<Integer> TERMINALS = List.of(80, 132);

    private static final int MOST = 30;
    /** How many leading characters the entries of a log have in common. */
    private static final int ALIKE = 6;

    /** How an entry of a log begins. */
    private static final Pattern STAMPED = Pattern.compile(
            "^[\\s\\[(<\"]{0,9}(?:\\d{4}[-/.]\\d\\d[-/.]\\d\\d|\\d\\d[/.-](?:\\d\\d|[A-Z][a-z]{2})[/.-]\\d{4}|\\d\\d:\\d\\d:\\d\\d|(?:[A-Z][a-z]{2},?"
                    + " )?[A-Z][a-z]{2} [ \\d]\\d \\d\\d:\\d\\d|t=\\d|time=|ts=)");

    /** What precedes the next entry, on the same line if an editor reflowed a paragraph of them. */
    private static final Pattern NEXT = Pattern.compile(
            " (?=[A-Z][a-z]{2} [ \\d]\\d \\d\\d:\\d\\d:\\d\\d \\S{1,255} [\\w/.-]{1,60}(?:\\[\\d{1,9}])?:(?: |$))");

    /** How a line of its own begins: with a mark, a field, a code, a quotation or a list item. */
    private static final Pattern OWN = Pattern.compile(
            "^\\s{0,9}(?:[<>](?:[\\s<>=-]|$|[2-5]\\d\\d|[A-Z]{4})|[=~*#+|-]|[2-5]\\d\\d(?:[ -]|$)|[A-Za-z][\\w-]{0,30}:(?:\\s|$)|at |\\.$|\\{)");

    private final List<String> lines;
    private final List<String> whole = new ArrayList<>();
    private final int width;
    private final boolean cut;
    private final boolean stamped;

    private HardWraps(List<String> lines) {
        this.lines = lines;
        this.width = lines.stream().mapToInt(String::length).max().orElse(0);
        long full = lines.stream().filter(line -> line.length() == width).count();
        this.cut = width >= NARROWEST && width <= WIDEST && (full >= ENOUGH || (full > 0 && TERMINALS.contains(width)));
        this.stamped = width >= NARROWEST
                && width <= WIDEST_OF_WORDS
                && lines.stream().anyMatch(line -> STAMPED.matcher(line).find());
    }

    /** The lines as they were before. */
    static List<String> joined(List<String> lines) {
        HardWraps wraps = new HardWraps(lines);
        return wraps.cut || wraps.stamped ? wraps.join() : lines;
    }

    private List<String> join() {
        int first = 0; // of the lines that belong together
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            boolean goesOn = i > 0 && i - first < MOST && goesOn(i, first);
            if (goesOn) {
                String before = whole.remove(whole.size() - 1);
                boolean inside = cut && lines.get(i - 1).length() == width && indent(line) < 2;
                whole.add(inside ? before + line : before + " " + line.strip());
            } else {
                first = i;
                whole.add(line);
            }
        }
        return whole.stream()
                .flatMap(line -> stamped ? NEXT.splitAsStream(line) : Stream.of(line))
                .toList();
    }

    private boolean goesOn(int at, int first) {
        String line = lines.get(at);
        String before = lines.get(at - 1);
        boolean own = line.isBlank()
                || STAMPED.matcher(line).find()
                || OWN.matcher(line).find()
                || alike(line, lines.get(first))
                || Utterance.in(line).filter(found -> found.start() < ALIKE).isPresent();
        return !own
                && ((cut && before.length() == width && indent(line) < 2)
                        || (ofEntry(first) && indented(at, first) && tooLong(before, line)));
    }

    private static boolean alike(String line, String other) {
        return line.regionMatches(0, other, 0, ALIKE) && !line.startsWith(" ".repeat(ALIKE));
    }

    private boolean ofEntry(int first) {
        return stamped && STAMPED.matcher(lines.get(first)).find();
    }

    /** Whether a line is indented like the previous one, or like the second of those that belong together. */
    private boolean indented(int at, int first) {
        return at == first + 1 || indent(lines.get(at)) == indent(lines.get(at - 1));
    }

    private static int indent(String line) {
        return line.length() - line.stripLeading().length();
    }

    /** Whether the first word of a line did not fit on the previous one. */
    private boolean tooLong(String before, String line) {
        String next = line.strip();
        int blank = next.indexOf(' ');
        int word = blank < 0 ? next.length() : blank;
        return !before.isBlank() && before.length() + 1 + word > width;
    }
}
