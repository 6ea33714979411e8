/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.fact;

import io.github.smtpprobe.smtp.Stage;
import io.github.smtpprobe.text.kept.KeptNode;
import java.time.Duration;

/**
 * The XCLIENT step, which asks the server to treat this client as another one. Whatever the server says afterwards is about that
 * client.
 */
public final class XClient extends Fact {
    private XClient(Outcome outcome, Duration took) {
        super("xclient", Stage.XCLIENT, outcome, took);
    }

    /**
     * Makes a fact.
     *
     * @param outcome how it ended
     * @param took    how long it took
     * @return the fact
     */
    public static XClient of(Outcome outcome, Duration took) {
        return new XClient(outcome, took);
    }

    static Fact read(KeptNode kept) {
        return of(KeptParts.outcome(kept), KeptParts.took(kept));
    }

    @Override
    Fact shortened(FewerWords words) {
        return new XClient(words.of(outcome()), took());
    }
}
