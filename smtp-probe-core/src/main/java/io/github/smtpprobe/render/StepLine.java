/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.render;

import io.github.smtpprobe.fact.Authentication;
import io.github.smtpprobe.fact.Fact;
import io.github.smtpprobe.report.Attempt;
import java.time.Duration;
import java.util.Optional;

/**
 * The parts of a line about a step: the heading of its attempt, a mark, and the time that it took. Shared by all forms of the
 * report.
 */
final class StepLine {
    static final String DONE = "\u2713";
    static final String FAILED = "\u2717";
    static final String NOT_DONE = "\u2013";

    private StepLine() {}

    /** The heading above the steps of an attempt. */
    static String heading(Attempt attempt) {
        String route = ": " + attempt.route() + ", " + attempt.route().mode().words() + shared(attempt);
        return switch (attempt.purpose()) {
            case DIALOGUE -> "The dialogue";
            case EARLIER_DIALOGUE -> "An earlier dialogue";
            case FAILED_DELIVERY, DELAYED_DELIVERY -> "The delivery";
            case SECOND_LOOK -> "Second look" + route;
            case MECHANISM -> "Login by " + mechanism(attempt) + route;
            case PROBE, DOWNGRADE -> "Attempt " + (attempt.index() + 1) + route;
        };
    }

    private static String mechanism(Attempt attempt) {
        return attempt.fact(Authentication.class)
                .flatMap(Authentication::mechanism)
                .orElse("another mechanism");
    }

    private static String shared(Attempt attempt) {
        return attempt.age()
                .map(age -> " (made " + time(age) + " before, for another target of the batch)")
                .orElse("");
    }

    /** What is missing from an attempt, if anything is. */
    static Optional<String> leftOut(Attempt attempt) {
        return attempt.leftOut() == 0
                ? Optional.empty()
                : Optional.of("(shortened: " + attempt.leftOut() + " octets left out)");
    }

    static String mark(Fact.State state) {
        return switch (state) {
            case PASSED -> DONE;
            case FAILED -> FAILED;
            case SKIPPED, NOT_ASKED -> NOT_DONE;
        };
    }

    /** A word for those who do not see the mark. */
    static String word(Fact.State state) {
        return switch (state) {
            case PASSED -> "succeeded";
            case FAILED -> "failed";
            case SKIPPED, NOT_ASKED -> "not done";
        };
    }

    static String time(Duration took) {
        long tenths = took.toNanos() / 100_000;
        return took.isZero() ? "" : tenths / 10 + "." + tenths % 10 + " ms";
    }
}
