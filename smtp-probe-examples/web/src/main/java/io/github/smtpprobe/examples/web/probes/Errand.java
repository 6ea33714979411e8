/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.examples.web.probes;

import io.github.smtpprobe.ProbeCall;
import io.github.smtpprobe.SurveyCall;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * Something that a user has started: a probe of a server, or a survey of a domain. It is run once.
 *
 * @param target   what is looked at, in words
 * @param plan     what it is going to do, in sentences
 * @param survey   whether it is a survey
 * @param deadline how long it may take
 * @param run      does it
 * @param cancel   ends it, from any thread
 */
record Errand(String target, String plan, boolean survey, Duration deadline, Supplier<Found> run, Runnable cancel) {
    static Errand of(ProbeCall call) {
        return new Errand(
                PlanWords.target(call.request()),
                PlanWords.of(call.request()),
                false,
                call.request().deadline(),
                () -> new Found.OfServer(call.execute()),
                call::cancel);
    }

    static Errand of(SurveyCall call) {
        String domain = call.survey().domain();
        return new Errand(
                domain,
                PlanWords.of(call.survey()),
                true,
                call.survey().deadline(),
                () -> new Found.OfDomain(call.execute()),
                call::cancel);
    }
}
