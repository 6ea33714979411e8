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
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The order of findings, and how bad each is for this probe: the root cause first, its consequences under it, then the rest. The
 * root cause is what explains the deciding fact, or what that follows from.
 */
final class Ranking {
    // By identity: two may well be equal, and on JDK 17 a record's equals keeps its class loader alive.
    private final IdentityHashMap<Judgement, Judgement> causes = new IdentityHashMap<>();
    private final Set<Judgement> raised = Collections.newSetFromMap(new IdentityHashMap<>());
    private final IdentityHashMap<Judgement, List<Judgement>> consequences = new IdentityHashMap<>();
    private final Set<Judgement> placed = Collections.newSetFromMap(new IdentityHashMap<>());
    private final List<Finding> ordered = new ArrayList<>();
    private final List<Judgement> all;
    private final Observation seen;
    private final Set<Integer> against;

    private Ranking(List<Judgement> all, Observation seen) {
        this.all = new ArrayList<>(all);
        this.seen = seen;
        this.against = seen.against().stream().map(Attempt::index).collect(Collectors.toUnmodifiableSet());
    }

    /**
     * Puts findings in order.
     *
     * @param all  what all checks found, the most telling checks first
     * @param seen what they explain
     */
    static List<Finding> order(List<Judgement> all, Observation seen) {
        return new Ranking(all, seen).order();
    }

    /** The finding that explains the deciding fact, whatever else it may follow from. */
    static Optional<Judgement> explanation(List<Judgement> all, Observation seen) {
        return seen.decidingFact()
                .flatMap(fact -> all.stream()
                        .filter(each -> each.explains(fact) && each.finding().severity() == Severity.ERROR)
                        .findFirst());
    }

    private List<Finding> order() {
        Causes table = new Causes(all);
        all.forEach(each -> table.of(each).ifPresent(cause -> causes.put(each, cause)));
        all.stream().filter(this::fails).forEach(this::raise);
        Judgement root = explanation(all, seen).map(this::root).orElse(null);
        int decisive = seen.decisive().map(Attempt::index).orElse(-1);
        all.sort(Comparator.comparing((Judgement each) -> each != root)
                .thenComparing(this::severity)
                .thenComparing(each -> each.finding().attempt().orElse(decisive) != decisive)
                .thenComparingInt(Judgement::order));
        all.forEach(each -> {
            Judgement cause = causes.get(each);
            if (cause != null) {
                consequences.computeIfAbsent(cause, key -> new ArrayList<>()).add(each);
            }
        });
        all.stream().filter(each -> !causes.containsKey(each)).forEach(this::place);
        all.forEach(this::place); // what follows in a circle has no beginning
        return ordered;
    }

    private void place(Judgement one) {
        if (placed.add(one)) {
            Judgement cause = causes.get(one);
            Finding.Builder finding = one.finding().toBuilder();
            one.fact()
                    .filter(fact -> one.finding().stage().isEmpty())
                    .filter(fact -> !(fact instanceof UnplacedReply))
                    .map(Fact::stage)
                    .ifPresent(finding::stage);
            ordered.add(finding.subject(Subjects.of(one, seen))
                    .severity(severity(one))
                    .consequenceOf(cause == null ? "" : cause.finding().id())
                    .build());
            consequences.getOrDefault(one, List.of()).forEach(this::place);
        }
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
