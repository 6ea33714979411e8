/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.explain.lines;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Separates simultaneous dialogues: servers write the lines of all connections into one log, each with the id of its session.
 * Lines are moved only if ids alternate and at least two sessions contain both sides.
 */
final class Interleaved {
    private static final int READ = 300;

    private static final List<Pattern> IDS = List.of(
            Pattern.compile("^\"SMTP[DC]\"\\t\\d{1,9}\\t(\\d{1,9})\\t"),
            Pattern.compile(",([0-9A-F]{16}),\\d{1,6},"),
            Pattern.compile("\\[([0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f-]{20,30}[\\d.]{0,9})\\]"),
            Pattern.compile("(?<![A-Za-z])(?:cid|sid|(?:session|conn|connection)(?:[ _-]?id)?)[\"']?[=: #]{1,2}[\"']?"
                    + "((?=[A-Za-z_-]{0,40}\\d)[\\w-]{2,40})"),
            Pattern.compile("\\[((?=[A-Za-z:#_-]{0,22}\\d)[A-Za-z0-9:#_-]{2,22})\\]"),
            Pattern.compile("\\[([0-9A-Za-z]{4,16}(?:\\.\\d{1,4}){1,3})\\]"),
            Pattern.compile("^\\s{0,9}(?:\\d\\d:\\d\\d:\\d\\d\\s{1,3})?(\\d{2,7}) "));

    /** A label above the lines of a session. */
    private static final Pattern LABEL = Pattern.compile("^\\W{0,3}(?:SERVER|CLIENT) (\\d{1,9}):\\s{0,9}$");

    /** A log entry about a mail: the order of these matters. */
    private static final Pattern ENTRY = Pattern.compile("(?<!\\w)(?:status|stat)=[A-Za-z]");

    private final List<String> lines;
    private final String[] ids;
    private final Map<String, Set<Boolean>> sides = new HashMap<>();
    private boolean alternates;

    private Interleaved(List<String> lines) {
        this.lines = lines;
        this.ids = new String[lines.size()];
        Set<String> left = new HashSet<>();
        String label = "";
        String last = "";
        for (int i = 0; i < ids.length; i++) {
            Matcher above = LABEL.matcher(lines.get(i));
            label = above.find() ? above.group(1) : label;
            ids[i] = label.isEmpty() ? id(lines.get(i)) : label;
            if (!ids[i].isEmpty() && said(i) && !ids[i].equals(last)) {
                left.add(last);
                alternates |= left.contains(ids[i]);
                last = ids[i];
            }
        }
    }

    /** The same lines, ordered so that each dialogue is contiguous. */
    static List<String> parted(List<String> lines) {
        if (lines.stream().anyMatch(line -> ENTRY.matcher(line).find())) {
            return lines;
        }
        Interleaved all = new Interleaved(lines);
        boolean several =
                all.sides.values().stream().filter(each -> each.size() == 2).count() > 1;
        return all.alternates && several ? all.bySession() : lines;
    }

    private static String id(String line) {
        String start = line.substring(0, Math.min(READ, line.length()));
        for (Pattern each : IDS) {
            Matcher found = each.matcher(start);
            if (found.find()) {
                return found.group(1);
            }
        }
        return "";
    }

    /** Whether somebody speaks in a line; also notes who. */
    private boolean said(int at) {
        Optional<Utterance> found = Utterance.in(lines.get(at));
        found.ifPresent(
                each -> sides.computeIfAbsent(ids[at], any -> new HashSet<>()).add(each.server()));
        return found.isPresent();
    }

    /** The lines by session; a line without an id belongs to the one before it. */
    private List<String> bySession() {
        Map<String, List<String>> sessions = new LinkedHashMap<>();
        String current = "";
        for (int i = 0; i < ids.length; i++) {
            current = sides.containsKey(ids[i]) ? ids[i] : current;
            sessions.computeIfAbsent(current, any -> new ArrayList<>()).add(lines.get(i));
        }
        return sessions.values().stream().flatMap(List::stream).toList();
    }
}
