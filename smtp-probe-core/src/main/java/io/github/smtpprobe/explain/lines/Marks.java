/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.explain.lines;

import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The marks of one document, learned from what follows them: if only replies follow a mark, it is the server's, and if only
 * commands do, it is the client's, whichever way arrows point. If both do, each line is judged separately.
 */
public final class Marks {
    /** The most forms of marks: a program has a few, and a text with many has none. */
    private static final int MOST = 40;

    /** The most commas in a mark. */
    private static final int MOST_COMMAS = 5;

    private final Map<Mark, int[]> seen = new HashMap<>();
    private final Set<Mark> proven = new HashSet<>();
    private final List<Mark> all;
    private final List<Mark> known;
    private final boolean clients;

    private Marks(List<String> lines) {
        List<Spoken> spoken = lines.stream()
                .flatMap(line -> Utterance.in(line).map(found -> new Spoken(line, found)).stream())
                .toList();
        prove(spoken);
        spoken.forEach(each -> learn(each.line(), each.found()));
        clients = seen.entrySet().stream().anyMatch(each -> !each.getKey().none() && each.getValue()[1] > 0);
        all = seen.keySet().stream()
                .filter(mark -> !mark.none())
                .sorted(Comparator.comparingInt((Mark mark) ->
                                mark.words().length() + mark.joined().length())
                        .reversed())
                .limit(MOST)
                .toList();
        known = all.stream().filter(mark -> side(mark).isPresent()).toList();
    }

    public static Marks in(List<String> lines) {
        return new Marks(lines);
    }

    /**
     * Confirms marks that look like sentences, which quote refusals: a mark is followed by positive replies of several kinds.
     */
    private void prove(List<Spoken> spoken) {
        Map<Mark, Set<String>> good = new HashMap<>();
        for (Spoken each : spoken) {
            String line = each.line();
            int start = each.found().start();
            if (each.found().server() && line.charAt(start) < '4') {
                good.computeIfAbsent(Mark.of(line.substring(0, start)), any -> new HashSet<>())
                        .add(line.substring(start, Math.min(line.length(), start + 3)));
            }
        }
        good.forEach((mark, codes) -> {
            if (codes.size() > 1) {
                proven.add(mark);
            }
        });
    }

    private boolean sentence(Mark mark) {
        return mark.sentence() && !proven.contains(mark);
    }

    private void learn(String line, Utterance found) {
        Mark mark = Mark.of(line.substring(0, found.start()));
        if (!sentence(mark) && !cell(line, found)) {
            seen.computeIfAbsent(mark, key -> new int[2])[found.server() ? 0 : 1]++;
        }
    }

    /** Whether the text before an utterance is a mark, and not a sentence that quotes it. */
    public boolean marks(Mark mark, boolean server) {
        if (mark.none() || mark.usuallyServer().isPresent() || (server && mark.endsAsServer())) {
            return true;
        }
        boolean wordy = mark.words().chars().anyMatch(Character::isLetter);
        return !sentence(mark) && (!server || !wordy || clients || seen(mark)[0] > 1);
    }

    /** Whether the text before a reply consists of cells of a table, one of which quotes it. */
    public static boolean cell(String line, Utterance found) {
        String before = line.substring(0, found.start());
        return found.server()
                && !before.endsWith("<,")
                && !before.endsWith(">,")
                && line.substring(0, found.start())
                                .chars()
                                .filter(each -> each == ',')
                                .count()
                        >= MOST_COMMAS;
    }

    /** Whether a mark is certain: it is a usual one, or both sides have marks in this document. */
    public boolean certain(Mark mark) {
        return clients || mark.usuallyServer().isPresent();
    }

    /** Whether it is the server's mark; empty if it is not one side's alone. */
    private Optional<Boolean> side(Mark mark) {
        boolean server = seen(mark)[0] > 0;
        boolean client = seen(mark)[1] > 0;
        return server == client ? Optional.empty() : Optional.of(server);
    }

    /** How many replies and how many commands follow a mark. */
    private int[] seen(Mark mark) {
        return seen.getOrDefault(mark, new int[2]);
    }

    /** The utterance in a line that begins with a mark, which was learned from other lines or has a usual form. */
    public Optional<Said> of(String line) {
        for (Mark mark : known) {
            Optional<String> said = mark.strip(line);
            if (said.isPresent() && marks(mark, side(mark).orElseThrow())) {
                return said.map(text -> new Said(mark, side(mark).orElseThrow(), text));
            }
        }
        return usual(line);
    }

    /**
     * Where the utterance begins in a line that begins with a mark of this document, including marks of both sides; otherwise
     * -1.
     */
    public int behind(String line) {
        return all.stream()
                .flatMap(mark -> mark.strip(line).stream()
                        .map(said -> line.length()
                                - said.substring(mark.joined().length())
                                        .stripLeading()
                                        .length()))
                .findFirst()
                .orElse(-1);
    }

    /** What the client said, if the line begins with a mark of the client's; in a message, anything may follow it. */
    public Optional<Said> client(String line) {
        return known.stream()
                .filter(mark -> !side(mark).orElseThrow())
                .flatMap(mark -> mark.strip(line).map(text -> new Said(mark, false, text)).stream())
                .min(Comparator.comparingInt(said -> said.mark().words().length()));
    }

    private static Optional<Said> usual(String line) {
        String start = line.stripLeading();
        int end = start.indexOf(' ');
        Mark mark = new Mark(end < 0 ? start : start.substring(0, end), "");
        return mark.usuallyServer()
                .map(server -> new Said(mark, server, mark.strip(line).orElse("")));
    }

    /** A line in which somebody speaks, and where. */
    private record Spoken(String line, Utterance found) {}

    /**
     * What somebody said.
     *
     * @param mark   the mark before it
     * @param server whether it was the server
     * @param text   the text after the mark, with what is joined to it
     */
    public record Said(Mark mark, boolean server, String text) {}
}
