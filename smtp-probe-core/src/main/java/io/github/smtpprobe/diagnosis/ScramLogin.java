/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis;

import io.github.smtpprobe.fact.Authentication;
import io.github.smtpprobe.sasl.ScramDetails;

/** What a login by SCRAM shows besides whether it works: how the server keeps its passwords, and whether something stands in between. */
final class ScramLogin extends AttemptCheck {
    /** RFC 5802 §5.1, RFC 7677 §4. */
    private static final long FEWEST_ITERATIONS = 4_096;

    /** What a server says whose offer of -PLUS did not reach the client (RFC 5802 §6). */
    private static final String HIDDEN = "server-does-support-channel-binding";

    ScramLogin() {
        super(Occasion.step(Authentication.class));
    }

    @Override
    void examine(AttemptFindings one) {
        one.attempt()
                .fact(Authentication.class)
                .ifPresent(fact -> fact.scram().ifPresent(details -> examine(one, fact, details)));
    }

    private static void examine(AttemptFindings one, Authentication fact, ScramDetails details) {
        String count = details.iterations().isPresent()
                ? String.valueOf(details.iterations().getAsLong())
                : "";
        if (details.iterations().orElse(FEWEST_ITERATIONS) < FEWEST_ITERATIONS) {
            one.add("auth.few-iterations", fact, "count", count.equals("1") ? "once" : count + " times");
        }
        boolean refused = AttemptFindings.refusal(fact).isPresent();
        if (refused && details.channelBinding().isPresent()) {
            String mechanism = fact.mechanism().orElse("");
            one.add(
                    "auth.binding-refused",
                    fact,
                    "mechanism",
                    mechanism,
                    "type",
                    details.channelBinding().get(),
                    "error",
                    details.serverError().orElse(""),
                    "other",
                    mechanism.replace("-PLUS", ""));
        } else if (details.serverError().filter(HIDDEN::equals).isPresent()) {
            one.add("auth.binding-hidden", fact);
        }
    }
}
