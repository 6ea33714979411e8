/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.explain.clients;

import io.github.smtpprobe.catalogue.ReplyCatalogue;
import io.github.smtpprobe.smtp.AddressLiteral;
import io.github.smtpprobe.smtp.Stage;
import io.github.smtpprobe.text.Printable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads what mail programs and libraries say themselves when something other than a reply stops them. Of all that is said the most
 * telling counts, then the innermost of nested errors, then the last. One pass over the text.
 */
public final class ClientErrors {
    /** What is further away does not belong to the same error. */
    private static final int NEAR = 3_000;

    private static final int LONGEST_LINE = 300;
    private static final String REPLY = "reply-";

    private final ClientText text;
    private final List<ClientWords> found;
    private final Map<String, String> settings;
    private final List<DeliveryStatus.Said> reports;
    /** How deep each of them is nested in other errors. */
    private final int[] levels;

    private ClientErrors(List<String> lines) {
        this.text = new ClientText(lines);
        this.found = ClientPhrases.in(text);
        this.settings = found.isEmpty() ? Map.of() : Settings.in(text.own(0, text.length()));
        this.reports = DeliveryStatus.in(lines);
        this.levels = new int[found.size()];
        int level = 0;
        for (int i = 0; i < levels.length; i++) {
            String symptom = found.get(i).phrase().symptom();
            level += symptom.equals(ClientPhrase.INNER) ? 1 : symptom.equals(ClientPhrase.OUTER) ? -1 : 0;
            levels[i] = level;
        }
    }

    /**
     * What a client says itself.
     *
     * @param lines of a text, as they were pasted or without what a log puts in front of them
     */
    static Optional<ClientError> read(List<String> lines) {
        return new ClientErrors(lines).all().stream().findFirst();
    }

    /** All that clients say themselves in a text, what decides first. */
    public static List<ClientError> all(List<String> lines) {
        return new ClientErrors(lines).all();
    }

    private List<ClientError> all() {
        List<Candidate> all = new ArrayList<>();
        for (int i = 0; i < found.size(); i++) {
            if (!found.get(i).phrase().silent()) {
                candidate(i).ifPresent(all::add);
            }
        }
        reports.forEach(each -> all.add(report(each)));
        all.sort(Comparator.comparingInt(Candidate::telling)
                .thenComparing(Candidate::level)
                .thenComparing(Candidate::place)
                .reversed());
        return all.stream().map(Candidate::error).toList();
    }

    private record Candidate(ClientError error, int telling, int level, int place) {}

    private Optional<Candidate> candidate(int place) {
        ClientWords words = found.get(place);
        String symptom = words.phrase().symptom();
        Optional<Stage> stage = words.phrase().stage().or(() -> nearestStage(place));
        Map<String, String> values = values(place);
        boolean said = words.phrase().said();
        if (said && !SaidReply.refuses(values.getOrDefault("reply", ""))) {
            return Optional.empty();
        }
        Optional<ClientMeaning> meaning = said
                ? SaidReply.meaning(values.get("reply"), words.phrase().stage()).or(() -> own(symptom, stage, values))
                : own(symptom, stage, values);
        if (meaning.isEmpty() && !symptom.startsWith(REPLY)) {
            return Optional.empty();
        }
        int at = said ? words.end() - 1 : words.start();
        ClientError error = new ClientError(symptom, stage, meaning, values, List.of(evidence(at)), text.line(at));
        int telling = meaning.map(ClientMeaning::telling).orElse(Integer.MAX_VALUE);
        return Optional.of(new Candidate(error, telling, levels[place], place));
    }

    private static Optional<ClientMeaning> own(String symptom, Optional<Stage> stage, Map<String, String> values) {
        return ClientMeanings.all().stream()
                .filter(each -> each.fits(symptom, stage) && holds(each.condition(), values))
                .findFirst();
    }

