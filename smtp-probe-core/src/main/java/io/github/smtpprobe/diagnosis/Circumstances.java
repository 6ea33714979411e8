/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis;

import io.github.smtpprobe.catalogue.ReplyContext;
import io.github.smtpprobe.catalogue.ReplyContext.State;
import io.github.smtpprobe.report.Attempt;
import io.github.smtpprobe.report.Fact;
import io.github.smtpprobe.report.Observation;
import java.util.List;

/** What is known of a conversation at the moment of a reply. */
final class Circumstances {
    private Circumstances() {}

    static ReplyContext of(Observation seen, Attempt attempt, Fact fact) {
        List<Fact> before =
                attempt.facts().stream().takeWhile(each -> each != fact).toList(); // by identity: two may well be equal
        ReplyContext context = ReplyContext.unknown()
                .atHost(attempt.route().host())
                .greetedAs(greeting(attempt))
                .with(done(before, Fact.TlsHandshake.class) ? State.ENCRYPTED : State.CLEAR_TEXT)
                .with(done(before, Fact.Authentication.class) ? State.LOGGED_IN : State.NOT_LOGGED_IN);
        context = credentials(context, seen);
        boolean nullSender = attempt.fact(Fact.ReversePath.class)
                .filter(mail -> mail.sender().isEmpty())
                .isPresent();
        return nullSender ? context.with(State.NULL_SENDER) : context;
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

    private static boolean done(List<Fact> facts, Class<? extends Fact> kind) {
        return facts.stream()
                .anyMatch(fact -> kind.isInstance(fact) && fact.outcome().succeeded());
    }
}
