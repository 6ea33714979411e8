/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis.examination;

import io.github.smtpprobe.fact.Fact;
import io.github.smtpprobe.fact.UnplacedReply;
import io.github.smtpprobe.report.Attempt;
import io.github.smtpprobe.report.Finding;
import io.github.smtpprobe.report.Observation;
import io.github.smtpprobe.report.Severity;
import io.github.smtpprobe.report.Verdict;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
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
    private final List<Judgement> found;
    private final List<Ranked> all;
    private final List<Finding> ordered;
    /** The first finding of each id in an attempt; the words of a finding are compared only if there is a second one. */
    private final Map<List<Object>, Finding> first;

    /** The summaries so far: a second finding with the same words, about another fact of the same attempt, says nothing new. */
    private final Map<List<Object>, Set<String>> told = new HashMap<>();

    private final Observation seen;
    private final int decisive;
    private final Set<Integer> against = new HashSet<>();
    private @Nullable Ranked root;

    private Ranking(List<Judgement> found, Observation seen) {
        this.found = found;
        this.seen = seen;
        this.decisive = seen.decisive().map(Attempt::index).orElse(-1);
        this.ordered = new ArrayList<>(found.size());
        this.first = new HashMap<>(2 * found.size());
        this.all = new ArrayList<>(found.size());
        for (Judgement each : found) {
            all.add(new Ranked(each));
        }
        for (Attempt each : seen.against()) {
            against.add(each.index());
        }
    }

    /**
     * Puts findings in order.
     *
     * @param all  the findings of all checks, the most informative checks first
     * @param seen the observation that they explain
     */
    static List<Finding> order(List<Judgement> all, Observation seen) {
        return all.isEmpty() ? List.of() : new Ranking(all, seen).order();
    }

    /** The finding that explains the deciding fact, regardless of what it may follow from. */
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
            findCauses();
        }
        for (Ranked each : all) {
            each.severity = severity(each);
            each.aside = each.judgement.finding().attempt().orElse(decisive) != decisive;
        }
        all.sort(this::byWeight);
        for (Ranked each : all) {
            each.follow();
        }
        for (Ranked each : all) {
            if (each.cause == null) {
                place(each);
            }
        }
        all.forEach(this::place); // findings that follow from each other in a circle have no root
        return ordered;
    }

    /** Determines which finding follows from which, and the root cause. */
    private void findCauses() {
        Causes table = new Causes(found);
        for (Ranked each : all) {
            each.cause = ranked(table.of(each.judgement).orElse(null));
        }
        for (Ranked each : all) {
            if (fails(each)) {
                raise(each);
            }
        }
        root = root(ranked(explanation(found, seen).orElse(null)));
    }

    private @Nullable Ranked ranked(@Nullable Judgement one) {
        if (one != null) {
            for (Ranked each : all) {
                if (each.judgement == one) {
                    return each;
                }
            }
        }
        return null;
    }

    /**
     * The root cause comes first, then the worst, then those about the decisive attempt, then the order of the checks counts.
     */
    private int byWeight(Ranked one, Ranked other) {
        if (one == root || other == root) {
            return Boolean.compare(one != root, other != root);
        }
        int severity = one.severity.compareTo(other.severity);
        if (severity != 0) {
            return severity;
        }
        int aside = Boolean.compare(one.aside, other.aside);
        return aside != 0 ? aside : Integer.compare(one.judgement.order(), other.judgement.order());
    }

    private void place(Ranked one) {
        if (!one.placed) {
            one.placed = true;
            Finding finding = related(one);
            if (one.judgement.fact().isEmpty() || news(finding)) {
                ordered.add(finding);
            }
            for (Ranked each : one.consequences()) {
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

    /** The finding with its severity and cause for this probe; most have them already. */
    private Finding related(Ranked one) {
        Finding finding = one.judgement.finding();
        String cause = one.cause == null ? "" : one.cause.judgement.finding().id();
        Fact fact = one.judgement.fact().orElse(null);
        Fact placing = fact instanceof UnplacedReply || finding.stage().isPresent() ? null : fact;
        if (placing == null
                && one.severity == finding.severity()
                && !finding.subject().isEmpty()
                && cause.equals(finding.consequenceOf().orElse(""))) {
            return finding;
        }
        Finding.Builder other = finding.toBuilder();
        if (placing != null) {
            other.stage(placing.stage());
        }
        return other.subject(Subjects.of(one.judgement, seen))
                .severity(one.severity)
                .consequenceOf(cause)
                .build();
    }

    private static @Nullable Ranked root(@Nullable Ranked explanation) {
        Ranked root = explanation;
        while (root != null && root.cause != null && !root.passed) {
            root.passed = true;
            root = root.cause;
        }
        return root;
    }

    /** Raises the severity of causes to that of what follows from them. */
    private static void raise(Ranked one) {
        for (Ranked cause = one.cause; cause != null && !cause.raised; cause = cause.cause) {
            cause.raised = true;
        }
    }

    /**
     * Whether a finding is an error here. An error keeps the probe from passing, so there is none in a probe that passed, nor
     * in an attempt that does not count against the probe.
     */
    private boolean fails(Ranked one) {
        Finding finding = one.judgement.finding();
        return finding.severity() == Severity.ERROR
                && seen.verdict() != Verdict.PASSED
                && (finding.attempt().isEmpty()
                        || against.contains(finding.attempt().getAsInt()));
    }

    private Severity severity(Ranked one) {
        if (one.raised || fails(one)) {
            return Severity.ERROR;
        }
        Severity own = one.judgement.finding().severity();
        return own == Severity.ERROR ? Severity.WARNING : own;
    }
}
