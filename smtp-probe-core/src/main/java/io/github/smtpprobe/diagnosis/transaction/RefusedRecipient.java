/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis.transaction;

import io.github.smtpprobe.diagnosis.examination.AttemptCheck;
import io.github.smtpprobe.diagnosis.examination.AttemptFindings;
import io.github.smtpprobe.diagnosis.examination.Occasion;
import io.github.smtpprobe.fact.RcptTo;
import io.github.smtpprobe.fact.SkipReason;
import io.github.smtpprobe.smtp.Reply;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** RCPT TO refused: because of the mailbox, relaying, a temporary condition, or the sender's reputation. */
public final class RefusedRecipient extends AttemptCheck {
    /** An address after words that announce a new one; the reply may also contain the one that failed. */
    private static final Pattern NEW_ADDRESS = Pattern.compile(
            "(?i)(?<!\\w)(?:try|moved|forward|new|now|use|changed|contact|instead)(?!\\w)[^@<>\\n"
                    + "]{0,40}?[\\s<:(]([^\\s<>()@\"',;:]{1,64}@[^\\s<>()@\"',;:]{1,254}?)(?=[.,;:)>\"']?(?:\\s|$)|[>)])");

    private static final Pattern ADDRESS = Pattern.compile("<([^<>\\s]{1,320})>");

    public RefusedRecipient() {
        super(Occasion.failed(RcptTo.class));
    }

    @Override
    protected void examine(AttemptFindings one) {
        List<RcptTo> all = one.attempt().facts(RcptTo.class);
        Set<String> recipients = all.stream().map(RefusedRecipient::key).collect(Collectors.toSet());
        for (RcptTo fact : all) {
            String recipient = fact.recipient().wire();
            AttemptFindings.refusal(fact)
                    .filter(reply -> reply.code().value() != 503
                            || !one.attempt().follows(fact)) // without MAIL, there is no RCPT
                    .ifPresent(reply -> refused(one, fact, reply, recipients));
            if (fact.outcome().skippedFor(SkipReason.SMTPUTF8_NOT_OFFERED)) {
                one.add("address.smtputf8-needed", fact, "mailbox", recipient);
            }
        }
    }

    private static void refused(AttemptFindings one, RcptTo fact, Reply reply, Set<String> recipients) {
        String recipient = fact.recipient().wire();
        String moved = moved(reply, recipient);
        Optional<String> other = moved.isEmpty() ? another(reply, fact, recipients) : Optional.empty();
        if (other.isPresent()) {
            one.add("recipient.another-named", fact, "mailbox", recipient, "other", other.get());
        } else {
            one.refused(fact, reply, "moved", moved);
        }
    }

    /** The recipient of another command that the reply names instead of its own. */
    private static Optional<String> another(Reply reply, RcptTo fact, Set<String> recipients) {
        Set<String> named = new LinkedHashSet<>();
        Matcher address = ADDRESS.matcher(AttemptFindings.judged(reply.text()));
        while (address.find()) {
            named.add(address.group(1).toLowerCase(Locale.ROOT));
        }
        return named.contains(key(fact))
                ? Optional.empty()
                : named.stream().filter(recipients::contains).findFirst();
    }

    private static String key(RcptTo fact) {
        return fact.recipient().wire().toLowerCase(Locale.ROOT);
    }

    /** The new address of a mailbox that has moved, if the reply names it; otherwise empty. */
    private static String moved(Reply reply, String recipient) {
        Matcher address = NEW_ADDRESS.matcher(AttemptFindings.judged(reply.text()));
        return address.find() && !address.group(1).equalsIgnoreCase(recipient) ? address.group(1) : "";
    }
}
