/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.report;

import io.github.smtpprobe.route.Route;
import io.github.smtpprobe.transcript.Transcript;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One route, tried with one connection or none. Where the servers of a probe talked so much that it would not fit into a report,
 * attempts that do not decide are shortened: their transcripts have marks where lines are missing.
 *
 * @param index      its place in the report, from 0
 * @param route      where to
 * @param purpose    why
 * @param facts      what happened, in the order of the wire
 * @param transcript what was said
 * @param took       how long it took
 * @param leftOut    how many octets the probe's budget left out of facts and transcript, counted as they would be shown; 0 for
 *                   nearly every attempt there is
 */
public record Attempt(
        int index, Route route, Purpose purpose, List<Fact> facts, Transcript transcript, Duration took, int leftOut) {
    /**
     * Makes an attempt.
     *
     * @param index      its place
     * @param route      where to
     * @param purpose    why
     * @param facts      what happened
     * @param transcript what was said
     * @param took       how long
     * @param leftOut    octets left out
     */
    public Attempt {
        facts = List.copyOf(facts);
    }

    /**
     * Makes an attempt from which nothing is left out.
     *
     * @param index      its place
     * @param route      where to
     * @param purpose    why
     * @param facts      what happened
     * @param transcript what was said
     * @param took       how long
     */
    public Attempt(int index, Route route, Purpose purpose, List<Fact> facts, Transcript transcript, Duration took) {
        this(index, route, purpose, facts, transcript, took, 0);
    }

    /**
     * The same attempt, from which more is left out than was said so far.
     *
     * @param octets that are missing, as they would be shown
     * @return the attempt
     */
    public Attempt without(int octets) {
        return new Attempt(index, route, purpose, facts, transcript, took, leftOut + Math.max(0, octets));
    }

    /**
     * The last fact of a kind: of two EHLO the one that counts.
     *
     * @param kind a kind of fact
     * @param <F>  the kind
     * @return the fact, if there is one
     */
    public <F extends Fact> Optional<F> fact(Class<F> kind) {
        for (int i = facts.size() - 1; i >= 0; i--) {
            if (kind.isInstance(facts.get(i))) {
                return Optional.of(kind.cast(facts.get(i)));
            }
        }
        return Optional.empty();
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

    /** {@return the facts that keep this attempt from passing, in their order} */
    public List<Fact> failures() {
        return new FactReader(this).failures();
    }

    /** {@return of those the one that decides: the first failure that will last, else the first that may pass} */
    public Optional<Fact> decidingFact() {
        return new FactReader(this).deciding();
    }

    /** {@return the verdict on this attempt alone} */
    public Verdict verdict() {
        return new FactReader(this).verdict();
    }

    /** {@return whether everything that was asked worked on this route} */
    public boolean passed() {
        return verdict() == Verdict.PASSED;
    }

    /** {@return whether a server talked SMTP with us: a 220 greeting and an accepted EHLO or HELO} */
    public boolean conversed() {
        return fact(Fact.Greeting.class).map(fact -> fact.outcome().succeeded()).orElse(false)
                && facts(Fact.Ehlo.class).stream()
                        .anyMatch(fact -> fact.outcome().succeeded());
    }
}
