/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis;

import io.github.smtpprobe.fact.Fact;
import io.github.smtpprobe.fact.UnplacedReply;
import io.github.smtpprobe.report.Attempt;
import io.github.smtpprobe.report.Finding;
import io.github.smtpprobe.report.Observation;
import io.github.smtpprobe.report.Severity;
import io.github.smtpprobe.report.Verdict;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The order of findings and their severity for this probe: the root cause first, then its consequences, then the rest. The root
 * cause is the finding that explains the deciding fact, or the one from which that finding follows.
 */
final class Ranking {
    // By identity: two may well be equal, and on JDK 17 a record's equals keeps its class loader alive.
    private final IdentityHashMap<Judgement, Judgement> causes;
    private final Set<Judgement> raised;
    private final IdentityHashMap<Judgement, List<Judgement>> consequences;
    private final Set<Judgement> placed;
    private final List<Finding> ordered;
    /** The first finding of an id in an attempt: only where there is a second one, its words are asked for. */
    private final Map<List<Object>, Finding> first;

    /** What they say: a second finding of the same words, on another fact of the same attempt, says nothing new. */
    private final Map<List<Object>, Set<String>> told = new HashMap<>();

    private final List<Judgement> all;
    private final Observation seen;
    private final Set<Integer> against = new HashSet<>();

    private Ranking(List<Judgement> all, Observation seen) {
        this.all = new ArrayList<>(all);
        this.seen = seen;
        this.causes = new IdentityHashMap<>(all.size());
        this.raised = Collections.newSetFromMap(new IdentityHashMap<>(all.size()));
        this.consequences = new IdentityHashMap<>(all.size());
        this.placed = Collections.newSetFromMap(new IdentityHashMap<>(all.size()));
        this.ordered = new ArrayList<>(all.size());
        this.first = new HashMap<>(2 * all.size());
        for (Attempt each : seen.against()) {
            against.add(each.index());
        }
    }

    /**
     * Puts findings in order.
     *
     * @param all  what all checks found, the most telling checks first
     * @param seen what they explain
     */
    static List<Finding> order(List<Judgement> all, Observation seen) {
        return all.isEmpty() ? List.of() : new Ranking(all, seen).order();
    }

    /** The finding that explains the deciding fact, whatever else it may follow from. */
    static Optional<Judgement> explanation(List<Judgement> all, Observation seen) {
        Fact deciding = seen.decidingFact().orElse(null);
        for (Judgement each : all) {
            if (deciding != null && each.explains(deciding) && each.finding().severity() == Severity.ERROR) {
                return Optional.of(each);
            }
        }
        return Optional.empty();
    }

    private List<Finding> order() {
        if (all.size() > 1) {
            relate();
        }
        for (Judgement each : all) {
            if (!causes.containsKey(each)) {
                place(each);
            }
        }
        all.forEach(this::place); // what follows in a circle has no beginning
        return ordered;
    }

    /** Finds out what follows from what, and what is told first. */
    private void relate() {
        Causes table = new Causes(all);
        for (Judgement each : all) {
            table.of(each).ifPresent(cause -> causes.put(each, cause));
        }
        for (Judgement each : all) {
            if (fails(each)) {
                raise(each);
            }
        }
        Judgement root = explanation(all, seen).map(this::root).orElse(null);
        int decisive = seen.decisive().map(Attempt::index).orElse(-1);
        all.sort((one, other) -> telling(one, other, root, decisive));
        for (Judgement each : all) {
            Judgement cause = causes.get(each);
            if (cause != null) {
                consequences.computeIfAbsent(cause, key -> new ArrayList<>()).add(each);
            }
        }
    }

    /** The root cause first, then the worst, then what is about the decisive attempt, then by the order of the checks. */
    private int telling(Judgement one, Judgement other, @Nullable Judgement root, int decisive) {
        if (one == root || other == root) {
            return Boolean.compare(one != root, other != root);
        }
        int severity = severity(one).compareTo(severity(other));
        if (severity != 0) {
            return severity;
        }
        int aside = Boolean.compare(aside(one, decisive), aside(other, decisive));
        return aside != 0 ? aside : Integer.compare(one.order(), other.order());
    }

    private static boolean aside(Judgement one, int decisive) {
        return one.finding().attempt().orElse(decisive) != decisive;
    }

    private void place(Judgement one) {
        if (placed.add(one)) {
            Judgement cause = causes.get(one);
            Finding found = related(one, cause == null ? "" : cause.finding().id());
            if (one.fact().isEmpty() || news(found)) {
                ordered.add(found);
            }
            for (Judgement each : consequences.getOrDefault(one, List.of())) {
                place(each);
            }
        }
    }

    private boolean news(Finding found) {
        List<Object> place = List.of(found.id(), found.attempt());
        Finding before = first.putIfAbsent(place, found);
        return before == null
                || told.computeIfAbsent(place, key -> new HashSet<>(Set.of(before.summary())))
                        .add(found.summary());
    }

    /** The finding in its place: most have all of that already. */
    private Finding related(Judgement one, String cause) {
        Finding found = one.finding();
        Severity severity = severity(one);
        Fact step = one.fact().filter(fact -> !(fact instanceof UnplacedReply)).orElse(null);
        boolean staged = step == null || found.stage().isPresent();
        boolean follows = cause.equals(found.consequenceOf().orElse(""));
        if (staged
                && follows
                && severity == found.severity()
                && !found.subject().isEmpty()) {
            return found;
        }
        Finding.Builder finding = found.toBuilder();
        if (step != null && !staged) {
            finding.stage(step.stage());
        }
        return finding.subject(Subjects.of(one, seen))
                .severity(severity)
                .consequenceOf(cause)
                .build();
    }

    private Judgement root(Judgement explanation) {
        Set<Judgement> passed = Collections.newSetFromMap(new IdentityHashMap<>());
        Judgement root = explanation;
        while (causes.containsKey(root) && passed.add(root)) {
            root = causes.get(root);
        }
        return root;
    }

    /** A cause is as bad as what follows from it. */
    private void raise(Judgement one) {
        for (Judgement cause = causes.get(one); cause != null && raised.add(cause); cause = causes.get(cause)) {
            // up to the root
        }
    }

    /**
     * An error is what keeps a probe from passing. So there is none in a probe that passed, and what an attempt lacks that is not
     * held against the probe is none either.
     */
    private boolean fails(Judgement one) {
        Finding finding = one.finding();
        return finding.severity() == Severity.ERROR
                && seen.verdict() != Verdict.PASSED
                && (finding.attempt().isEmpty()
                        || against.contains(finding.attempt().getAsInt()));
    }

    private Severity severity(Judgement one) {
        if (raised.contains(one) || fails(one)) {
            return Severity.ERROR;
        }
        Severity own = one.finding().severity();
        return own == Severity.ERROR ? Severity.WARNING : own;
    }
}
