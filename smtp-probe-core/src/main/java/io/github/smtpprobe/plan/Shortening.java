/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.plan;

import io.github.smtpprobe.fact.Authentication;
import io.github.smtpprobe.fact.Connect;
import io.github.smtpprobe.fact.Ehlo;
import io.github.smtpprobe.fact.Fact;
import io.github.smtpprobe.fact.Greeting;
import io.github.smtpprobe.fact.MessageTransfer;
import io.github.smtpprobe.fact.Outcome;
import io.github.smtpprobe.fact.TlsHandshake;
import io.github.smtpprobe.report.Attempt;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Shortens an attempt by removing long texts, whose size is counted. It changes no verdict: the decisive facts are kept, and so
 * is everything that other attempts are compared with.
 *
 * @param lines  how many lines to keep of a reply, and of consecutive lines of one side
 * @param octets how many octets to keep of a line
 */
record Shortening(int lines, int octets) {
    /**
     * Each step leaves less than the one before it. The last one keeps the codes, and no words except those that offer STARTTLS
     * or AUTH.
     */
    static final List<Shortening> STEPS =
            List.of(new Shortening(64, 500), new Shortening(2, 120), new Shortening(0, 40));

    /** Shortens an attempt. The caller adds up what was removed. */
    Attempt apply(Attempt attempt) {
        Set<Object> seen = new HashSet<>();
        List<Fact> facts = attempt.facts().stream()
                .filter(fact -> lines > 0 || needed(fact, seen))
                .map(fact -> fact.shortened(lines, octets))
                .toList();
        return attempt.toBuilder()
                .facts(facts)
                .transcript(new ShortTranscript(lines, octets).of(attempt.transcript()))
                .build();
    }

    /**
     * Whether a fact is needed for the verdict, the plan or comparisons; of the other steps, one is kept for each way in which
     * they did not succeed.
     */
    private static boolean needed(Fact fact, Set<Object> seen) {
        boolean basic = fact instanceof Connect
                || fact instanceof Greeting
                || fact instanceof Ehlo
                || fact instanceof TlsHandshake
                || fact instanceof Authentication
                || (fact instanceof MessageTransfer message
                        && (message.recipient().isEmpty() || seen.add(MessageTransfer.class)));
        return basic || (!fact.outcome().succeeded() && seen.add(way(fact.outcome())));
    }

    private static Object way(Outcome outcome) {
        if (outcome instanceof Outcome.Rejected rejected) {
            return rejected.reason().code().temporary();
        }
        if (outcome instanceof Outcome.Failed failed) {
            return failed.kind();
        }
        return outcome;
    }
}
