/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.fact;

import io.github.smtpprobe.smtp.Mailbox;
import io.github.smtpprobe.smtp.Reply;
import io.github.smtpprobe.smtp.ReplyCode;
import io.github.smtpprobe.text.Printable;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** The words with which facts describe themselves: the name of the step, and its result in one line. */
final class FactWords {
    /** How many extensions the line of EHLO names; all of them are in the transcript. */
    private static final int SHOWN = 4;

    /** How many characters of a peer's words a line shows. */
    private static final int LONGEST = 160;

    private static final Set<String> WEIGHTY = Set.of("STARTTLS", "AUTH");

    private FactWords() {}

    static String path(Mailbox mailbox) {
        return mailbox.equals(Mailbox.UNKNOWN) ? "" : " <" + mailbox.wire() + ">";
    }

    static String of(Fact fact) {
        String told = of(fact.outcome(), fact.outcome().succeeded() ? fact.success() : reply(fact.outcome()));
        boolean startUp = fact instanceof TlsHandshake handshake && handshake.includesStartUp();
        if (!startUp || waitedInVain(fact)) {
            return told; // start-up is a small part of a long silence
        }
        return told + (fact.outcome().succeeded() ? ", includes start-up" : " (the time includes start-up)");
    }

    private static boolean waitedInVain(Fact fact) {
        return fact.outcome() instanceof Outcome.Failed failed && failed.kind() == FailureKind.TIMEOUT;
    }

    /**
     * Why there is no answer, or else the answer; never empty. A step that was skipped without harm counts as not asked for,
     * as its state says.
     */
    static String of(Outcome outcome, String answer) {
        if (outcome instanceof Outcome.Skipped skipped) {
            return (skipped.reason().harmless() ? "not asked: " : "not done: ")
                    + words(skipped.reason().token());
        }
        if (outcome instanceof Outcome.Failed failed) {
            return failed.detail().isBlank() ? words(failed.reason().token()) : failed.detail();
        }
        return answer.isBlank() ? "done" : answer;
    }

    private static String words(String token) {
        return token.replace('-', ' ');
    }

    static String reply(Outcome outcome) {
        return outcome.reply().map(reply -> line(reply.oneLine())).orElse("");
    }

    static String line(String text) {
        return Printable.cut(text, LONGEST, "\u2026");
    }

    /** Who answered, and what is offered, the most important first. */
    static String offered(Ehlo hello) {
        List<String> names = hello.capabilities().keywords().stream()
                .sorted(Comparator.comparing(keyword -> !WEIGHTY.contains(keyword.name())))
                .map(keyword -> keyword.name().equals("AUTH") ? keyword.line() : keyword.name())
                .distinct()
                .toList();
        int shown = Math.min(names.size(), SHOWN);
        int more = names.size() - shown;
        return hello.outcome().reply().map(Reply::code).map(ReplyCode::toString).orElse("")
                + " " + hello.capabilities().domain()
                + (shown == 0 ? "" : ": " + String.join(", ", names.subList(0, shown)))
                + (more == 0 ? "" : ", and " + more + " more");
    }
}
