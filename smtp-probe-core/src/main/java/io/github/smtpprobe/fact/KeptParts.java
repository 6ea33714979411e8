/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.fact;

import static io.github.smtpprobe.text.kept.KeptNode.required;

import io.github.smtpprobe.sasl.OAuthError;
import io.github.smtpprobe.sasl.ScramDetails;
import io.github.smtpprobe.sasl.TokenClaims;
import io.github.smtpprobe.smtp.Capabilities;
import io.github.smtpprobe.smtp.Mailbox;
import io.github.smtpprobe.smtp.Reply;
import io.github.smtpprobe.smtp.ReplyCode;
import io.github.smtpprobe.smtp.Stage;
import io.github.smtpprobe.text.kept.KeptFault;
import io.github.smtpprobe.text.kept.KeptNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads back what {@link FactMap} writes. */
final class KeptParts {
    /** The most lines of a reply; four times as many as are read from a server. */
    private static final int MOST_LINES = 1_024;

    private static final long MOST_ITERATIONS = 1L << 53;

    private KeptParts() {}

    static Duration took(KeptNode fact) {
        return required("tookMs", fact.millis("tookMs"));
    }

    static Stage stage(KeptNode fact) {
        return required("stage", fact.token("stage", Stage::ofToken));
    }

    static Outcome outcome(KeptNode fact) {
        return required("outcome", fact.node("outcome", KeptParts::ended));
    }

    private static Outcome ended(KeptNode kept) {
        Optional<Reply> reply = kept.node("reply", KeptParts::reply);
        String kind = required("kind", kept.text("kind"));
        return switch (kind) {
            case "succeeded" -> new Outcome.Succeeded(reply);
            case "rejected" -> new Outcome.Rejected(required("reply", reply));
            case "failed" ->
                new Outcome.Failed(
                        required("reason", kept.token("reason", Reason::ofToken)), kept.words("detail"), reply);
            case "skipped" -> new Outcome.Skipped(required("reason", kept.token("reason", SkipReason::ofToken)));
            default -> throw new KeptFault("kind", "is no way in which a step ends", false);
        };
    }

    /**
     * The same outcome or, if a newer release gave a reason that this one does not know, another outcome with the same state.
     */
    static Outcome outcome(KeptNode fact, Fact.State state) {
        try {
            return outcome(fact);
        } catch (KeptFault fault) {
            if (!fault.unknownWord()) {
                throw fault;
            }
        }
        return switch (state) {
            case PASSED -> Outcome.done();
            case FAILED -> required("outcome", fact.node("outcome", KeptParts::failed));
            case SKIPPED -> Outcome.skipped(SkipReason.NOT_SHOWN);
            case NOT_ASKED -> Outcome.skipped(SkipReason.STOPPED);
        };
    }

    private static Outcome failed(KeptNode kept) {
        String detail = kept.text("detail").orElseGet(() -> kept.words("reason").replace('-', ' '));
        return new Outcome.Failed(Reason.UNKNOWN_ERROR, detail, kept.node("reply", KeptParts::reply));
    }

    private static Reply reply(KeptNode kept) {
        int code = required("code", kept.whole("code", ReplyCode.LOWEST, ReplyCode.HIGHEST))
                .intValue();
        List<String> lines = kept.texts("lines");
        if (lines.isEmpty() || lines.size() > MOST_LINES) {
            throw new KeptFault("lines", "are none or too many", false);
        }
        return new Reply(new ReplyCode(code), lines, Set.copyOf(kept.texts("anomalies")));
    }

    /** A domain contains no @. */
    static Mailbox mailbox(String wire) {
        int at = wire.lastIndexOf('@');
        return wire.isEmpty()
                ? Mailbox.UNKNOWN
                : at < 0 ? new Mailbox(wire, "") : new Mailbox(wire.substring(0, at), wire.substring(at + 1));
    }

    /** Capabilities are read from the reply, whose lines are unchanged, unless its keywords differ from the stored ones. */
    static Capabilities capabilities(KeptNode kept, Optional<Reply> reply) {
        List<String> lines = new ArrayList<>(List.of(kept.words("domain")));
        lines.addAll(kept.list("keywords", MOST_LINES, KeptParts::keyword));
        Capabilities told = Capabilities.of(new Reply(new ReplyCode(250), lines, Set.of()));
        return reply.map(Capabilities::of)
                .filter(heard -> words(heard).equals(words(told)))
                .orElse(told);
    }

    private static String keyword(KeptNode kept) {
        String name = required("name", kept.text("name"));
        List<String> parameters = kept.texts("parameters");
        return parameters.isEmpty() ? name : name + " " + String.join(" ", parameters);
    }

    private static List<String> words(Capabilities capabilities) {
        List<String> words = new ArrayList<>(List.of(capabilities.domain()));
        capabilities.keywords().forEach(each -> words.add(each.name() + " " + String.join(" ", each.parameters())));
        return words;
    }

    static OAuthError error(KeptNode kept) {
        return OAuthError.of(required("text", kept.text("text")).getBytes(StandardCharsets.UTF_8));
    }

    static TokenClaims token(KeptNode kept) {
        return TokenClaims.of(
                kept.instant("expires"), kept.instant("notBefore"), kept.texts("audience"), kept.texts("scopes"));
    }

    static ScramDetails scram(KeptNode kept) {
        ScramDetails.Builder read =
                ScramDetails.builder().state(required("state", kept.token("state", ScramDetails.State::ofToken)));
        kept.whole("iterations", 0, MOST_ITERATIONS).ifPresent(read::iterations);
        kept.text("channelBinding").ifPresent(read::channelBinding);
        kept.text("serverError").ifPresent(read::serverError);
        return read.build();
    }
}
