/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis;

import io.github.smtpprobe.fact.Ehlo;
import io.github.smtpprobe.fact.Fact;
import io.github.smtpprobe.report.Attempt;
import io.github.smtpprobe.smtp.Reply;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Deviations from the standard that hurt nobody here, and may hurt stricter clients. */
final class HarmlessAnomalies extends AttemptCheck {
    private static final String ALLOWED = "no-text";

    HarmlessAnomalies() {
        super(Occasion.ALWAYS);
    }

    @Override
    void examine(AttemptFindings one) {
        boolean found = false;
        for (Fact fact : one.attempt().facts()) {
            Reply reply = fact.outcome().reply().orElse(null);
            if (reply != null && reply.contradictory()) {
                one.add("reply.contradictory", fact);
            }
            found |= reply != null && !deviations(reply).isEmpty();
            found |= fact instanceof Ehlo hello
                    && !hello.capabilities().anomalies().isEmpty();
        }
        List<String> unseen = OddOctets.words(one.attempt());
        if (found || (!unseen.isEmpty() && !one.attempt().facts().isEmpty())) {
            String words = Stream.concat(words(one.attempt()), unseen.stream()).collect(Collectors.joining("; "));
            one.add("reply.anomaly", one.attempt().facts().get(0), "detail", words);
        }
    }

    /** Without that of a code that stands alone, which the standard allows (RFC 5321 §4.2, {@code Reply-line}). */
    private static Set<String> deviations(Reply reply) {
        Set<String> tokens = new TreeSet<>(reply.anomalies());
        tokens.remove(ALLOWED);
        return tokens;
    }

    private static Stream<String> words(Attempt attempt) {
        Set<String> tokens = new TreeSet<>();
        for (Fact fact : attempt.facts()) {
            fact.outcome().reply().ifPresent(reply -> tokens.addAll(deviations(reply)));
            if (fact instanceof Ehlo hello) {
                tokens.addAll(hello.capabilities().anomalies());
            }
        }
        return tokens.stream().map(HarmlessAnomalies::words);
    }

    private static String words(String token) {
        return switch (token) {
            case "bare-lf" -> "a line of a reply ends with LF instead of CRLF";
            case "long-line" -> "a line of a reply is longer than 512 octets";
            case "non-ascii" -> "a reply contains non-ASCII characters";
            case "auth-equals" -> "mechanisms are listed in the old form AUTH=";
            case "duplicate-keyword" -> "an extension is listed twice";
            case "size-not-a-number" -> "the limit behind SIZE is not a number";
            default -> token.replace('-', ' ');
        };
    }
}
