/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.report;

import io.github.smtpprobe.fact.Fact;
import io.github.smtpprobe.fact.UnplacedReply;
import io.github.smtpprobe.request.Coverage;
import io.github.smtpprobe.route.Resolution;
import io.github.smtpprobe.smtp.Stage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The result of a probe and its reason: one fact of one attempt, or how the look-up of the names ended. Verdict, root cause, both
 * summaries, the decisive attempt and the severity of findings all derive from it, so that none can contradict another.
 */
final class Decision {
    private final Verdict verdict;
    private final Optional<Attempt> attempt;
    private final Optional<Fact> fact;
    private final List<Attempt> against;
    private final Optional<Stage> stage;

    private Decision(Verdict verdict, Optional<Attempt> attempt, Optional<Fact> fact, List<Attempt> against) {
        this(verdict, attempt, fact, against, stage(verdict, fact));
    }

    private Decision(
            Verdict verdict,
            Optional<Attempt> attempt,
            Optional<Fact> fact,
            List<Attempt> against,
            Optional<Stage> stage) {
        this.verdict = verdict;
        this.attempt = attempt;
        this.fact = fact;
        this.against = List.copyOf(against);
        this.stage = stage;
    }

    private static Optional<Stage> stage(Verdict verdict, Optional<Fact> fact) {
        return verdict == Verdict.PASSED
                ? Optional.empty()
                : fact.isEmpty()
                        ? Optional.of(Stage.RESOLVE)
                        : fact.filter(Decision::placed).map(Fact::stage);
    }

    /** A decision that was made earlier, even if this release would judge the attempts differently. */
    static Decision kept(Verdict verdict, Optional<Attempt> attempt, Optional<Stage> stage) {
        Optional<Fact> fact = attempt.flatMap(Attempt::decidingFact);
        return new Decision(verdict, attempt, fact, List.of(), stage.or(() -> stage(verdict, fact)));
    }

    /** The decision as strangers are told it; what they are not told has no influence on it. */
    static Decision told(Verdict verdict, Optional<Attempt> attempt, Optional<Stage> stage) {
        return new Decision(verdict, attempt, attempt.flatMap(Attempt::decidingFact), List.of(), stage);
    }

    /**
     * Second looks and further mechanisms only explain another attempt, and a dialogue that a later one superseded no longer
     * counts.
     */
    static Decision of(Coverage coverage, Resolution resolution, List<Attempt> attempts) {
        List<Attempt> judged = new ArrayList<>(attempts);
        judged.removeIf(each -> !each.purpose().decides());
        if (judged.isEmpty()) {
            return names(resolution);
        }
        return coverage == Coverage.ALL ? ofAll(judged) : ofFirst(judged);
    }

    private static Decision names(Resolution resolution) {
        boolean unsure = resolution.inconclusive() && resolution.denied().isEmpty();
        Verdict verdict = unsure ? Verdict.INCONCLUSIVE : Verdict.FAILED;
        return new Decision(verdict, Optional.empty(), Optional.empty(), List.of());
    }

    /** The first attempt that passed, otherwise the one that got furthest, otherwise the first. */
    private static Decision ofFirst(List<Attempt> judged) {
        for (Attempt each : judged) {
            if (each.passed()) {
                return passed(each);
            }
        }
        return against(List.of(deepest(judged)));
    }

    /** A failed attempt outweighs an inconclusive one, which outweighs any number that passed. */
    private static Decision ofAll(List<Attempt> judged) {
        List<Attempt> eligible = judged.stream().filter(FactReader::eligible).toList();
        List<Attempt> against = eligible.stream().filter(each -> !each.passed()).toList();
        if (against.isEmpty()) {
            return eligible.isEmpty() ? against(judged) : passed(eligible.get(0));
        }
        return against(against);
    }

    private static Decision passed(Attempt attempt) {
        return new Decision(Verdict.PASSED, Optional.of(attempt), Optional.empty(), List.of());
    }

    private static Decision against(List<Attempt> against) {
        List<Attempt> failed = against.stream()
                .filter(each -> each.verdict() == Verdict.FAILED)
                .toList();
        Attempt decisive = deepest(failed.isEmpty() ? against : failed);
        return new Decision(decisive.verdict(), Optional.of(decisive), decisive.decidingFact(), against);
    }

    private static Attempt deepest(List<Attempt> attempts) {
        return attempts.stream()
                .max(Comparator.comparingInt(FactReader::depth)
                        .thenComparing(Attempt::index, Comparator.reverseOrder()))
                .orElseThrow();
    }

    Verdict verdict() {
        return verdict;
    }

    Optional<Attempt> attempt() {
        return attempt;
    }

    Optional<Fact> fact() {
        return fact;
    }

    List<Attempt> against() {
        return against;
    }

    /** The step at which the probe failed; empty if it passed, or if a pasted text does not show the step. */
    Optional<Stage> stage() {
        return stage;
    }

    private static boolean placed(Fact fact) {
        return !(fact instanceof UnplacedReply);
    }
}