    /** What a report of a delivery says, which is about a recipient. */
    private Candidate report(DeliveryStatus.Said said) {
        Optional<ClientMeaning> meaning = SaidReply.meaning(said.reply(), Optional.of(Stage.RCPT_TO))
                .or(() -> own(ClientPhrase.SAID, Optional.of(Stage.RCPT_TO), Map.of()));
        Map<String, String> values = Map.of("status", said.status(), "reply", said.words());
        ClientError error = new ClientError(
                ClientPhrase.SAID, Optional.of(Stage.RCPT_TO), meaning, values, List.of(said.reply()), said.line());
        return new Candidate(error, meaning.map(ClientMeaning::telling).orElse(0), 0, 0);
    }

    /** The step that other words near by tell: rather those before it. */
    private Optional<Stage> nearestStage(int place) {
        int before = distance(place, -1);
        int after = distance(place, 1);
        int nearest =
                before == 0 || (after != 0 && gap(place, place + after) < gap(place, place - before)) ? after : -before;
        return nearest == 0
                ? Optional.empty()
                : found.get(place + nearest).phrase().stage();
    }

    /** How many phrases away the next one is that tells a step; 0 if none is near. */
    private int distance(int place, int step) {
        for (int i = place + step; i >= 0 && i < found.size() && gap(place, i) < NEAR; i += step) {
            if (found.get(i).phrase().stage().isPresent()) {
                return Math.abs(i - place);
            }
        }
        return 0;
    }

    private int gap(int one, int other) {
        ClientWords first = found.get(Math.min(one, other));
        ClientWords second = found.get(Math.max(one, other));
        return Math.max(0, second.start() - first.end());
    }

    /** What the words name, else what the nearest words name, else the settings. */
    private Map<String, String> values(int place) {
        Map<String, String> values = new HashMap<>(found.get(place).values());
        for (int i = 1; i <= found.size() && !complete(values); i++) {
            boolean before = place - i >= 0 && gap(place, place - i) < NEAR;
            boolean after = place + i < found.size() && gap(place, place + i) < NEAR;
            if (!before && !after) {
                break;
            }
            if (before) {
                complete(values, found.get(place - i).values());
            }
            if (after) {
                complete(values, found.get(place + i).values());
            }
        }
        complete(values, settings);
        return Map.copyOf(values);
    }

    private static boolean complete(Map<String, String> values) {
        return values.containsKey("port") && values.containsKey("host") && !literal(values.get("host"));
    }

    /** A port belongs to the host beside it. */
    private static void complete(Map<String, String> values, Map<String, String> more) {
        boolean same = more.getOrDefault("host", "").equals(values.getOrDefault("host", ""));
        if (more.containsKey("host") && (!values.containsKey("host") || named(values, more))) {
            values.put("host", more.get("host"));
            same = true;
        }
        if (more.containsKey("port") && (same || !more.containsKey("host"))) {
            values.putIfAbsent("port", more.get("port"));
        }
    }

    private static boolean literal(String host) {
        return host.indexOf(':') >= 0 || AddressLiteral.looksLike(host);
    }

    /** Whether the others have the name for an address. */
    private static boolean named(Map<String, String> values, Map<String, String> more) {
        return literal(values.get("host"))
                && !literal(more.get("host"))
                && values.getOrDefault("port", more.getOrDefault("port", "")).equals(more.getOrDefault("port", ""));
    }

    private static boolean holds(String condition, Map<String, String> values) {
        return switch (condition) {
            case "" -> true;
            case "port 25" -> values.getOrDefault("port", "").equals("25");
            case "port 465" -> values.getOrDefault("port", "").equals("465");
            case "provider" ->
                ReplyCatalogue.standard()
                        .provider(values.getOrDefault("host", ""))
                        .isPresent();
            case "bad-name" -> badName(values.getOrDefault("raw", ""));
            default -> throw new IllegalArgumentException("no such condition: " + condition);
        };
    }

    private static boolean badName(String raw) {
        return raw.startsWith("\"") || raw.startsWith("'") || raw.contains("://") || raw.contains("@");
    }

    private String evidence(int at) {
        int start = text.lineStart(at, LONGEST_LINE / 2);
        String line = text.own(start, text.lineEnd(start, LONGEST_LINE)).strip();
        return Printable.cut(Printable.clean(line), LONGEST_LINE, "\u2026");
    }
}
