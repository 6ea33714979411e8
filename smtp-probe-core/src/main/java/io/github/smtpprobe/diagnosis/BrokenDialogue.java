/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis;

import io.github.smtpprobe.fact.Ehlo;
import io.github.smtpprobe.fact.Fact;
import io.github.smtpprobe.fact.FailureKind;
import io.github.smtpprobe.fact.Greeting;
import io.github.smtpprobe.fact.Outcome;
import io.github.smtpprobe.fact.Reason;
import io.github.smtpprobe.fact.StartTls;
import io.github.smtpprobe.report.Attempt;
import io.github.smtpprobe.smtp.Stage;
import io.github.smtpprobe.transcript.Entry;

/** The dialogue that broke off or went out of step, at whatever stage, where no other check has a better word for it. */
final class BrokenDialogue extends AttemptCheck {
    /** Postfix answers {@code PROXY TCP4 ...} with 500 or 502, right behind its greeting. */
    private static final String NOT_TO_US =
            "This client had sent nothing yet: either the server turns the session down behind its own greeting, or something"
                    + " else on the way was answered, often the PROXY protocol header of a load balancer, which a mail server"
                    + " has to be told to expect.";

    private static final String GREETING_IN_TLS =
            "It greeted a second time, inside TLS, as a mail service does behind a TLS proxy that opens a new connection to it."
                    + " After STARTTLS the client speaks first (RFC 3207).";

    /** As the session names one. */
    private static final String ALERT = "with the alert ";

    BrokenDialogue() {
        super(Occasion.FAILURE);
    }

    @Override
    void examine(AttemptFindings one) {
        one.broken().filter(fact -> !SentProxyHeader.explains(one, fact)).ifPresent(fact -> {
            if (fact.outcome() instanceof Outcome.Failed failed && !known(one, fact, failed)) {
                switch (failed.kind()) {
                    case TIMEOUT -> one.add(timeout(one, fact, failed), fact);
                    case CLOSED, RESET -> one.add(closed(one, fact, failed), fact);
                    case TLS -> one.add(failed.detail().contains(ALERT) ? "tls.alert-later" : "tls.broken", fact);
                    case LIMIT -> one.add("session.limit", fact);
                    case PROTOCOL_VIOLATION -> violated(one, fact, failed);
                    default -> {}
                }
            }
        });
    }

    private static void violated(AttemptFindings one, Fact fact, Outcome.Failed failed) {
        boolean again = greetedAgain(one.attempt(), fact);
        if (failed.reason() != Reason.UNSOLICITED_REPLY && !again) {
            one.add("session.protocol", fact);
        } else if (one.attempt().transcript().entries().stream()
                .anyMatch(entry -> entry.direction() == Entry.Direction.CLIENT)) {
            one.add(
                    "session.unsolicited",
                    fact,
                    "early",
                    again ? GREETING_IN_TLS : OutOfStep.words(one.attempt(), fact));
        } else {
            one.add("session.unsolicited", fact, "early", NOT_TO_US);
        }
    }

    /** A reply like a greeting, where EHLO or nothing has been said inside TLS. */
    private static boolean greetedAgain(Attempt attempt, Fact fact) {
        return fact instanceof Ehlo hello
                && hello.encrypted()
                && attempt.fact(StartTls.class).isPresent()
                && attempt.transcript().entries().stream()
                        .filter(entry -> entry.encrypted() && entry.direction() == Entry.Direction.SERVER)
                        .findFirst()
                        .filter(entry -> entry.text().startsWith("220"))
                        .isPresent();
    }

    private static String timeout(AttemptFindings one, Fact fact, Outcome.Failed failed) {
        if (failed.reason() == Reason.REPLY_DRIPS) {
            return "session.drips";
        }
        return fact.stage() == Stage.EHLO
                ? afterStartTls(one, fact) ? "ehlo.timeout-after-tls" : "ehlo.timeout"
                : "session.timeout";
    }

    private static String closed(AttemptFindings one, Fact fact, Outcome.Failed failed) {
        return fact.stage() == Stage.EHLO && failed.reason() != Reason.CLOSED_MID_REPLY
                ? afterStartTls(one, fact) ? "ehlo.closed-after-tls" : "ehlo.closed"
                : "session.closed";
    }

    private static boolean afterStartTls(AttemptFindings one, Fact fact) {
        return fact instanceof Ehlo hello
                && hello.encrypted()
                && one.attempt().fact(StartTls.class).isPresent();
    }

    /** A server that refused EHLO need not answer the HELO behind it. */
    private static boolean saidWhyBefore(AttemptFindings one, Fact fact) {
        return fact instanceof Ehlo
                && one.attempt()
                        .decidingFact()
                        .filter(deciding -> deciding instanceof Ehlo && deciding != fact)
                        .isPresent();
    }

    private static boolean known(AttemptFindings one, Fact fact, Outcome.Failed failed) {
        if (fact.stage() == Stage.CONNECT
                || saidWhyBefore(one, fact)
                || fact.stage() == Stage.TLS
                || failed.reason() == Reason.STARTTLS_INJECTION
                || failed.reason() == Reason.REPLIES_MISSING
                || failed.reason() == Reason.REPLIES_SURPLUS) {
            return true;
        }
        if (fact instanceof Greeting greeting) {
            boolean silent = greeting.firstOctets().isEmpty()
                    && failed.kind() != FailureKind.LIMIT
                    && failed.kind() != FailureKind.TLS
                    && failed.reason() != Reason.CLOSED_MID_REPLY;
            return silent || RefusedGreeting.unfinished(greeting) || failed.kind() == FailureKind.PROTOCOL_VIOLATION;
        }
        return fact.stage() == Stage.AUTH
                && failed.kind() != FailureKind.TIMEOUT
                && failed.kind() != FailureKind.LIMIT
                && (failed.kind() != FailureKind.PROTOCOL_VIOLATION
                        || BrokenLogin.OUT_OF_STEP.contains(failed.reason()));
    }
}
