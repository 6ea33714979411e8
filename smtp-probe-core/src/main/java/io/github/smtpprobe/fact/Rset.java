/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.fact;

import io.github.smtpprobe.smtp.Stage;
import io.github.smtpprobe.text.kept.KeptNode;
import java.time.Duration;

/** The RSET step. */
public final class Rset extends Fact {
    private Rset(Outcome outcome, Duration took) {
        super("rset", Stage.RSET, outcome, took);
    }

    /**
     * Makes a fact.
     *
     * @param outcome how it ended
     * @param took    how long it took
     * @return the fact
     */
    public static Rset of(Outcome outcome, Duration took) {
        return new Rset(outcome, took);
    }

    static Fact read(KeptNode kept) {
        return of(KeptParts.outcome(kept), KeptParts.took(kept));
    }

    @Override
    Fact shortened(FewerWords words) {
        return new Rset(words.of(outcome()), took());
    }
}
