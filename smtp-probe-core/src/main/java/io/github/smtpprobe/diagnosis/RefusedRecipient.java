/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis;

import io.github.smtpprobe.fact.RcptTo;
import io.github.smtpprobe.fact.SkipReason;
import io.github.smtpprobe.smtp.Reply;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** RCPT TO refused: the mailbox, the relaying, the moment, or the sender's reputation. */
final class RefusedRecipient extends AttemptCheck {
    /** An address behind words that announce it: the one that failed stands in the reply too. */
    private static final Pattern NEW_ADDRESS = Pattern.compile(
            "(?i)(?<!\\w)(?:try|moved|forward|new|now|use|changed|contact|instead)(?!\\w)[^@<>\\n"
                    + "]{0,40}?[\\s<:(]([^\\s<>()@\"',;:]{1,64}@[^\\s<>()@\"',;:]{1,254}?)(?=[.,;:)>\"']?(?:\\s|$)|[>)])");

    RefusedRecipient() {
        super(Occasion.failed(RcptTo.class));
    }

    @Override
    void examine(AttemptFindings one) {
        for (RcptTo fact : one.attempt().facts(RcptTo.class)) {
            String recipient = fact.recipient().wire();
            AttemptFindings.refusal(fact)
                    .filter(reply ->
                            reply.code().value() != 503 || !one.attempt().follows(fact)) // no MAIL, no RCPT
                    .ifPresent(reply -> one.refused(fact, reply, "moved", moved(reply, recipient)));
            if (fact.outcome().skippedFor(SkipReason.SMTPUTF8_NOT_OFFERED)) {
                one.add("address.smtputf8-needed", fact, "mailbox", recipient);
            }
        }
    }

    /** Where a mailbox moved to, as the reply names it; empty if it does not. */
    private static String moved(Reply reply, String recipient) {
        Matcher address = NEW_ADDRESS.matcher(AttemptFindings.judged(reply.text()));
        return address.find() && !address.group(1).equalsIgnoreCase(recipient) ? address.group(1) : "";
    }
}
