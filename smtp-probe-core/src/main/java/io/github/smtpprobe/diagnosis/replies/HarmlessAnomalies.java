/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis.replies;

import io.github.smtpprobe.diagnosis.examination.AttemptCheck;
import io.github.smtpprobe.diagnosis.examination.AttemptFindings;
import io.github.smtpprobe.diagnosis.examination.Occasion;
import io.github.smtpprobe.diagnosis.words.Values;
import io.github.smtpprobe.fact.Ehlo;
import io.github.smtpprobe.fact.Fact;
import io.github.smtpprobe.fact.MailFrom;
import io.github.smtpprobe.fact.RcptTo;
import io.github.smtpprobe.report.Attempt;
import io.github.smtpprobe.smtp.Reply;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Deviations from the standard that did no harm here but may hurt stricter clients. */
public final class HarmlessAnomalies extends AttemptCheck {
    /** A code without text, which is allowed (RFC 5321 §4.2, {@code Reply-line}). */
    private static final String ALLOWED = "no-text";

    /** Anomalies that may come from the terminal window from which a text was copied. */
    private static final Set<String> OF_TERMINALS = Set.of("control-characters", "direction-marks");

    /** The codes with which MAIL and RCPT are accepted (RFC 5321 §4.3.2). */
    private static final Set<Integer> DEFINED = Set.of(250, 251, 252);

    public HarmlessAnomalies() {
        super(Occasion.ALWAYS);
    }

    @Override
    protected void examine(AttemptFindings one) {
        boolean found = false;
        for (Fact fact : one.attempt().facts()) {
            Reply reply = fact.outcome().reply().orElse(null);
            if (reply != null && reply.contradictory()) {
                one.add("reply.contradictory", fact);
            }
            found |= reply != null && !reply.anomalies().isEmpty();
            found |= undefined(fact).isPresent();
            found |= fact instanceof Ehlo hello
                    && !hello.capabilities().anomalies().isEmpty();
        }
        Set<String> tokens = found ? deviations(one.attempt()) : Set.of();
        if (!tokens.isEmpty()) {
            String words = tokens.stream().map(HarmlessAnomalies::words).collect(Collectors.joining("; "));
            one.add("reply.anomaly", one.attempt().facts().get(0), "detail", words);
        }
    }

    private static Set<String> deviations(Attempt attempt) {
        Set<String> tokens = new TreeSet<>();
        for (Fact fact : attempt.facts()) {
            fact.outcome().reply().ifPresent(reply -> tokens.addAll(reply.anomalies()));
            undefined(fact).ifPresent(tokens::add);
            if (fact instanceof Ehlo hello) {
                tokens.addAll(hello.capabilities().anomalies());
            }
        }
        tokens.remove(ALLOWED);
        if (attempt.purpose().pasted()) {
            tokens.removeAll(OF_TERMINALS);
        }
        return tokens;
    }

    /** A mailbox that was accepted with a code that is not defined for that, in words. */
    private static Optional<String> undefined(Fact fact) {
        return fact instanceof MailFrom || fact instanceof RcptTo
                ? fact.outcome()
                        .reply()
                        .map(reply -> reply.code().value())
                        .filter(code -> fact.outcome().succeeded() && !DEFINED.contains(code))
                        .map(code ->
                                Values.name(fact) + " is accepted with " + code + ", which SMTP does not define for it")
                : Optional.empty();
    }

    private static String words(String token) {
        return switch (token) {
            case "bare-lf" -> "a line of a reply ends with LF instead of CRLF";
            case "long-line" -> "a line of a reply is longer than 512 octets";
            case "non-ascii" -> "a reply contains non-ASCII characters";
            case "control-characters" -> "a reply contains control characters";
            case "direction-marks" -> "a reply contains marks that change the direction of text";
            case "auth-equals" -> "mechanisms are listed in the old form AUTH=";
            case "duplicate-keyword" -> "an extension is listed twice";
            case "size-not-a-number" -> "the limit behind SIZE is not a number of at most 18 digits";
            default -> token.replace('-', ' ');
        };
    }
}
