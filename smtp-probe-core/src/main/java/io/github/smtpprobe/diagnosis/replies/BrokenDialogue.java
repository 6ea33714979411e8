/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis.replies;

import io.github.smtpprobe.diagnosis.examination.AttemptCheck;
import io.github.smtpprobe.diagnosis.examination.AttemptFindings;
import io.github.smtpprobe.diagnosis.examination.Occasion;
import io.github.smtpprobe.diagnosis.login.BrokenLogin;
import io.github.smtpprobe.diagnosis.login.Pace;
import io.github.smtpprobe.diagnosis.words.Quotation;
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
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/** A dialogue that broke off or got out of step at any stage, unless another check explains it better. */
public final class BrokenDialogue extends AttemptCheck {
    private static final Pattern MORE_FOLLOWS = Pattern.compile("\\A[2-5][0-9][0-9]-");

    private static final String ONE_BY_ONE =
            " Probe in lock-step, too: some servers and filters cannot read several commands at once.";

    private static final String BY_ORDER =
            "Replies to commands that are sent together are told apart by their order alone, so where one was lost"
                    + " those behind it count for the wrong commands.";

    private static final String IN_THE_MIDDLE = "in the middle of a reply";

    private static final String CUT =
            "the server, or a device on the way, ended the connection while a record of TLS was being sent";

    private static final String LINE_BY_LINE = "line by line";

    private static final String ANOTHER_FOLLOWS = "Each line has a hyphen behind its code, by which the reply goes on.";

    private static final String GREETING_IN_TLS =
            "It greeted a second time, inside TLS, as a mail service does behind a TLS proxy that opens a new"
                    + " connection to it. After STARTTLS the client speaks first (RFC 3207).";

    private static final String ECHO = " It is what this client had sent: something there sends back what it receives.";

    private static final String LINES_OF_ITS_OWN =
            "a program, filter or proxy that sends something of its own behind a reply, and for a reply of several lines of"
                    + " which not each begins with the code";

    public BrokenDialogue() {
        super(Occasion.FAILURE);
    }

    @Override
    protected void examine(AttemptFindings one) {
        one.broken().filter(fact -> !SentProxyHeader.explains(one, fact)).ifPresent(fact -> {
            if (fact.outcome() instanceof Outcome.Failed failed && !known(one, fact, failed)) {
                switch (failed.kind()) {
                    case TIMEOUT -> timedOut(one, fact, failed);
                    case CLOSED, RESET ->
                        one.add(
                                closed(one, fact, failed),
                                fact,
                                "lockstep",
                                together(one.attempt()) ? ONE_BY_ONE : "",
                                "order",
                                together(one.attempt()) ? BY_ORDER : "",
                                "mid",
                                failed.reason() == Reason.CLOSED_MID_REPLY ? IN_THE_MIDDLE : "");
                    case TLS ->
                        one.add(
                                failed.reason() == Reason.TLS_ALERT_LATER ? "tls.alert-later" : "tls.broken",
                                fact,
                                "cut",
                                failed.reason() == Reason.TLS_CUT ? CUT : "");
                    case LIMIT -> one.add("session.limit", fact);
                    case PROTOCOL_VIOLATION -> violated(one, fact, failed);
                    default -> {}
                }
            }
        });
    }

    /** Whether this check reports that the server closed the connection at a step. */
    static boolean tells(AttemptFindings one, Fact fact) {
        return one.broken()
                .filter(fact::equals)
                .filter(each -> !SentProxyHeader.explains(one, each))
                .filter(each -> each.outcome() instanceof Outcome.Failed failed && !known(one, each, failed))
                .isPresent();
    }

    private static void violated(AttemptFindings one, Fact fact, Outcome.Failed failed) {
        boolean again = greetedAgain(one.attempt(), fact);
        if (failed.reason() == Reason.UNSOLICITED_REPLY && SurplusReply.endsInDisorder(one.attempt())) {
            one.add("session.line-ends", fact);
        } else if (failed.reason() != Reason.UNSOLICITED_REPLY && !again) {
            invalid(one, fact);
        } else {
            SurplusReply surplus = new SurplusReply(one.attempt(), fact);
            one.add(
                    "session.unsolicited",
                    fact,
                    "behind",
                    surplus.behind(),
                    "odd",
                    again ? "" : surplus.odd(),
                    "source",
                    again || surplus.odd().isEmpty() ? "" : LINES_OF_ITS_OWN,
                    "early",
                    again ? GREETING_IN_TLS : early(one.attempt(), fact, surplus),
                    "doubt",
                    StrayReply.words(one.attempt(), fact));
        }
    }

    private static String early(Attempt attempt, Fact fact, SurplusReply surplus) {
        String other = OutOfStep.words(attempt, fact);
        return other.isEmpty() ? surplus.shows() : other;
    }

    /**
     * Reports a reply that breaks the rules. It is quoted, since it may say why the server refuses; if its lines disagree, the
     * two that do are quoted.
     */
    public static void invalid(AttemptFindings one, Fact fact) {
        one.add(
                "session.protocol",
                fact,
                "lines",
                fact.outcome() instanceof Outcome.Failed failed
                        ? new BrokenLine(one.attempt()).quoted(failed.reason())
                        : "",
                "echo",
                echoed(one.attempt()) ? ECHO : "");
    }

