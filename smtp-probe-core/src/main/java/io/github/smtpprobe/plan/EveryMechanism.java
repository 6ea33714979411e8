/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.plan;

import io.github.smtpprobe.fact.Authentication;
import io.github.smtpprobe.fact.FailureKind;
import io.github.smtpprobe.fact.Outcome;
import io.github.smtpprobe.fact.SkipReason;
import io.github.smtpprobe.report.Attempt;
import io.github.smtpprobe.report.Purpose;
import io.github.smtpprobe.request.Timeouts;
import io.github.smtpprobe.smtp.Reply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Decides which mechanism to try next on a connection of its own, once the probe has reached its verdict. Each try is a login,
 * and servers count the ones that they refuse.
 */
final class EveryMechanism {
    /** By default, filters such as fail2ban ban an address after the fifth refused login. */
    static final int MOST_REFUSED = 4;

    /** The library has eleven mechanisms for passwords; more logins in a row look like an attack, whatever their results. */
    static final int MOST = 12;

    private static final int CLOSING = 421;

    private static final Set<FailureKind> NO_ENTRANCE = Set.of(
            FailureKind.REFUSED, FailureKind.UNREACHABLE, FailureKind.TIMEOUT, FailureKind.RESET, FailureKind.CLOSED);

    private final Attempt decisive;
    private final List<Attempt> further;
    private final int index;
    private final Predicate<? super Reply> bars;

    EveryMechanism(Attempt decisive, List<Attempt> attempts, Predicate<? super Reply> bars) {
        this.decisive = decisive;
        this.further = attempts.stream()
                .filter(each -> each.purpose() == Purpose.MECHANISM)
                .toList();
        this.index = attempts.size();
        this.bars = bars;
    }

    /**
     * The next mechanism to try.
     *
     * @param left the remaining time of the probe, of which each remaining mechanism gets an equal share
     * @return its attempt, or why it is not made; empty if all have been tried, or no login was tried at all
     */
    Optional<Next> next(Duration left, Timeouts timeouts) {
        List<String> rest = rest();
        if (rest.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Next(
                index,
                decisive.route(),
                Purpose.MECHANISM,
                Allowance.share(left, rest.size(), true, false, timeouts),
                false,
                Optional.of(rest.get(0)),
                left.isZero() ? Optional.empty() : stop()));
    }

    /**
     * The mechanisms that have not been tried: the first of each kind comes before those of a kind that was tried, and stronger
     * ones come first.
     */
    private List<String> rest() {
        Authentication login = decisive.fact(Authentication.class)
                .filter(fact -> !(fact.outcome() instanceof Outcome.Skipped))
                .orElse(null);
        if (login == null || login.mechanism().isEmpty()) {
            return List.of();
        }
        Set<String> kinds = new HashSet<>(Set.of(kind(login.mechanism().get())));
        List<String> first = new ArrayList<>();
        List<String> later = new ArrayList<>();
        for (String each : login.known()) {
            if (login.offered().contains(each) && !each.equals(login.mechanism().get())) {
                (kinds.add(kind(each)) ? first : later).add(each);
            }
        }
        return Stream.concat(first.stream(), later.stream())
                .skip(further.size())
                .toList();
    }

    /**
     * The kind of a mechanism. Mechanisms of one kind need the same from a server: the password in some form, or SCRAM's keys
     * (RFC 5802 §3).
     */
    private static String kind(String mechanism) {
        if (mechanism.startsWith("SCRAM-")) {
            return "SCRAM";
        }
        return mechanism.equals("LOGIN") ? "PLAIN" : mechanism;
    }

    private Optional<SkipReason> stop() {
        if (heldBack()) {
            return Optional.of(SkipReason.LOGINS_HELD_BACK);
        }
        List<Authentication> made = made().flatMap(each -> each.facts(Authentication.class).stream())
                .filter(fact -> !(fact.outcome() instanceof Outcome.Skipped))
                .toList();
        long refused = made.stream()
                .filter(fact -> fact.judged() && fact.outcome() instanceof Outcome.Rejected)
                .count();
        boolean accepted = made.stream().anyMatch(fact -> fact.outcome().succeeded());
        return made.size() >= MOST || (refused >= MOST_REFUSED && !accepted)
                ? Optional.of(SkipReason.ENOUGH_LOGINS)
                : Optional.empty();
    }

    private Stream<Attempt> made() {
        return Stream.concat(Stream.of(decisive), further.stream());
    }

    private boolean heldBack() {
        return made().flatMap(each -> each.facts().stream())
                        .anyMatch(fact -> fact.outcome()
                                .reply()
                                .filter(reply -> reply.code().value() == CLOSING
                                        || (fact instanceof Authentication && refused(fact.outcome(), reply)))
                                .isPresent())
                || further.stream().anyMatch(EveryMechanism::shutOut);
    }

    private boolean refused(Outcome outcome, Reply reply) {
        return outcome instanceof Outcome.Rejected && bars.test(reply);
    }

    /** Whether a server that talked to us before no longer lets us get as far as AUTH. */
    private static boolean shutOut(Attempt attempt) {
        boolean early = attempt.fact(Authentication.class)
                .filter(fact -> fact.outcome().skippedFor(SkipReason.EARLIER_STEP_FAILED))
                .isPresent();
        return early
                && attempt.decidingFact()
                        .filter(fact -> fact.outcome() instanceof Outcome.Rejected
                                || (fact.outcome() instanceof Outcome.Failed failed
                                        && NO_ENTRANCE.contains(failed.kind())))
                        .isPresent();
    }
}
