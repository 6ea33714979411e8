/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.report;

import io.github.smtpprobe.arguments.Tokens;
import io.github.smtpprobe.fact.Connect;
import io.github.smtpprobe.fact.Fact;
import io.github.smtpprobe.fact.FailureKind;
import io.github.smtpprobe.fact.Outcome;
import io.github.smtpprobe.fact.SkipReason;
import io.github.smtpprobe.fact.UnplacedReply;
import io.github.smtpprobe.route.MailResolver.Status;
import io.github.smtpprobe.smtp.Stage;
import java.util.List;
import java.util.Optional;

/**
 * What a stranger may know about a probe, for a form to switch on. It is as coarse as {@link ProbeReport#publicSummary()}, which
 * is its sentence. It never says why nothing was reached: if a name that does not exist, a name with an internal address, a
 * closed port and a name server that is down could be distinguished, strangers could explore the internal network. About a pasted
 * text it says no more than the text shows.
 */
public enum PublicOutcome {
    /** Everything that was asked for works. */
    WORKS("works", "The mail server works with these settings."),
    /** Everything works up to the step after which the probe was to end; what lies behind it was not asked. */
    WORKS_SO_FAR("works-so-far", "The mail server works as far as it was asked."),
    /** No connection was made, whatever the reason. */
    NOT_REACHED("not-reached", "No mail server was reached under this name; check the spelling."),
    /** A connection was made, but what answers is not a mail server for this client. */
    NO_MAIL_SERVER("no-mail-server", "What answers is not a mail server that will talk to us."),
    /** TLS is not offered, or fails. */
    NO_SECURE_CONNECTION("no-secure-connection", "No secure connection can be made to the mail server."),
    /** The login was refused. */
    LOGIN_REFUSED("login-refused", "The mail server does not accept the login."),
    /** The login was not tried: it is not offered, would not be safe, or client and server have no mechanism in common. */
    LOGIN_NOT_TRIED("login-not-tried", "The login could not be tried with these settings."),
    /** MAIL was refused, for whatever reason. */
    SENDER_REFUSED("sender-refused", "The mail server refuses mail with this sender's address."),
    /** RCPT was refused, for whatever reason. */
    RECIPIENT_REFUSED("recipient-refused", "The mail server refuses mail with a recipient's address."),
    /** The message was refused. */
    MESSAGE_REFUSED("message-refused", "The mail server does not accept the message."),
    /** Something could not be asked for, since the server does not offer the extension that it needs. */
    NOT_SUPPORTED("not-supported", "The mail server does not support what was asked."),
    /** Something else was refused, or a pasted text does not show what. */
    REFUSED("refused", "The mail server refuses what was asked."),
    /** The server spoke SMTP, but then closed the connection, or sent something that made it impossible to continue. */
    NOT_FINISHED("not-finished", "The conversation with the mail server did not come to its end."),
    /** A connection was made, but an answer did not come in time. */
    TIMED_OUT("timed-out", "The mail server did not answer in time."),
    /** A pasted text was not read within the time limit. */
    NOT_READ("not-read", "The text was not read in time."),
    /** A pasted text contains nothing that a mail server said, only the words of another program, whether or not a server was reached. */
    NO_ANSWER("no-answer", "The text shows no answer of a mail server."),
    /** A pasted text shows neither success nor a refusal that lasts: the server puts a client off, or the end is missing. */
    NOT_SHOWN("not-shown", "The text does not show whether the mail server works."),
    /** The server puts this client off, or something on this side failed. */
    CANNOT_BE_JUDGED("cannot-be-judged", "The mail server cannot be judged now; try again later."),
    /** The application cancelled the probe before it could find out anything. */
    CANCELLED("cancelled", "The check was cancelled, so the mail server cannot be judged.");

    private final String token;
    private final String sentence;

    PublicOutcome(String token, String sentence) {
        this.token = token;
        this.sentence = sentence;
    }

    /** {@return the stable token, such as {@code not-reached}} */
    public String token() {
        return token;
    }

    /** {@return one sentence for the stranger; it may change with any release} */
    public String sentence() {
        return sentence;
    }

    /**
     * Finds a constant by its token.
     *
     * @param token such as {@code not-reached}
     * @return the constant with exactly this token; empty if this release knows none
     */
    public static Optional<PublicOutcome> ofToken(String token) {
        return Tokens.find(values(), PublicOutcome::token, token);
    }

    static PublicOutcome of(Observation seen) {
        PublicOutcome outcome = ofProbe(seen);
        return seen.attempts().stream().anyMatch(each -> each.purpose().pasted()) ? outcome.ofText(seen) : outcome;
    }

    /** The outcome for a pasted text says only what the text shows: there was no probe that could be repeated. */
    private PublicOutcome ofText(Observation seen) {
        return switch (this) {
            case NOT_REACHED -> NO_ANSWER;
            case CANNOT_BE_JUDGED -> NOT_SHOWN;
            case TIMED_OUT ->
                seen.decision()
                        .fact()
                        .filter(fact -> failed(fact, List.of(FailureKind.DEADLINE)))
                        .map(fact -> NOT_READ)
                        .orElse(this);
            default -> this;
        };
    }

