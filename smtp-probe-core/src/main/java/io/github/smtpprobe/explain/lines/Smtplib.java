/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.explain.lines;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The replies that Python's smtplib prints in addition to what it read: each again without its code, and the reply to a message
 * as a pair. They are used if what it read is not in the text.
 */
final class Smtplib {
    /** A name that a logger separates from the value after it, so that each piece is an entry of its own. */
    private static final Pattern NAME = Pattern.compile("^(.{0,200}?)(?<![\\w.-])data:$");

    private static final Pattern PAIR = Pattern.compile("^\\([2-5]\\d\\d, ?b?['\"]");

    private static final Pattern REPLY = Pattern.compile("(?<![\\w.-])reply: b?(?=['\"][2-5]\\d\\d)");
    private static final Pattern SAID =
            Pattern.compile("(?<![\\w.-])reply: b?['\"][2-5]\\d\\d[ -](.{0,4000}?)(?:\\\\r|\\\\n|\\R|['\"]\\s{0,9}$)");
    private static final Pattern SUM =
            Pattern.compile("(?<![\\w.-])reply: retcode \\(([2-5]\\d\\d)\\); Msg: (?:b(['\"]))?(.{0,4000})");
    private static final Pattern SUMMED = Pattern.compile("(?<![\\w.-])data: (?=\\([45]\\d\\d, ?b?['\"])");

    /** RSET, which smtplib sends if a message was refused, and not if DATA was. */
    private static final Pattern RESET = Pattern.compile("(?i)(?<!\\w)['\"]rset(?:\\\\r|\\R|['\"]|$)");

    private static final Pattern BREAK = Pattern.compile("\\\\n|\\R");

    private static final int NEAR = 8;

    private Smtplib() {}

    /** The same lines, with what only these entries reveal in the form of a reply. */
    static List<String> told(List<String> lines) {
        List<String> whole = joined(lines);
        withoutSums(whole);
        boolean read = false;
        for (int i = 0; i < whole.size(); i++) {
            String line = whole.get(i);
            if (REPLY.matcher(line).find()) {
                read = true;
            } else if (!read && line.contains("reply: retcode")) {
                whole.set(i, summed(line));
            } else if (!read && line.contains("data: (") && resets(whole, i)) {
                whole.set(i, SUMMED.matcher(line).replaceFirst("end of data: "));
            }
        }
        return whole;
    }

    /** Removes the summary in which Python 2 repeats a reply of several lines, each without code and mark. */
    private static void withoutSums(List<String> lines) {
        List<String> said = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            Matcher reply = SAID.matcher(lines.get(i));
            if (reply.find()) {
                said.add(reply.group(1).strip());
            } else if (lines.get(i).contains("reply: retcode")) {
                for (int j = 1; j < said.size() && i + j < lines.size(); j++) {
                    if (lines.get(i + j).strip().equals(said.get(j))) {
                        lines.set(i + j, "");
                    }
                }
                said.clear();
            }
        }
    }

    private static List<String> joined(List<String> lines) {
        List<String> whole = new ArrayList<>(lines);
        for (int i = 0; i + 2 < lines.size(); i++) {
            Matcher name = NAME.matcher(lines.get(i));
            if (lines.get(i).endsWith("data:") && name.matches()) {
                String before = name.group(1);
                String value = lines.get(i + 2);
                boolean blank = lines.get(i + 1).strip().equals(before.strip());
                if (blank
                        && value.startsWith(before)
                        && PAIR.matcher(value.substring(before.length())).lookingAt()) {
                    whole.set(i, "");
                    whole.set(i + 2, lines.get(i) + " " + value.substring(before.length()));
                }
            }
        }
        return whole;
    }

    private static String summed(String line) {
        Matcher sum = SUM.matcher(line);
        if (!sum.find()) {
            return line;
        }
        String words = sum.group(3).strip();
        boolean quoted = sum.group(2) != null && words.endsWith(sum.group(2));
        String[] each = BREAK.split(quoted ? words.substring(0, words.length() - 1) : words, 0);
        StringBuilder reply = new StringBuilder();
        for (int i = 0; i < each.length; i++) {
            boolean last = i == each.length - 1;
            reply.append(sum.group(1)).append(last ? ' ' : '-').append(each[i]).append(last ? "" : "\n");
        }
        return line.substring(0, sum.start()) + "reply: '" + reply + "'";
    }

    private static boolean resets(List<String> lines, int at) {
        return lines.subList(at, Math.min(lines.size(), at + NEAR)).stream()
                .anyMatch(line -> RESET.matcher(line).find());
    }
}
