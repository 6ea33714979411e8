/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.report;

import io.github.smtpprobe.fact.Connect;
import io.github.smtpprobe.fact.Ehlo;
import io.github.smtpprobe.fact.Fact;
import io.github.smtpprobe.fact.FailureKind;
import io.github.smtpprobe.fact.MailFrom;
import io.github.smtpprobe.fact.OtherFact;
import io.github.smtpprobe.fact.Outcome;
import io.github.smtpprobe.fact.RcptTo;
import io.github.smtpprobe.fact.Reason;
import io.github.smtpprobe.fact.SkipReason;
import io.github.smtpprobe.fact.StartTls;
import io.github.smtpprobe.fact.UnplacedReply;
import io.github.smtpprobe.request.TlsMode;
import io.github.smtpprobe.smtp.Stage;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** The facts of an attempt, evaluated once. This is the one place that says which outcomes keep an attempt from passing. Immutable. */
final class FactReader {
    private static final Set<SkipReason> UNSURE = Set.of(
            SkipReason.DEADLINE,
            SkipReason.NO_TURN,
            SkipReason.CREDENTIALS_ALREADY_JUDGED,
            SkipReason.ENOUGH_LOGINS,
            SkipReason.LOGINS_HELD_BACK,
            SkipReason.EXTENSIONS_NOT_ASKED,
            SkipReason.NOT_SHOWN);

    private static final Set<FailureKind> NO_REPLY = Set.of(FailureKind.CLOSED, FailureKind.RESET, FailureKind.TIMEOUT);

    private final TlsMode mode;
    private final Purpose purpose;
    private final List<Fact> facts;
    private final boolean heloInClear;
    private final boolean heloInside;
    /** The RCPTs that were sent although MAIL did not succeed. */
    private final Set<Fact> withoutSender;

    private final List<Fact> failures;
    private final Optional<Fact> deciding;

    FactReader(TlsMode mode, Purpose purpose, FactIndex index) {
        this.mode = mode;
        this.purpose = purpose;
        this.facts = index.all();
        this.heloInClear = helo(index.all(Ehlo.class), false);
        this.heloInside = helo(index.all(Ehlo.class), true);
        this.withoutSender = index.all(RcptTo.class).isEmpty() ? Set.of() : withoutSender();
        this.failures = List.copyOf(against());
        this.deciding = first();
    }

    /** Whether a HELO on the same layer, or an EHLO that was accepted later, makes up for a refused EHLO. */
    private static boolean helo(List<Ehlo> hellos, boolean encrypted) {
        boolean refused = false;
        for (Ehlo hello : hellos) {
            boolean answered = hello.verb().equals("HELO")
                    ? !unanswered(hello)
                    : refused && hello.outcome().succeeded();
            if (hello.encrypted() == encrypted && answered) {
                return true;
            }
            refused |= hello.encrypted() == encrypted && !hello.outcome().succeeded();
        }
        return false;
    }

    private Set<Fact> withoutSender() {
        Set<Fact> without = new HashSet<>();
        boolean refused = false;
        for (Fact fact : facts) {
            refused = fact instanceof MailFrom ? !fact.outcome().succeeded() : refused;
            if (refused && fact instanceof RcptTo) {
                without.add(fact);
            }
        }
        return without;
    }

    private List<Fact> against() {
        List<Fact> against = new ArrayList<>(0);
        for (Fact fact : facts) {
            if (verdict(fact) != Verdict.PASSED) {
                against.add(fact);
            }
        }
        return against;
    }

    private Optional<Fact> first() {
        for (Fact fact : failures) {
            if (verdict(fact) == Verdict.FAILED && (fact == failures.get(0) || !follows(fact))) {
                return Optional.of(fact);
            }
        }
        return failures.isEmpty() ? Optional.empty() : Optional.of(failures.get(0));
    }

    /** All facts that keep the attempt from passing, in order. */
    List<Fact> failures() {
        return failures;
    }

    /** The first permanent failure; if there is none, the first temporary one. */
    Optional<Fact> deciding() {
        return deciding;
    }

    /**
     * How a step ended. A fact that keeps the attempt from passing takes precedence, and a refusal takes precedence over the
     * steps that were skipped because of it.
     */
    Fact.State state(Stage stage) {
        List<Fact> against = failures.stream().filter(at(stage)).toList();
        return (against.isEmpty() ? facts : against)
                .stream()
                        .filter(at(stage))
                        .map(Fact::state)
                        .reduce((first, later) -> !against.isEmpty() && first == Fact.State.FAILED ? first : later)
                        .orElse(Fact.State.NOT_ASKED);
    }

    private static Predicate<Fact> at(Stage stage) {
        return fact -> fact.stage() == stage && !(fact instanceof UnplacedReply) && !unplaced(fact);
    }

    private static boolean unplaced(Fact fact) {
        return fact instanceof OtherFact other && !other.placed();
    }

