/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis.replies;

import io.github.smtpprobe.diagnosis.examination.AttemptCheck;
import io.github.smtpprobe.diagnosis.examination.AttemptFindings;
import io.github.smtpprobe.diagnosis.examination.Occasion;
import io.github.smtpprobe.fact.Fact;
import java.time.Duration;

/** The server that answers slowly. */
public final class SlowServer extends AttemptCheck {
    private static final Duration SLOW = Duration.ofSeconds(5);

    public SlowServer() {
        super(Occasion.ALWAYS);
    }

    @Override
    protected void examine(AttemptFindings one) {
        for (Fact fact : one.attempt().facts()) {
            if (fact.took().compareTo(SLOW) >= 0 && fact.outcome().reply().isPresent()) {
                one.add(
                        switch (fact.stage()) {
                            case GREETING -> "greeting.slow";
                            case EHLO -> "ehlo.slow";
                            default -> "server.slow";
                        },
                        fact);
            }
        }
    }
}
