/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.report;

import io.github.smtpprobe.route.Route;
import io.github.smtpprobe.transcript.Transcript;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One route, tried with one connection or none.
 *
 * @param index      its place in the report, from 0
 * @param route      where to
 * @param purpose    why
 * @param facts      what happened, in the order of the wire
 * @param transcript what was said
 * @param took       how long it took
 */
public record Attempt(int index, Route route, Purpose purpose, List<Fact> facts, Transcript transcript, Duration took) {
    /**
     * Makes an attempt.
     *
     * @param index      its place
     * @param route      where to
     * @param purpose    why
     * @param facts      what happened
     * @param transcript what was said
     * @param took       how long
     */
    public Attempt {
        facts = List.copyOf(facts);
    }

    /**
     * The last fact of a kind: of two EHLO the one that counts.
     *
     * @param kind a kind of fact
     * @param <F>  the kind
     * @return the fact, if there is one
     */
    public <F extends Fact> Optional<F> fact(Class<F> kind) {
        List<F> all = facts(kind);
        return all.isEmpty() ? Optional.empty() : Optional.of(all.get(all.size() - 1));
    }

    /**
     * All facts of a kind.
     *
     * @param kind a kind of fact
     * @param <F>  the kind
     * @return the facts in order, may be empty
     */
    public <F extends Fact> List<F> facts(Class<F> kind) {
        return facts.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /** {@return the first fact that keeps this attempt from passing} */
    public Optional<Fact> firstFailure() {
        return facts.stream()
                .filter(fact -> FactReader.verdict(this, fact) != Verdict.PASSED)
                .findFirst();
    }

    /** {@return the verdict on this attempt alone} */
    public Verdict verdict() {
        return FactReader.verdict(this);
    }

    /** {@return whether everything that was asked worked on this route} */
    public boolean passed() {
        return verdict() == Verdict.PASSED;
    }

    /** {@return whether a server talked SMTP with us: a 220 greeting and an accepted EHLO or HELO} */
    public boolean conversed() {
        return fact(Fact.Greeting.class).map(fact -> fact.outcome().succeeded()).orElse(false)
                && facts(Fact.Hello.class).stream()
                        .anyMatch(fact -> fact.outcome().succeeded());
    }
}
