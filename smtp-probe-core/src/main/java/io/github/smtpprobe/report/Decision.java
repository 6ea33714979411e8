/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.report;

import io.github.smtpprobe.request.Coverage;
import io.github.smtpprobe.route.Resolution;
import io.github.smtpprobe.route.Resolution.Host;
import io.github.smtpprobe.smtp.Stage;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a probe comes to, and what makes it so: one fact of one attempt, or how the look-up of the names ended. Verdict, root
 * cause, both summaries, the decisive attempt and the severity of findings are read off it, so that none can contradict another.
 */
public final class Decision {
    private final Verdict verdict;
    private final Optional<Attempt> attempt;
    private final Optional<Fact> fact;
    private final Optional<Host> host;
    private final Set<Integer> against;

    private Decision(
            Verdict verdict,
            Optional<Attempt> attempt,
            Optional<Fact> fact,
            Optional<Host> host,
            List<Attempt> against) {
        this.verdict = verdict;
        this.attempt = attempt;
        this.fact = fact;
        this.host = host;
        this.against = against.stream().map(Attempt::index).collect(Collectors.toUnmodifiableSet());
    }

    /** A second look explains another attempt, a dialogue that a later one made good is over: neither decides. */
    static Decision of(Coverage coverage, Resolution resolution, List<Attempt> attempts) {
        List<Attempt> judged = attempts.stream()
                .filter(each -> each.purpose() != Purpose.SECOND_LOOK && each.purpose() != Purpose.EARLIER_DIALOGUE)
                .toList();
        if (judged.isEmpty()) {
            return names(resolution);
        }
        return coverage == Coverage.ALL ? ofAll(judged) : ofFirst(judged);
    }

    private static Decision names(Resolution resolution) {
        boolean unsure = resolution.inconclusive() && resolution.denied().isEmpty();
        Optional<Host> host = resolution.hosts().stream()
                .filter(each -> each.status() == resolution.status())
                .findFirst();
        Verdict verdict = unsure ? Verdict.INCONCLUSIVE : Verdict.FAILED;
        return new Decision(verdict, Optional.empty(), Optional.empty(), host, List.of());
    }

    /** The first that passed, else the one that got deepest, else the first. */
    private static Decision ofFirst(List<Attempt> judged) {
        Optional<Attempt> passed = judged.stream().filter(Attempt::passed).findFirst();
        return passed.isPresent() ? passed(passed.get()) : against(List.of(deepest(judged)));
    }

    /** One attempt that fails outweighs one that nobody can tell of, and that one all that passed. */
    private static Decision ofAll(List<Attempt> judged) {
        List<Attempt> eligible = judged.stream().filter(FactReader::eligible).toList();
        List<Attempt> against = eligible.stream().filter(each -> !each.passed()).toList();
        if (against.isEmpty()) {
            return eligible.isEmpty() ? against(judged) : passed(eligible.get(0));
        }
        return against(against);
    }

    private static Decision passed(Attempt attempt) {
        return new Decision(Verdict.PASSED, Optional.of(attempt), Optional.empty(), Optional.empty(), List.of());
    }

    private static Decision against(List<Attempt> against) {
        List<Attempt> failed = against.stream()
                .filter(each -> each.verdict() == Verdict.FAILED)
                .toList();
        Attempt decisive = deepest(failed.isEmpty() ? against : failed);
        return new Decision(
                decisive.verdict(), Optional.of(decisive), decisive.decidingFact(), Optional.empty(), against);
    }

    private static Attempt deepest(List<Attempt> attempts) {
        return attempts.stream()
                .max(Comparator.comparingInt(FactReader::depth)
                        .thenComparing(Attempt::index, Comparator.reverseOrder()))
                .orElseThrow();
    }

    /** {@return the one word} */
    public Verdict verdict() {
        return verdict;
    }

    /** {@return the attempt that decides; empty if there was none to judge} */
    public Optional<Attempt> attempt() {
        return attempt;
    }

    /** {@return the fact of that attempt that keeps the probe from passing; empty if it passed, or if there was no attempt} */
    public Optional<Fact> fact() {
        return fact;
    }

    /** {@return where there was no attempt, the host whose look-up decides, if it came as far as a host} */
    public Optional<Host> host() {
        return host;
    }

    /** {@return the step at which the probe failed; empty if it passed, and where a pasted text does not show the step} */
    public Optional<Stage> stage() {
        return verdict == Verdict.PASSED
                ? Optional.empty()
                : fact.isEmpty() ? Optional.of(Stage.RESOLVE) : fact.flatMap(Fact::place);
    }

    /**
     * Tells whether what an attempt lacks keeps the probe from passing: where the first route that works is enough, that is only
     * the attempt that decides, else each that did not pass.
     *
     * @param index the attempt's place
     * @return whether it counts against the probe
     */
    public boolean heldAgainst(int index) {
        return against.contains(index);
    }
}
