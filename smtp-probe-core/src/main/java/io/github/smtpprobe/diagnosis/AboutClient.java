/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis;

import io.github.smtpprobe.catalogue.Meaning;
import io.github.smtpprobe.catalogue.ReplyCatalogue;
import io.github.smtpprobe.report.Actor;
import io.github.smtpprobe.smtp.Reply;
import io.github.smtpprobe.smtp.Stage;
import java.util.Optional;

/**
 * A reply that speaks of the client, so that it says nothing of what others get.
 *
 * @param what of the client it speaks of, in words
 * @param actor who can do something about it
 */
public record AboutClient(String what, Actor actor) {
    /**
     * Reads a reply.
     *
     * @param stage the step that it answers
     * @param reply a refusal
     * @return what it says of the client; empty where it speaks of the server, or where nobody knows
     */
    public static Optional<AboutClient> of(Stage stage, Reply reply) {
        Meaning meaning = ReplyCatalogue.standard().explain(stage, reply);
        String what = switch (meaning.id()) {
            case "ehlo.name-refused" -> "the name that it gave";
            case "server.rate-limited" -> "how often it comes";
            default -> meaning.id().startsWith("client.") ? "its address" : "";
        };
        return what.isEmpty() ? Optional.empty() : Optional.of(new AboutClient(what, meaning.actor()));
    }
}
