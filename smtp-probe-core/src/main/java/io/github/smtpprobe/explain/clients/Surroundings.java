/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.explain.clients;

import io.github.smtpprobe.names.AddressLiteral;
import io.github.smtpprobe.smtp.Stage;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** The step, the host and the port that surround the words of an error and belong to it. */
final class Surroundings {
    /** How far away something may be that belongs to an error. */
    private static final int NEAR = 3_000;

    private final List<ClientWords> found;
    private final Map<String, String> settings;

    /**
     * Prepares to search a text.
     *
     * @param found    its phrases, in order
     * @param settings the host and port that it names elsewhere
     */
    Surroundings(List<ClientWords> found, Map<String, String> settings) {
        this.found = found;
        this.settings = settings;
    }

    /** The step that other words nearby tell, preferably those before. */
    Optional<Stage> stage(int place) {
        int nearest = next(place, each -> each.stage().isPresent());
        return nearest < 0 ? Optional.empty() : found.get(nearest).phrase().stage();
    }

    /** Whether the client was reading, according to the nearest words that say that, or that it was connecting. */
    boolean reading(int place) {
        int reads = next(place, each -> each.symptom().equals(ClientPhrase.READING));
        int connects =
                next(place, each -> each.stage().filter(Stage.CONNECT::equals).isPresent());
        return reads >= 0 && (connects < 0 || gap(place, reads) < gap(place, connects));
    }

    /** The index of the nearest phrase of a kind; -1 if none is near. */
    private int next(int place, Predicate<ClientPhrase> kind) {
        int before = distance(place, -1, kind);
        int after = distance(place, 1, kind);
        boolean later = before == 0 || (after != 0 && gap(place, place + after) < gap(place, place - before));
        return before + after == 0 ? -1 : later ? place + after : place - before;
    }

    /** How many phrases away the next one of a kind is; 0 if none is near. */
    private int distance(int place, int step, Predicate<ClientPhrase> kind) {
        for (int i = place + step; i >= 0 && i < found.size() && gap(place, i) < NEAR; i += step) {
            if (kind.test(found.get(i).phrase())) {
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

    /** The values in the words, otherwise those in the nearest words, otherwise the settings. */
    Map<String, String> values(int place) {
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

    /** Adds a port that belongs to the host next to it. */
    private static void complete(Map<String, String> values, Map<String, String> more) {
        boolean same = more.getOrDefault("host", "").equals(values.getOrDefault("host", ""));
        String host = more.get("host");
        if (host != null && (!values.containsKey("host") || named(values, more))) {
            values.put("host", host);
            same = true;
        }
        if (more.containsKey("port") && (same || host == null)) {
            values.putIfAbsent("port", more.get("port"));
        }
    }

    private static boolean literal(String host) {
        return host.indexOf(':') >= 0 || AddressLiteral.looksLike(host);
    }

    /** Whether other values contain the name for an address. */
    private static boolean named(Map<String, String> values, Map<String, String> more) {
        return literal(values.getOrDefault("host", ""))
                && !literal(more.getOrDefault("host", ""))
                && values.getOrDefault("port", more.getOrDefault("port", "")).equals(more.getOrDefault("port", ""));
    }
}
