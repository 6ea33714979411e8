/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.house;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Texts that a pattern matches, read off the pattern itself: each alternative once, each repetition as short as may be. Their
 * beginnings, repeated, are what makes a search begin again and again.
 */
final class PatternSamples {
    private static final int MOST = 24;

    /** Behind a bracket: a look around, a name, flags alone, or the flags of a group. */
    private static final Pattern OPENING =
            Pattern.compile("\\?(?:(?<looks><?[=!])|<\\w+>|[A-Za-z-]*(?<flags>\\))|[A-Za-z-]*:)");

    private final String regex;
    private int at;

    private PatternSamples(String regex) {
        this.regex = regex;
    }

    static List<String> of(String regex) {
        PatternSamples samples = new PatternSamples(regex);
        List<String> all = samples.alternatives();
        if (samples.at != regex.length()) {
            throw new IllegalStateException("not understood from " + samples.at + " on: " + regex);
        }
        return all;
    }

    private List<String> alternatives() {
        Set<String> all = new LinkedHashSet<>(sequence());
        while (at < regex.length() && regex.charAt(at) == '|') {
            at++;
            all.addAll(sequence());
        }
        return new ArrayList<>(all);
    }

    private List<String> sequence() {
        List<List<String>> parts = new ArrayList<>();
        while (at < regex.length() && regex.charAt(at) != '|' && regex.charAt(at) != ')') {
            parts.add(repeated(atom()));
        }
        StringBuilder first = new StringBuilder();
        parts.forEach(part -> first.append(part.get(0)));
        Set<String> all = new LinkedHashSet<>();
        all.add(first.toString());
        int before = 0;
        for (List<String> part : parts) {
            String head = first.substring(0, before);
            String tail = first.substring(before + part.get(0).length());
            part.stream().skip(1).limit(MOST).forEach(other -> all.add(head + other + tail));
            before += part.get(0).length();
        }
        return new ArrayList<>(all);
    }

    private List<String> atom() {
        char each = regex.charAt(at++);
        return switch (each) {
            case '(' -> group();
            case '[' -> List.of(characters());
            case '\\' -> List.of(escaped());
            case '.' -> List.of("x");
            case '^', '$' -> List.of("");
            default -> List.of(String.valueOf(each));
        };
    }

    private List<String> group() {
        Matcher opening = OPENING.matcher(regex).region(at, regex.length());
        boolean special = opening.lookingAt();
        at = special ? opening.end() : at;
        if (special && opening.group("flags") != null) {
            return List.of("");
        }
        List<String> inside = alternatives();
        at++;
        return special && opening.group("looks") != null ? List.of("") : inside;
    }

    private String characters() {
        boolean not = regex.charAt(at) == '^';
        if (not) {
            at++;
        }
        String first = "";
        boolean begin = true;
        while (begin || regex.charAt(at) != ']') {
            begin = false;
            char each = regex.charAt(at++);
            String one = each == '\\' ? escaped() : String.valueOf(each);
            first = first.isEmpty() ? one : first;
        }
        at++;
        return not ? "x" : first;
    }

    private String escaped() {
        char each = regex.charAt(at++);
        return switch (each) {
            case 'b', 'B', 'A', 'z', 'Z' -> "";
            case 's', 'R' -> " ";
            case 'S', 'w' -> "x";
            case 'd' -> "7";
            case 'r' -> "\r";
            case 'n' -> "\n";
            case 't' -> "\t";
            case 'x' -> hexadecimal();
            case 'p' -> {
                at = regex.indexOf('}', at) + 1;
                yield "x";
            }
            case '1', '2' -> "'";
            default -> String.valueOf(each);
        };
    }

    private String hexadecimal() {
        if (regex.charAt(at) == '{') {
            int end = regex.indexOf('}', at);
            String digits = regex.substring(at + 1, end);
            at = end + 1;
            return Character.toString(Integer.parseInt(digits, 16));
        }
        at += 2;
        return String.valueOf((char) Integer.parseInt(regex.substring(at - 2, at), 16));
    }

    private List<String> repeated(List<String> atom) {
        int least = 1;
        boolean maybe = false;
        if (at < regex.length()) {
            char each = regex.charAt(at);
            if (each == '*' || each == '?') {
                at++;
                maybe = true;
                mode();
            } else if (each == '+') {
                at++;
                mode();
            } else if (each == '{') {
                int end = regex.indexOf('}', at);
                least = Integer.parseInt(regex.substring(at + 1, end).split(",")[0]);
                maybe = least == 0;
                at = end + 1;
                mode();
            }
        }
        List<String> all = new ArrayList<>();
        if (maybe) {
            all.add("");
        }
        for (String one : atom) {
            all.add(one.repeat(Math.max(1, least)));
        }
        return all;
    }

    private void mode() {
        if (at < regex.length() && (regex.charAt(at) == '+' || regex.charAt(at) == '?')) {
            at++;
        }
    }
}
