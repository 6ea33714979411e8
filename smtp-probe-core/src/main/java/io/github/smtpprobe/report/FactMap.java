/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.report;

import io.github.smtpprobe.sasl.OAuthError;
import io.github.smtpprobe.sasl.TokenClaims;
import io.github.smtpprobe.smtp.Capabilities;
import io.github.smtpprobe.smtp.Reply;
import io.github.smtpprobe.smtp.Stage;
import io.github.smtpprobe.text.Node;
import java.time.Instant;
import java.util.List;

/** What the facts of an attempt hold, as plain maps. */
final class FactMap {
    private FactMap() {}

    /** What every fact has. */
    static Node begin(Fact fact) {
        return new Node()
                .put("kind", fact.kind())
                .put("stage", fact.place().map(Stage::token).orElse(null))
                .put("state", fact.state().token())
                .put("tookMs", Node.millis(fact.took()))
                .put("outcome", outcome(fact.outcome()));
    }

    private static Object outcome(Outcome outcome) {
        Node node = new Node().put("kind", outcome.token());
        if (outcome instanceof Outcome.Failed failed) {
            node.put("failure", failed.kind().token())
                    .put("reason", failed.reason().token())
                    .put("detail", failed.detail());
        } else if (outcome instanceof Outcome.Skipped skipped) {
            node.put("reason", skipped.reason().token());
        }
        outcome.reply().ifPresent(reply -> node.put("reply", reply(reply)));
        return node.map();
    }

    private static Object reply(Reply reply) {
        return new Node()
                .put("code", reply.code().value())
                .put("enhanced", reply.enhanced().map(Object::toString).orElse(null))
                .put("lines", reply.lines())
                .put("anomalies", reply.anomalies().stream().sorted().toList())
                .map();
    }

    static Object capabilities(Capabilities capabilities) {
        return new Node()
                .put("domain", capabilities.domain())
                .put("lines", Node.list(capabilities.keywords(), Capabilities.Keyword::line))
                .put("startTls", capabilities.startTls())
                .put("mechanisms", capabilities.mechanisms())
                .put(
                        "size",
                        capabilities.size().isPresent() ? capabilities.size().getAsLong() : null)
                .put("anomalies", List.copyOf(capabilities.anomalies()))
                .map();
    }

    static Object token(TokenClaims token) {
        return new Node()
                .put("expires", token.expires().map(Instant::toString).orElse(null))
                .put("notBefore", token.notBefore().map(Instant::toString).orElse(null))
                .put("audience", token.audience())
                .put("scopes", token.scopes())
                .map();
    }

    static Object error(OAuthError error) {
        return new Node()
                .put("status", error.status().orElse(null))
                .put("schemes", error.schemes().orElse(null))
                .put("scope", error.scope().orElse(null))
                .put("text", error.text())
                .map();
    }
}
