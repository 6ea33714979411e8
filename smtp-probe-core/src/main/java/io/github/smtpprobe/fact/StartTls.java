/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.fact;

import io.github.smtpprobe.smtp.Stage;
import io.github.smtpprobe.text.kept.KeptNode;
import java.time.Duration;

/** The STARTTLS step, up to the reply. */
public final class StartTls extends Fact {
    private StartTls(Outcome outcome, Duration took) {
        super("starttls", Stage.STARTTLS, outcome, took);
    }

    /**
     * Makes a fact.
     *
     * @param outcome how it ended
     * @param took    how long it took
     * @return the fact
     */
    public static StartTls of(Outcome outcome, Duration took) {
        return new StartTls(outcome, took);
    }

    static Fact read(KeptNode kept) {
        return of(KeptParts.outcome(kept), KeptParts.took(kept));
    }

    @Override
    Fact shortened(FewerWords words) {
        return new StartTls(words.of(outcome()), took());
    }
}
