/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.render;

import io.github.smtpprobe.report.Attempt;
import io.github.smtpprobe.report.Fact;
import io.github.smtpprobe.report.Outcome;
import io.github.smtpprobe.request.TlsMode;
import io.github.smtpprobe.smtp.Mailbox;
import io.github.smtpprobe.smtp.Reply;
import io.github.smtpprobe.smtp.ReplyCode;
import io.github.smtpprobe.smtp.Stage;
import io.github.smtpprobe.text.Printable;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One step of a conversation in words: a mark, a name, a time, and what came of it. Shared by all forms of the report. */
final class StepLine {
    static final String DONE = "\u2713";
    static final String FAILED = "\u2717";
    static final String NOT_DONE = "\u2013";

    /** Extensions in the line of EHLO; all of them are in the transcript. */
    private static final int SHOWN = 4;

    /** Of a reply in its line, in characters. */
    private static final int LONGEST = 160;

    private static final Set<String> WEIGHTY = Set.of("STARTTLS", "AUTH");

    private StepLine() {}

    /** What stands over the steps of an attempt. */
    static String heading(Attempt attempt) {
        String route = ": " + attempt.route() + ", " + words(attempt.route().mode());
        return switch (attempt.purpose()) {
            case DIALOGUE -> "The dialogue";
            case EARLIER_DIALOGUE -> "An earlier dialogue";
            case FAILED_DELIVERY, DELAYED_DELIVERY -> "The delivery";
            case SECOND_LOOK -> "Second look" + route;
            case PROBE, DOWNGRADE -> "Attempt " + (attempt.index() + 1) + route;
        };
    }

    private static String words(TlsMode mode) {
        return switch (mode) {
            case PLAIN -> "no TLS";
            case STARTTLS_IF_OFFERED -> "STARTTLS if offered";
            case STARTTLS -> "STARTTLS";
            case IMPLICIT_TLS -> "implicit TLS";
        };
    }

    /** What is missing from an attempt, if anything is. */
    static Optional<String> leftOut(Attempt attempt) {
        return attempt.leftOut() == 0
                ? Optional.empty()
                : Optional.of("(shortened: " + attempt.leftOut() + " octets left out)");
    }

    static String mark(Fact fact) {
        Outcome outcome = fact.outcome();
        return outcome.succeeded() ? DONE : outcome instanceof Outcome.Skipped ? NOT_DONE : FAILED;
    }

    /** The mark for those who do not see it. */
    static String word(Fact fact) {
        Outcome outcome = fact.outcome();
        return outcome.succeeded() ? "succeeded" : outcome instanceof Outcome.Skipped ? "not done" : "failed";
    }

    static String name(Fact fact) {
        if (fact instanceof Fact.Ehlo hello) {
            return hello.verb() + (hello.encrypted() ? " inside TLS" : "");
        }
        if (fact instanceof Fact.Authentication auth) {
            return "AUTH" + auth.mechanism().map(name -> " " + name).orElse("");
        }
        if (fact instanceof Fact.MailFrom path) {
            return "MAIL FROM" + path.sender().map(StepLine::path).orElse(" <>");
        }
        if (fact instanceof Fact.RcptTo path) {
            return "RCPT TO" + path(path.recipient());
        }
        if (fact instanceof Fact.UnplacedReply other) {
            return other.command().isEmpty() ? "a command that is not shown" : other.command();
        }
        return name(fact.stage());
    }

    private static String path(Mailbox mailbox) {
        return mailbox.equals(Mailbox.UNKNOWN) ? "" : " <" + mailbox.wire() + ">";
    }

    private static String name(Stage stage) {
        return switch (stage) {
            case CONNECT -> "connect";
            case TLS -> "TLS handshake";
            case GREETING -> "greeting";
            case END_OF_DATA -> "message";
            default -> stage.name();
        };
    }

    static String time(Duration took) {
        long tenths = took.toNanos() / 100_000;
        return took.isZero() ? "" : tenths / 10 + "." + tenths % 10 + " ms";
    }

    /** Who answered, and what is offered: what counts most first. */
    private static String offered(Fact.Ehlo hello) {
        List<String> names = hello.capabilities().keywords().stream()
                .sorted(Comparator.comparing(keyword -> !WEIGHTY.contains(keyword.name())))
                .map(keyword -> keyword.name().equals("AUTH") ? keyword.line() : keyword.name())
                .distinct()
                .toList();
        int shown = Math.min(names.size(), SHOWN);
        int more = names.size() - shown;
        return hello.capabilities().domain()
                + (shown == 0 ? "" : ": " + String.join(", ", names.subList(0, shown)))
                + (more == 0 ? "" : ", and " + more + " more");
    }

    static String result(Fact fact) {
        Outcome outcome = fact.outcome();
        if (outcome instanceof Outcome.Skipped skipped) {
            return "not done: " + skipped.reason().token().replace('-', ' ');
        }
        if (outcome instanceof Outcome.Failed failed) {
            return failed.detail();
        }
        if (fact instanceof Fact.TlsHandshake handshake) {
            return handshake.tls().protocol().orElse("") + " "
                    + handshake.tls().cipherSuite().orElse("");
        }
        if (fact instanceof Fact.Ehlo hello && outcome.succeeded()) {
            return outcome.reply().map(Reply::code).map(ReplyCode::toString).orElse("") + " " + offered(hello);
        }
        return outcome.reply()
                .map(reply -> Printable.cut(reply.oneLine(), LONGEST, "\u2026"))
                .orElse("");
    }
}
