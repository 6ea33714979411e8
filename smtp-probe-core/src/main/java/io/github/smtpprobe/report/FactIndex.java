/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.report;

import io.github.smtpprobe.fact.Fact;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The facts of an attempt, indexed by kind: dozens of checks ask for facts, most of them for kinds that the attempt does not
 * have. Immutable.
 */
final class FactIndex {
    private final List<Fact> facts;
    private final Map<Class<?>, List<Fact>> kinds = new HashMap<>();

    /**
     * Sorts facts.
     *
     * @param facts a list that never changes
     */
    FactIndex(List<Fact> facts) {
        this.facts = facts;
        Map<Class<?>, List<Fact>> repeated = Map.of(); // most steps are taken once
        for (Fact fact : facts) {
            List<Fact> before = kinds.putIfAbsent(fact.getClass(), List.of(fact));
            if (before != null) {
                repeated = repeated.isEmpty() ? new HashMap<>() : repeated;
                repeated.computeIfAbsent(fact.getClass(), kind -> new ArrayList<>(before))
                        .add(fact);
            }
        }
        for (Map.Entry<Class<?>, List<Fact>> each : repeated.entrySet()) {
            kinds.put(each.getKey(), List.copyOf(each.getValue()));
        }
    }

    /** All facts, in the order of the wire. */
    List<Fact> all() {
        return facts;
    }

    /** The facts of a kind, in the order of the wire. */
    @SuppressWarnings("unchecked") // the list of a kind contains only facts of that kind
    <F extends Fact> List<F> all(Class<F> kind) {
        if (!Modifier.isFinal(kind.getModifiers())) {
            return facts.stream().filter(kind::isInstance).map(kind::cast).toList();
        }
        List<Fact> alike = kinds.get(kind);
        return alike == null ? List.of() : (List<F>) alike;
    }

    /** The last fact of a kind. */
    <F extends Fact> Optional<F> last(Class<F> kind) {
        List<F> alike = all(kind);
        return alike.isEmpty() ? Optional.empty() : Optional.of(alike.get(alike.size() - 1));
    }

    /** Whether the last fact of a kind succeeded. */
    boolean lastSucceeded(Class<? extends Fact> kind) {
        List<? extends Fact> alike = all(kind);
        return !alike.isEmpty() && alike.get(alike.size() - 1).outcome().succeeded();
    }

    /** Whether any fact of a kind succeeded. */
    boolean anySucceeded(Class<? extends Fact> kind) {
        List<? extends Fact> alike = all(kind);
        for (int i = 0; i < alike.size(); i++) {
            if (alike.get(i).outcome().succeeded()) {
                return true;
            }
        }
        return false;
    }
}
