/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis.domain;

import io.github.smtpprobe.catalogue.Meaning;
import io.github.smtpprobe.catalogue.ReplyCatalogue;
import io.github.smtpprobe.report.Actor;
import io.github.smtpprobe.smtp.Reply;
import io.github.smtpprobe.smtp.Stage;
import java.util.Optional;

/**
 * A reply about this client, which therefore says nothing about how other clients are treated.
 *
 * @param what  the property of the client that it is about, in words
 * @param actor who can act on it
 */
public record AboutClient(String what, Actor actor) {
    /**
     * Reads a reply.
     *
     * @param stage the step that it answers
     * @param reply a refusal
     * @return what it says about the client; empty if it is about the server, or that is not known
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
