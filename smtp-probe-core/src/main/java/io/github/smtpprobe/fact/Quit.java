/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.fact;

import io.github.smtpprobe.smtp.Stage;
import io.github.smtpprobe.text.kept.KeptNode;
import java.time.Duration;

/** The QUIT step. */
public final class Quit extends Fact {
    private Quit(Outcome outcome, Duration took) {
        super("quit", Stage.QUIT, outcome, took);
    }

    /**
     * Makes a fact.
     *
     * @param outcome how it ended
     * @param took    how long it took
     * @return the fact
     */
    public static Quit of(Outcome outcome, Duration took) {
        return new Quit(outcome, took);
    }

    static Fact read(KeptNode kept) {
        return of(KeptParts.outcome(kept), KeptParts.took(kept));
    }

    @Override
    Fact shortened(FewerWords words) {
        return new Quit(words.of(outcome()), took());
    }
}
