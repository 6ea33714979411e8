/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis.peer;

import io.github.smtpprobe.diagnosis.examination.AttemptCheck;
import io.github.smtpprobe.diagnosis.examination.AttemptFindings;
import io.github.smtpprobe.diagnosis.examination.Occasion;
import io.github.smtpprobe.diagnosis.replies.BrokenLine;
import io.github.smtpprobe.diagnosis.replies.SentProxyHeader;
import io.github.smtpprobe.diagnosis.replies.UnfinishedGreeting;
import io.github.smtpprobe.diagnosis.signs.Heard;
import io.github.smtpprobe.diagnosis.signs.Protocol;
import io.github.smtpprobe.diagnosis.words.Quotation;
import io.github.smtpprobe.fact.Greeting;
import io.github.smtpprobe.fact.Outcome;
import io.github.smtpprobe.fact.Reason;
import io.github.smtpprobe.fact.TlsHandshake;
import io.github.smtpprobe.smtp.Reply;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The server that refuses the whole session, or does not begin it. */
public final class RefusedGreeting extends AttemptCheck {
    private static final Pattern LAST_LINE = Pattern.compile("([45][0-9][0-9]) (.*)");

    public RefusedGreeting() {
        super(Occasion.failed(Greeting.class));
    }

    @Override
    protected void examine(AttemptFindings one) {
        one.attempt()
                .fact(Greeting.class)
                .filter(fact -> !SentProxyHeader.explains(one, fact))
                .ifPresent(fact -> {
                    AttemptFindings.refusal(fact).ifPresent(reply -> one.refused(fact, reply));
                    refusalBehindTeaser(one, fact)
                            .ifPresent(reply -> one.refused(fact, reply, "reply", Quotation.quoted(reply.oneLine())));
                    if (AttemptFindings.failed(fact, Reason.UNEXPECTED_CODE)) {
                        one.add("greeting.unexpected", fact);
                    } else if (UnfinishedGreeting.is(fact)) {
                        one.add("greeting.unfinished", fact);
                    } else if (fact.outcome() instanceof Outcome.Failed failed
                            && fact.firstOctets().isEmpty()) {
                        switch (failed.reason()) {
                            case REPLY_TIMEOUT -> timeout(one, fact);
                            case CONNECTION_CLOSED -> one.add("greeting.closed", fact);
                            case CONNECTION_RESET -> reset(one, fact);
                            default -> {}
                        }
                    }
                });
    }

    /**
     * The refusal in the line of a server that lets the client wait after a first line, and then does not want it, as
     * postscreen does. The lines have different codes, which is against the rules; the later one is what the server means.
     */
    static Optional<Reply> refusalBehindTeaser(AttemptFindings one, Greeting fact) {
        return AttemptFindings.failed(fact, Reason.CODE_MISMATCH)
                        && fact.firstOctets().startsWith("220-")
                ? new BrokenLine(one.attempt())
                        .mismatched()
                        .map(LAST_LINE::matcher)
                        .filter(Matcher::matches)
                        .map(line -> Reply.of(Integer.parseInt(line.group(1)), line.group(2)))
                : Optional.empty();
    }

    /** Reports a reset connection. If the server answers the next connection, it does not block the client as such. */
    private static void reset(AttemptFindings one, Greeting fact) {
        String greeting = one.secondLook().map(Heard::of).map(Heard::clear).orElse("");
        boolean answered = greeting.startsWith("220");
        one.add(
                "tcp.reset",
                fact,
                "again",
                answered
                        ? "A second connection, right after this one, was answered with "
                                + Quotation.quoted(greeting.strip()) + ": the server drops only some connections."
                        : "",
                "retry",
                answered ? "Try again. If it goes on so, ask the operator." : "");
    }

    private static void timeout(AttemptFindings one, Greeting fact) {
        boolean inside = one.attempt()
                .fact(TlsHandshake.class)
                .filter(hello -> hello.outcome().succeeded())
                .isPresent();
        one.add(
                inside ? "greeting.timeout-in-tls" : "greeting.timeout",
                fact,
                "means",
                NotSmtp.means(one.attempt()),
                "registered",
                Protocol.registered(one.route().port()));
    }
}
