/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.report;

import io.github.smtpprobe.request.Coverage;
import io.github.smtpprobe.route.Resolution;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Everything that was seen, before anybody judged it: what checks read.
 *
 * @param request    what was asked
 * @param resolution how names became routes
 * @param attempts   the attempts in order
 * @param started    when the probe began, by the wall clock
 * @param took       how long it took
 * @param listenerFailure the class of an exception that a listener threw
 */
public record Observation(
        RequestView request,
        Resolution resolution,
        List<Attempt> attempts,
        Instant started,
        Duration took,
        Optional<String> listenerFailure) {
    /**
     * Makes an observation.
     *
     * @param request    what was asked
     * @param resolution how names became routes
     * @param attempts   the attempts
     * @param started    when
     * @param took       how long
     * @param listenerFailure what a listener threw
     */
    public Observation {
        attempts = List.copyOf(attempts);
    }

    /** {@return the attempt that decides: the first that passed, else the one that got deepest, else the first} */
    public Optional<Attempt> decisive() {
        List<Attempt> judged = attempts.stream()
                .filter(attempt -> attempt.purpose() != Purpose.SECOND_LOOK)
                .toList();
        Optional<Attempt> passed = judged.stream().filter(Attempt::passed).findFirst();
        return passed.isPresent()
                ? passed
                : judged.stream()
                        .max(Comparator.comparingInt(FactReader::depth)
                                .thenComparing(Attempt::index, Comparator.reverseOrder()));
    }

    /** {@return the verdict on the whole probe} */
    public Verdict verdict() {
        if (attempts.isEmpty()) {
            boolean unsure = resolution.inconclusive() && resolution.denied().isEmpty();
            return unsure ? Verdict.INCONCLUSIVE : Verdict.FAILED;
        }
        return request.coverage() == Coverage.ALL
                ? ofAll()
                : decisive().map(Attempt::verdict).orElse(Verdict.FAILED);
    }

    private Verdict ofAll() {
        Verdict worst = Verdict.PASSED;
        int eligible = 0;
        for (Attempt attempt : attempts) {
            if (attempt.purpose() != Purpose.PROBE || denied(attempt)) {
                continue;
            }
            eligible++;
            Verdict each = attempt.verdict();
            worst = each == Verdict.FAILED || worst == Verdict.FAILED
                    ? Verdict.FAILED
                    : each == Verdict.PASSED ? worst : each;
        }
        return eligible == 0 ? Verdict.FAILED : worst;
    }

    /** Denied by policy, or of a family that this machine does not have. */
    private static boolean denied(Attempt attempt) {
        return attempt.fact(Fact.Connect.class)
                .map(Fact.Connect::outcome)
                .filter(Outcome.Failed.class::isInstance)
                .map(outcome -> ((Outcome.Failed) outcome).reason())
                .filter(reason ->
                        reason == Reason.ADDRESS_DENIED || reason == Reason.NO_ROUTE || reason == Reason.FAMILY_ABSENT)
                .isPresent();
    }
}
