/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.report;

import io.github.smtpprobe.sasl.OAuthError;
import io.github.smtpprobe.sasl.TokenClaims;
import io.github.smtpprobe.smtp.Capabilities;
import io.github.smtpprobe.smtp.Mailbox;
import io.github.smtpprobe.smtp.Reply;
import java.time.Instant;
import java.util.List;

/** The facts of an attempt as plain maps, with the replies that they hold. */
final class FactMap {
    private FactMap() {}

    static Object of(Fact fact) {
        Node node = new Node()
                .put("kind", fact.getClass().getSimpleName())
                .put("stage", fact.stage().token())
                .put("tookMs", Node.millis(fact.took()))
                .put("outcome", outcome(fact.outcome()));
        if (fact instanceof Fact.Greeting greeting) {
            node.put("firstOctets", greeting.firstOctets());
        } else if (fact instanceof Fact.Ehlo hello) {
            node.put("verb", hello.verb())
                    .put("encrypted", hello.encrypted())
                    .put("capabilities", capabilities(hello.capabilities()));
        } else if (fact instanceof Fact.TlsHandshake handshake) {
            node.put("tls", TlsMap.of(handshake.tls()));
        } else if (fact instanceof Fact.Authentication auth) {
            node.put("mechanism", auth.mechanism().orElse(null))
                    .put("offered", auth.offered())
                    .put("known", auth.known())
                    .put("judged", auth.judged())
                    .put("error", auth.error().map(FactMap::error).orElse(null))
                    .put("token", auth.token().map(FactMap::token).orElse(null));
        } else if (fact instanceof Fact.MailFrom path) {
            node.put("sender", path.sender().map(Mailbox::wire).orElse(""));
        } else if (fact instanceof Fact.RcptTo path) {
            node.put("recipient", path.recipient().wire());
        } else if (fact instanceof Fact.UnplacedReply other) {
            node.put("stage", null).put("about", other.about().orElse(null)).put("command", other.command());
        }
        return node.map();
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

    private static Object capabilities(Capabilities capabilities) {
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

    private static Object token(TokenClaims token) {
        return new Node()
                .put("expires", token.expires().map(Instant::toString).orElse(null))
                .put("notBefore", token.notBefore().map(Instant::toString).orElse(null))
                .put("audience", token.audience())
                .put("scopes", token.scopes())
                .map();
    }

    private static Object error(OAuthError error) {
        return new Node()
                .put("status", error.status().orElse(null))
                .put("schemes", error.schemes().orElse(null))
                .put("scope", error.scope().orElse(null))
                .put("text", error.text())
                .map();
    }
}
