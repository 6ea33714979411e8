/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.fact;

import io.github.smtpprobe.sasl.OAuthError;
import io.github.smtpprobe.sasl.ScramDetails;
import io.github.smtpprobe.sasl.TokenClaims;
import io.github.smtpprobe.smtp.Capabilities;
import io.github.smtpprobe.smtp.Reply;
import io.github.smtpprobe.smtp.Stage;
import io.github.smtpprobe.text.kept.Node;
import java.time.Instant;
import java.util.List;

/** The contents of an attempt's facts as plain maps. */
final class FactMap {
    private FactMap() {}

    /** The entries that every fact has. */
    static Node begin(Fact fact) {
        return new Node()
                .put("kind", fact.kind())
                .put("stage", fact.place().map(Stage::token))
                .put("state", fact.state().token())
                .put("label", fact.label())
                .put("description", fact.description())
                .put("tookMs", Node.millis(fact.took()))
                .put("outcome", outcome(fact.outcome()));
    }

    static Object outcome(Outcome outcome) {
        Node node = new Node().put("kind", outcome.token());
        if (outcome instanceof Outcome.Failed failed) {
            node.put("failureKind", failed.kind().token())
                    .put("reason", failed.reason().token())
                    .text("detail", failed.detail());
        } else if (outcome instanceof Outcome.Skipped skipped) {
            node.put("reason", skipped.reason().token());
        }
        outcome.reply().ifPresent(reply -> node.put("reply", reply(reply)));
        return node.map();
    }

    private static Object reply(Reply reply) {
        return new Node()
                .put("code", reply.code().value())
                .put("enhancedStatusCode", reply.enhanced().map(Object::toString))
                .put("lines", reply.lines())
                .put("anomalies", reply.anomalies().stream().sorted().toList())
                .map();
    }

    static Object capabilities(Capabilities capabilities) {
        return new Node()
                .text("domain", capabilities.domain())
                .put("keywords", Node.list(capabilities.keywords(), FactMap::keyword))
                .put("startTls", capabilities.startTls())
                .put("mechanisms", capabilities.mechanisms())
                .put("size", capabilities.size())
                .put("anomalies", List.copyOf(capabilities.anomalies()))
                .map();
    }

    private static Object keyword(Capabilities.Keyword keyword) {
        return new Node()
                .put("name", keyword.name())
                .put("parameters", keyword.parameters())
                .map();
    }

    static Object token(TokenClaims token) {
        return new Node()
                .put("expires", token.expires().map(Instant::toString))
                .put("notBefore", token.notBefore().map(Instant::toString))
                .put("audience", token.audience())
                .put("scopes", token.scopes())
                .map();
    }

    static Object scram(ScramDetails scram) {
        return new Node()
                .put("state", scram.state().token())
                .put("iterations", scram.iterations())
                .put("channelBinding", scram.channelBinding())
                .put("serverError", scram.serverError())
                .map();
    }

    static Object error(OAuthError error) {
        return new Node()
                .put("status", error.status())
                .put("schemes", error.schemes())
                .put("scope", error.scope())
                .put("text", error.text())
                .map();
    }
}