    private static PublicOutcome ofProbe(Observation seen) {
        Decision decision = seen.decision();
        if (decision.verdict() == Verdict.PASSED) {
            return seen.request().stopAfter().isPresent() ? WORKS_SO_FAR : WORKS;
        }
        boolean reached = seen.attempts().stream().anyMatch(PublicOutcome::reached);
        boolean told = reached && decision.verdict() == Verdict.FAILED;
        if (!told && cancelled(seen)) {
            return CANCELLED;
        }
        if (!reached) {
            return NOT_REACHED;
        }
        if (decision.fact().filter(PublicOutcome::unanswered).isPresent()) {
            return NO_ANSWER;
        }
        if (decision.fact().filter(PublicOutcome::late).isPresent()) {
            return TIMED_OUT;
        }
        if (!told) {
            return CANNOT_BE_JUDGED;
        }
        return decision.stage()
                .map(stage -> decision.fact().map(fact -> of(fact, seen)).orElse(at(stage)))
                .orElse(REFUSED);
    }

    private static PublicOutcome of(Fact fact, Observation seen) {
        if (fact.outcome() instanceof Outcome.Skipped) {
            return notTriedAt(fact.stage());
        }
        if (fact.stage() == Stage.EHLO
                && fact.outcome() instanceof Outcome.Rejected
                && seen.request().asks(RequestView.Option.LMTP)) {
            return NOT_SUPPORTED;
        }
        return refused(fact) ? at(fact.stage()) : brokenOffAt(fact.stage());
    }

    /** Whether a fact is a refusal: by a reply, or by what a client says about one in a pasted text. */
    private static boolean refused(Fact fact) {
        return fact.outcome() instanceof Outcome.Rejected || failed(fact, List.of(FailureKind.CLIENT));
    }

    /** Whether a server was reached. For a pasted text, whoever pasted it knows that already. */
    private static boolean reached(Attempt attempt) {
        return attempt.fact(Connect.class)
                .map(connect -> connect.outcome().succeeded())
                .orElse(attempt.purpose().pasted());
    }

    /**
     * Whether the application cancelled the probe: during the look-up of names, or in a step without which nothing can be
     * told.
     */
    private static boolean cancelled(Observation seen) {
        boolean names =
                seen.resolution().exchangers().filter(Status.CANCELLED::equals).isPresent()
                        || seen.resolution().hosts().stream().anyMatch(host -> host.status() == Status.CANCELLED);
        return names
                || seen.attempts().stream()
                        .flatMap(attempt -> attempt.failures().stream())
                        .anyMatch(fact -> failed(fact, List.of(FailureKind.CANCELLED)));
    }

    /** Whether a pasted text tells of a connection that ended, but not at which step. */
    private static boolean unanswered(Fact fact) {
        return fact instanceof UnplacedReply told
                && told.about().filter(Stage.CONNECT::equals).isPresent();
    }

    private static boolean late(Fact fact) {
        return failed(fact, List.of(FailureKind.TIMEOUT, FailureKind.DEADLINE))
                || fact.outcome().skippedFor(SkipReason.DEADLINE)
                || fact.outcome().skippedFor(SkipReason.NO_TURN);
    }

    private static boolean failed(Fact fact, List<FailureKind> kinds) {
        return fact.outcome() instanceof Outcome.Failed failed && kinds.contains(failed.kind());
    }

    /** A step that was never tried was not refused. */
    private static PublicOutcome notTriedAt(Stage stage) {
        return switch (stage) {
            case RESOLVE, CONNECT, GREETING, EHLO, TLS, STARTTLS -> at(stage);
            case AUTH -> LOGIN_NOT_TRIED;
            case XCLIENT, MAIL_FROM, RCPT_TO, DATA, END_OF_DATA, RSET, QUIT -> NOT_SUPPORTED;
        };
    }

    /** A server that hangs up, or says something meaningless, has not refused anything. */
    private static PublicOutcome brokenOffAt(Stage stage) {
        return switch (stage) {
            case RESOLVE, CONNECT, GREETING, EHLO, TLS, STARTTLS -> at(stage);
            case XCLIENT, AUTH, MAIL_FROM, RCPT_TO, DATA, END_OF_DATA, RSET, QUIT -> NOT_FINISHED;
        };
    }

    private static PublicOutcome at(Stage stage) {
        return switch (stage) {
            case RESOLVE, CONNECT -> NOT_REACHED;
            case GREETING, EHLO -> NO_MAIL_SERVER;
            case XCLIENT -> REFUSED;
            case TLS, STARTTLS -> NO_SECURE_CONNECTION;
            case AUTH -> LOGIN_REFUSED;
            case MAIL_FROM -> SENDER_REFUSED;
            case RCPT_TO -> RECIPIENT_REFUSED;
            case DATA, END_OF_DATA, RSET, QUIT -> MESSAGE_REFUSED;
        };
    }
}
