/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.fact;

import io.github.smtpprobe.smtp.Stage;
import io.github.smtpprobe.text.kept.KeptNode;
import io.github.smtpprobe.text.kept.Node;
import java.time.Duration;
import java.util.Objects;

/** The greeting step. */
public final class Greeting extends Fact {
    private final String firstOctets;

    private Greeting(Outcome outcome, Duration took, String firstOctets) {
        super("greeting", Stage.GREETING, outcome, took);
        this.firstOctets = Objects.requireNonNull(firstOctets, "firstOctets");
    }

    /**
     * Makes a fact.
     *
     * @param outcome     how it ended
     * @param took        how long it took
     * @param firstOctets the first octets received, in printable form, if they were not a greeting; otherwise empty
     * @return the fact
     */
    public static Greeting of(Outcome outcome, Duration took, String firstOctets) {
        return new Greeting(outcome, took, firstOctets);
    }

    /** {@return the first octets received, in printable form, if they were not a greeting; otherwise empty} */
    public String firstOctets() {
        return firstOctets;
    }

    @Override
    Fact shortened(FewerWords words) {
        return new Greeting(words.of(outcome()), took(), words.of(firstOctets));
    }

    @Override
    void values(Node node) {
        node.text("firstOctets", firstOctets);
    }

    static Fact read(KeptNode kept) {
        return of(KeptParts.outcome(kept), KeptParts.took(kept), kept.lines("firstOctets"));
    }
}
