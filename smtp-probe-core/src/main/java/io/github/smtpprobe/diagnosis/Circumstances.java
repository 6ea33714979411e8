/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis;

import io.github.smtpprobe.catalogue.ReplyContext;
import io.github.smtpprobe.catalogue.ReplyContext.State;
import io.github.smtpprobe.report.Attempt;
import io.github.smtpprobe.report.Fact;
import io.github.smtpprobe.report.Observation;
import java.util.IdentityHashMap;
import java.util.Map;

/**
 * What is known of a conversation at the moment of each of its replies. Learnt in one pass over the facts, since a pasted text may
 * have thousands.
 */
final class Circumstances {
    private final ReplyContext always;
    /** What held when each step was taken; by identity, since two facts may well be equal. */
    private final Map<Fact, ReplyContext> moments = new IdentityHashMap<>();

    private ReplyContext now;

    Circumstances(Observation seen, Attempt attempt) {
        ReplyContext known = credentials(
                ReplyContext.unknown().atHost(attempt.route().host()).greetedAs(greeting(attempt)), seen);
        boolean nullSender = attempt.fact(Fact.ReversePath.class)
                .filter(mail -> mail.sender().isEmpty())
                .isPresent();
        always = nullSender ? known.with(State.NULL_SENDER) : known;
        boolean encrypted = false;
        boolean loggedIn = false;
        now = moment(encrypted, loggedIn);
        for (Fact fact : attempt.facts()) {
            moments.putIfAbsent(fact, now);
            boolean done = fact.outcome().succeeded();
            if (done && (fact instanceof Fact.TlsHandshake || fact instanceof Fact.Authentication)) {
                encrypted |= fact instanceof Fact.TlsHandshake;
                loggedIn |= fact instanceof Fact.Authentication;
                now = moment(encrypted, loggedIn);
            }
        }
    }

    /** What was known when a step was taken; of a step that is none of these, what was known in the end. */
    ReplyContext at(Fact fact) {
        return moments.getOrDefault(fact, now);
    }

    private ReplyContext moment(boolean encrypted, boolean loggedIn) {
        return always.with(encrypted ? State.ENCRYPTED : State.CLEAR_TEXT)
                .with(loggedIn ? State.LOGGED_IN : State.NOT_LOGGED_IN);
    }

    private static ReplyContext credentials(ReplyContext context, Observation seen) {
        return switch (seen.request().credentials().orElse("")) {
            case "bearer" -> context.with(State.BY_TOKEN);
            case "password" -> context.with(State.BY_PASSWORD);
            default -> context;
        };
    }

    private static String greeting(Attempt attempt) {
        return attempt.fact(Fact.Greeting.class)
                .flatMap(fact -> fact.outcome().reply())
                .map(reply -> reply.text().split(" ", 2)[0])
                .orElse("");
    }
}