    Verdict verdict() {
        Verdict without = facts.isEmpty() ? Verdict.INCONCLUSIVE : Verdict.PASSED;
        return deciding.isEmpty() ? without : verdict(deciding.get());
    }

    /**
     * Whether a fact merely follows from another one: a step that was skipped because an earlier one failed, or a RCPT that
     * followed a failed MAIL.
     */
    boolean follows(Fact fact) {
        return fact.outcome().skippedFor(SkipReason.EARLIER_STEP_FAILED)
                || fact.outcome().skippedFor(SkipReason.RECIPIENT_REFUSED)
                || withoutSender.contains(fact);
    }

    /** A delivery report says how the delivery ended, whatever the reply code. */
    private Verdict verdict(Fact fact) {
        Verdict verdict = alone(fact);
        boolean late = purpose == Purpose.DELAYED_DELIVERY && verdict == Verdict.FAILED;
        boolean over = purpose == Purpose.FAILED_DELIVERY && fact.outcome() instanceof Outcome.Rejected;
        return late ? Verdict.INCONCLUSIVE : over && verdict != Verdict.PASSED ? Verdict.FAILED : verdict;
    }

    private Verdict alone(Fact fact) {
        boolean last = fact.stage() == Stage.RSET || fact.stage() == Stage.QUIT;
        if ((last && !doubts(fact)) || optional(fact) || unplaced(fact)) {
            return Verdict.PASSED; // their outcome never changes what came before, or is not known here
        }
        Outcome outcome = fact.outcome();
        if (fact instanceof UnplacedReply other && !other.command().isEmpty()) {
            return outcome.succeeded() ? Verdict.PASSED : Verdict.INCONCLUSIVE; // it says nothing about sending mail
        }
        if (outcome instanceof Outcome.Rejected rejected) {
            return rejected.reason().code().temporary() ? Verdict.INCONCLUSIVE : Verdict.FAILED;
        }
        if (outcome instanceof Outcome.Failed failed) {
            return ours(failed.kind()) ? Verdict.INCONCLUSIVE : Verdict.FAILED;
        }
        if (outcome instanceof Outcome.Skipped skipped) {
            if (UNSURE.contains(skipped.reason())) {
                return Verdict.INCONCLUSIVE;
            }
            return skipped.reason().harmless() ? Verdict.PASSED : Verdict.FAILED;
        }
        return Verdict.PASSED;
    }

    /** Whether the server sent a reply too many, so that one of the later replies may refuse a step that seemed to succeed. */
    private boolean doubts(Fact last) {
        boolean miscounted =
                last.outcome() instanceof Outcome.Failed failed && failed.reason() == Reason.REPLIES_SURPLUS;
        return miscounted || (!purpose.pasted() && new StrayRefusal(facts).at(last));
    }

    /** A HELO without a reply does not make up for a refused EHLO: that refusal is then the last thing that the server said. */
    private static boolean unanswered(Ehlo helo) {
        return helo.outcome() instanceof Outcome.Failed failed && NO_REPLY.contains(failed.kind());
    }

    /** Whether a failure does not count: that of optional TLS, or of an EHLO that a HELO or another EHLO made up for. */
    private boolean optional(Fact fact) {
        if (fact instanceof StartTls) {
            return mode == TlsMode.STARTTLS_IF_OFFERED && !(fact.outcome() instanceof Outcome.Failed);
        }
        return fact instanceof Ehlo hello
                && hello.verb().equals("EHLO")
                && (hello.encrypted() ? heloInside : heloInClear);
    }

    private static boolean ours(FailureKind kind) {
        return kind == FailureKind.LOCAL
                || kind == FailureKind.EXTENSION
                || kind == FailureKind.ROAD
                || kind == FailureKind.CANCELLED
                || kind == FailureKind.DEADLINE;
    }

    /** How far an attempt got; a larger number means further. */
    static int depth(Attempt attempt) {
        int depth = 0;
        for (Fact fact : attempt.facts()) {
            boolean asked = !(fact.outcome() instanceof Outcome.Skipped);
            if (asked && fact.stage().compareTo(Stage.RSET) < 0) {
                depth += fact.outcome().succeeded() ? 2 : 1;
            }
        }
        return depth;
    }

    /** Whether an audit counts the attempt. Routes that the policy denies or whose address family this machine lacks do not count. */
    static boolean eligible(Attempt attempt) {
        return attempt.purpose() != Purpose.DOWNGRADE
                && attempt.fact(Connect.class)
                        .map(Connect::outcome)
                        .filter(Outcome.Failed.class::isInstance)
                        .map(outcome -> ((Outcome.Failed) outcome).reason())
                        .filter(reason -> reason == Reason.ADDRESS_DENIED
                                || reason == Reason.NO_ROUTE
                                || reason == Reason.FAMILY_ABSENT)
                        .isEmpty();
    }
}