    /**
     * Whether the server repeated exactly what it had been sent. That is only known if nothing secret was sent, since secrets
     * are masked.
     */
    private static boolean echoed(Attempt attempt) {
        String said = "";
        for (Entry entry : attempt.transcript().entries()) {
            if (entry.direction() == Entry.Direction.CLIENT) {
                said = entry.text();
            } else if (entry.direction() == Entry.Direction.SERVER) {
                if (!said.isBlank() && entry.text().equals(said)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** The server's last line, unless something was sent after it, or it is empty. */
    public static Optional<String> lastLine(Attempt attempt) {
        return attempt.transcript().entries().stream()
                .filter(entry -> entry.direction() != Entry.Direction.EVENT)
                .reduce((before, last) -> last)
                .filter(entry -> entry.direction() == Entry.Direction.SERVER)
                .map(Entry::text)
                .filter(text -> !text.isBlank());
    }

    /** Whether a step was answered like a connection, when only EHLO or nothing had been sent inside TLS. */
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

    private static void timedOut(AttemptFindings one, Fact fact, Outcome.Failed failed) {
        if (failed.reason() == Reason.REPLY_DRIPS) {
            boolean lines = wholeLines(one.attempt());
            one.add("session.drips", fact, "pieces", lines ? LINE_BY_LINE : "", "lines", lines ? ANOTHER_FOLLOWS : "");
        } else {
            one.add(
                    timeout(one, fact),
                    fact,
                    "pace",
                    Pace.words(one.attempt(), fact),
                    "service",
                    Pace.service(one.attempt(), fact),
                    "begun",
                    part(one.attempt()));
        }
    }

    /** Whether several complete lines of a reply arrived. */
    private static boolean wholeLines(Attempt attempt) {
        int whole = 0;
        for (Entry entry : attempt.transcript().entries()) {
            if (entry.direction() == Entry.Direction.CLIENT) {
                whole = 0;
            } else if (entry.direction() == Entry.Direction.SERVER) {
                whole += MORE_FOLLOWS.matcher(entry.text()).find() ? 1 : 0;
            }
        }
        return whole > 1 && begun(attempt).endsWith("\n");
    }

    private static String timeout(AttemptFindings one, Fact fact) {
        String begun = begun(one.attempt());
        if (begun.endsWith("\r")) {
            return "session.bare-cr";
        }
        if (MORE_FOLLOWS.matcher(begun).find()) {
            return "session.unfinished";
        }
        return fact.stage() == Stage.EHLO
                ? afterStartTls(one, fact) ? "ehlo.timeout-after-tls" : "ehlo.timeout"
                : "session.timeout";
    }

    /** A sentence about the part of an incomplete line that arrived; empty if nothing did. */
    private static String part(Attempt attempt) {
        String begun = begun(attempt);
        return begun.isBlank() || begun.endsWith("\n") || begun.endsWith("\r")
                ? ""
                : lastLine(attempt)
                        .map(line -> "It sent " + Quotation.quoted(line) + " without the end of the line.")
                        .orElse("");
    }

    /** The last part of a reply that arrived, with its line end; empty if nothing did. */
    private static String begun(Attempt attempt) {
        return attempt.transcript().entries().stream()
                .filter(entry -> entry.direction() != Entry.Direction.EVENT)
                .reduce((before, last) -> last)
                .filter(entry -> entry.direction() == Entry.Direction.SERVER)
                .map(entry -> new String(entry.octets(), StandardCharsets.ISO_8859_1))
                .orElse("");
    }

    private static String closed(AttemptFindings one, Fact fact, Outcome.Failed failed) {
        return fact.stage() == Stage.EHLO && failed.reason() != Reason.CLOSED_MID_REPLY
                ? afterStartTls(one, fact) ? "ehlo.closed-after-tls" : "ehlo.closed"
                : "session.closed";
    }

    /** Whether the dialogue broke off at commands that had been sent together. */
    private static boolean together(Attempt attempt) {
        return !attempt.purpose().pasted()
                && SentTogether.last(attempt.transcript()).commands() > 1;
    }

    private static boolean afterStartTls(AttemptFindings one, Fact fact) {
        return fact instanceof Ehlo hello
                && hello.encrypted()
                && one.attempt().fact(StartTls.class).isPresent();
    }

    /** Whether EHLO was refused before: a server that did so need not answer the HELO that follows. */
    private static boolean saidWhyBefore(AttemptFindings one, Fact fact) {
        return fact instanceof Ehlo
                && one.attempt()
                        .decidingFact()
                        .filter(deciding -> deciding instanceof Ehlo && deciding != fact)
                        .isPresent();
    }

    private static boolean known(AttemptFindings one, Fact fact, Outcome.Failed failed) {
        boolean end = fact.stage() == Stage.RSET || fact.stage() == Stage.QUIT;
        if (fact.stage() == Stage.CONNECT
                || (end && !StrayReply.decides(one.attempt())) // the earlier failure is what counts
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
            return silent || UnfinishedGreeting.is(greeting) || failed.kind() == FailureKind.PROTOCOL_VIOLATION;
        }
        return fact.stage() == Stage.AUTH
                && failed.kind() != FailureKind.TIMEOUT
                && failed.kind() != FailureKind.LIMIT
                && failed.kind() != FailureKind.TLS
                && (failed.kind() != FailureKind.PROTOCOL_VIOLATION
                        || BrokenLogin.OUT_OF_STEP.contains(failed.reason()));
    }
}
