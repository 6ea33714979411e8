/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis;

import io.github.smtpprobe.fact.Fact;
import java.time.Duration;

/** The server that answers slowly. */
final class SlowServer extends AttemptCheck {
    private static final Duration SLOW = Duration.ofSeconds(5);

    SlowServer() {
        super(Occasion.ALWAYS);
    }

    @Override
    void examine(AttemptFindings one) {
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
