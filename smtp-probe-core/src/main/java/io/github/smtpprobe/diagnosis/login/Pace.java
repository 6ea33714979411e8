/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis.login;

import io.github.smtpprobe.diagnosis.words.Values;
import io.github.smtpprobe.fact.Fact;
import io.github.smtpprobe.report.Attempt;
import io.github.smtpprobe.smtp.Stage;
import io.github.smtpprobe.text.Redacted;
import io.github.smtpprobe.transcript.Entry;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What is known about a reply that did not come in time, apart from its step: what was sent last, and how long the previous
 * replies took.
 */
public final class Pace {
    private static final String CREDENTIALS =
            "The last line that the server was sent belongs to the credentials, so the service that checks logins"
                    + " probably hangs or is slow. Whether the credentials are right, the server has not said.";

    private static final String NAME_ALONE =
            "The server had been sent the user name alone: the password was not sent, so it has judged neither.";

    private static final Duration SLOW = Duration.ofSeconds(1);

    private Pace() {}

    /** What is known, in sentences; may be empty. */
    public static String words(Attempt attempt, Fact fact) {
        if (credentialsSent(attempt, fact)) {
            return passwordUnsent(attempt, fact) ? NAME_ALONE + " It hangs or is slow there." : CREDENTIALS;
        }
        return slowest(attempt, fact)
                .map(before -> "The server is slow: it took " + before.took().toMillis() + " ms for "
                        + Values.name(before) + ", and this reply was waited for only "
                        + fact.took().toMillis() + " ms.")
                .orElse("");
    }

    /** What the server is probably waiting for, in words for a sentence; empty if nothing tells. */
    public static String service(Attempt attempt, Fact fact) {
        return credentialsSent(attempt, fact) ? "the service that checks logins" : "";
    }

    /** A sentence about what certainly was not sent in a login that broke off; empty if all of it may have been sent. */
    static String unsent(Attempt attempt, Fact fact) {
        return passwordUnsent(attempt, fact) ? NAME_ALONE : "";
    }

    private static boolean passwordUnsent(Attempt attempt, Fact fact) {
        return UnsentPassword.of(attempt, fact)
                .filter(UnsentPassword.NAME_ALONE::equals)
                .isPresent();
    }

    private static boolean credentialsSent(Attempt attempt, Fact fact) {
        return fact.stage() == Stage.AUTH
                && attempt.transcript().entries().stream()
                        .filter(entry -> entry.direction() == Entry.Direction.CLIENT)
                        .reduce((earlier, later) -> later)
                        .filter(entry -> entry.text().contains(Redacted.MASK))
                        .isPresent();
    }

    /** The earlier step whose reply took longer than the wait for this one. */
    private static Optional<Fact> slowest(Attempt attempt, Fact fact) {
        List<Fact> facts = attempt.facts();
        return attempt.purpose().pasted()
                ? Optional.empty()
                : facts.subList(0, Math.max(0, facts.indexOf(fact))).stream()
                        .filter(each -> each.outcome().reply().isPresent())
                        .filter(each ->
                                each.took().compareTo(SLOW) >= 0 && each.took().compareTo(fact.took()) >= 0)
                        .max(Comparator.comparing(Fact::took));
    }
}
