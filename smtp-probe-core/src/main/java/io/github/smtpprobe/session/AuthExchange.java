/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.session;

import io.github.smtpprobe.fact.Outcome;
import io.github.smtpprobe.fact.Reason;
import io.github.smtpprobe.guard.ExtensionError;
import io.github.smtpprobe.sasl.OAuthError;
import io.github.smtpprobe.sasl.SaslContext;
import io.github.smtpprobe.sasl.SaslExchange;
import io.github.smtpprobe.sasl.SaslStep;
import io.github.smtpprobe.smtp.Reply;
import io.github.smtpprobe.smtp.Stage;
import io.github.smtpprobe.text.masking.Scrubber;
import io.github.smtpprobe.wire.ClientLine;
import io.github.smtpprobe.wire.Command;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One authentication exchange on the wire (RFC 4954 §4), from the AUTH command to its final reply. Base64, {@code =}, {@code *}
 * and the bound on rounds live here, so that no mechanism has to know them.
 */
final class AuthExchange {
    /** The most challenges in one exchange; the longest known mechanism has 4. */
    private static final int MAX_ROUNDS = 10;
    /**
     * The limit for a command line with its end (RFC 5321 §4.5.3.1.4); a longer initial response waits for the first challenge.
     */
    private static final int MAX_COMMAND = 512;

    /** Mechanisms with a single message: a server that asks for that message again has ignored it. */
    private static final Set<String> ALONE = Set.of("PLAIN", "EXTERNAL", "ANONYMOUS");

    private static final int LONGEST_REASON = 500;

    private final Gate gate;
    private final Scrubber scrubber;
    private final SentResponses responses;
    private final GuardedMechanism mechanism;
    private final SaslContext context;
    private Optional<Reply> accepted = Optional.empty();
    private boolean begun;
    private byte @Nullable [] held;
    /** The initial response that was sent, kept in case the server ignored it and asks for it again. */
    private byte @Nullable [] ignored;

    private boolean sentInitialResponse;
    private int prompts;
    private boolean disclosed;
    private Optional<OAuthError> error = Optional.empty();

    AuthExchange(Gate gate, Scrubber scrubber, GuardedMechanism mechanism, SaslContext context) {
        this.gate = gate;
        this.scrubber = scrubber;
        this.responses = new SentResponses(scrubber);
        this.mechanism = mechanism;
        this.context = context;
    }

    boolean sentInitialResponse() {
        return sentInitialResponse;
    }

    /** Whether any part of the credentials has been sent. */
    boolean disclosed() {
        return disclosed;
    }

    Optional<OAuthError> error() {
        return error;
    }

    /** Begins with the initial response, if one is wanted and fits; otherwise waits for the first challenge. */
    Outcome run(boolean withInitialResponse) throws ExtensionError {
        SaslExchange exchange = mechanism.start(context);
        SaslStep first = mechanism.step(exchange::initialResponse);
        ClientLine command = Command.auth(mechanism.name());
        if (first instanceof SaslStep.Respond respond) {
            byte[] base64 = responses.base64(respond.response());
            ClientLine longer = Command.auth(mechanism.name(), base64);
            sentInitialResponse = withInitialResponse && longer.length() <= MAX_COMMAND;
            held = sentInitialResponse ? null : base64;
            ignored = sentInitialResponse && ALONE.contains(mechanism.name()) ? base64.clone() : null;
            command = sentInitialResponse ? longer : command;
        } else if (first instanceof SaslStep.Abort abort) {
            return failed("gave up", words(abort.reason()));
        } else if (!(first instanceof SaslStep.AwaitChallenge)) {
            throw mechanism.failure("has no first step");
        }
        return converse(exchange, send(command));
    }

    /** Describes a failure on our side together with the dialogue up to then. */
    Outcome.Failed broken(ExtensionError failure) {
        return mechanism.cancelled() ? Outcome.cancelled() : failed("failed", failure.what());
    }

    private Outcome.Failed failed(String deed, String why) {
        boolean source = mechanism.bySource(context);
        String when = accepted.isPresent()
                ? "after the server accepted the login"
                : (begun ? "after" : "before") + " AUTH was sent";
        String whose = source ? "the token source" : "the mechanism " + mechanism.name();
        return new Outcome.Failed(
                source ? Reason.TOKEN_UNAVAILABLE : Reason.EXTENSION_FAILED,
                whose + " " + deed + " " + when + ": " + why,
                accepted);
    }

    private Outcome converse(SaslExchange exchange, Answer first) throws ExtensionError {
        begun |= first instanceof Answer.Replied;
        Answer answer = first;
        for (int round = 0; round <= MAX_ROUNDS; round++) {
            if (answer instanceof Answer.Unanswered unanswered) {
                return unanswered.why();
            }
            Reply reply = ((Answer.Replied) answer).reply();
            if (!Stage.AUTH.goesOnWith(reply.code())) {
                return ended(exchange, reply);
            }
            Turn turn = turn(exchange);
            if (turn instanceof Turn.Ended ended) {
                return ended.why();
            }
            answer = ((Turn.Sent) turn).answer();
        }
        return giveUp(Reason.TOO_MANY_CHALLENGES, "more than " + MAX_ROUNDS + " challenges");
    }

    /** The result of one challenge: an answer to continue with, or the end. */
    private sealed interface Turn {
        record Sent(Answer answer) implements Turn {}

        record Ended(Outcome why) implements Turn {}
    }

    private Turn turn(SaslExchange exchange) throws ExtensionError {
        if (held != null) {
            byte[] response = held;
            held = null;
            return new Turn.Sent(send(Command.response(response))); // whatever the server's prompt says
        }
        byte[] again = ignored;
        ignored = null;
        byte[] challenge = challenge();
        if (challenge == null) {
            return new Turn.Ended(giveUp(Reason.BAD_CHALLENGE, "the challenge is not base64"));
        }
        if (again != null && challenge.length == 0) {
            return new Turn.Sent(send(Command.response(again))); // in the form for a command without initial response
        }
        try {
            return turn(mechanism.step(() -> exchange.respond(challenge)));
        } catch (ExtensionError failure) {
            cancel();
            throw failure;
        }
    }

    private Turn turn(SaslStep step) throws ExtensionError {
        if (step instanceof SaslStep.Respond respond) {
            prompts++;
            return new Turn.Sent(send(Command.response(responses.base64(respond.response()))));
        }
        if (step instanceof SaslStep.AnswerError refused) {
            error = Optional.of(
                    OAuthError.of(scrubber.scrub(refused.error().text()).getBytes(StandardCharsets.UTF_8)));
            return new Turn.Sent(send(Command.response(responses.base64(refused.response()))));
        }
        if (step instanceof SaslStep.Abort abort) {
            return new Turn.Ended(giveUp(Reason.EXCHANGE_ABORTED, words(abort.reason())));
        }
        if (step instanceof SaslStep.Distrust distrust) {
            return new Turn.Ended(giveUp(Reason.SERVER_NOT_PROVEN, words(distrust.reason())));
        }
        throw mechanism.failure("has no answer to a challenge");
    }

    private Outcome ended(SaslExchange exchange, Reply reply) throws ExtensionError {
        if (ignored != null) {
            Arrays.fill(ignored, (byte) 0);
            ignored = null;
        }
        if (Stage.AUTH.succeedsWith(reply.code())) {
            return complete(exchange, reply);
        }
        return reply.code().temporary() || reply.code().permanent()
                ? new Outcome.Rejected(reply)
                : new Outcome.Failed(
                        Reason.UNEXPECTED_CODE, "the server answered AUTH with " + reply.code(), Optional.of(reply));
    }

    /** Accepts 235 as a success only if the mechanism is complete, and never before the credentials have been sent. */
    private Outcome complete(SaslExchange exchange, Reply reply) throws ExtensionError {
        if (held != null) {
            return new Outcome.Failed(
                    Reason.EXCHANGE_INCOMPLETE,
                    "the server reported success before the credentials were sent",
                    Optional.of(reply));
        }
        accepted = Optional.of(reply);
        SaslStep last = last(exchange);
        if (last instanceof SaslStep.Accept) {
            return Outcome.done(reply);
        }
        if (last instanceof SaslStep.Distrust distrust) {
            return new Outcome.Failed(Reason.SERVER_NOT_PROVEN, words(distrust.reason()), accepted);
        }
        String why = last instanceof SaslStep.Abort abort ? words(abort.reason()) : "the mechanism is not complete";
        return new Outcome.Failed(Reason.EXCHANGE_INCOMPLETE, why, accepted);
    }

    /**
     * Asks the mechanism whether it is complete. If the server's last message is missing, it is looked for in the 235 reply,
     * although RFC 4954 has no place for it there.
     */
    private SaslStep last(SaslExchange exchange) throws ExtensionError {
        SaslStep last = mechanism.step(exchange::complete);
        byte[] late = last instanceof SaslStep.Distrust && mechanism.name().startsWith("SCRAM-") ? signature() : null;
        if (late == null) {
            return last;
        }
        SaslStep read = mechanism.step(() -> exchange.respond(late));
        return read instanceof SaslStep.Respond ? mechanism.step(exchange::complete) : read;
    }

    /** The last word of a reply, if it is the message with the server's signature (RFC 5802 §7). */
    private byte @Nullable [] signature() {
        String text = new String(gate.dialogue().challenge(), StandardCharsets.ISO_8859_1).strip();
        try {
            byte[] word = Base64.getDecoder().decode(text.substring(text.lastIndexOf(' ') + 1));
            return word.length > 2 && word[0] == 'v' && word[1] == '=' ? word : null;
        } catch (IllegalArgumentException notBase64) {
            return null;
        }
    }

    private Outcome giveUp(Reason reason, String detail) {
        Optional<Reply> reply =
                cancel() instanceof Answer.Replied replied ? Optional.of(replied.reply()) : Optional.empty();
        return new Outcome.Failed(reason, detail, reply);
    }

    /** The mechanism's reason, scrubbed, since it may quote a challenge or a secret. */
    private String words(String reason) {
        return reason.length() > LONGEST_REASON
                ? "the reason of the mechanism is too long to show"
                : scrubber.scrub(reason);
    }

    /**
     * Cancels with a lone asterisk, to which the server replies 501 (RFC 4954 §4). After a further challenge, client and server
     * would be out of step.
     */
    private Answer cancel() {
        Answer answer = exchange(Command.cancel());
        if (answer instanceof Answer.Replied replied && replied.reply().code().intermediate()) {
            gate.dialogue().lose();
        }
        return answer;
    }

    private Answer send(ClientLine line) {
        Answer answer = exchange(line);
        line.forget();
        return answer;
    }

    /** Sends a line through the gate, like any command. */
    private Answer exchange(ClientLine line) {
        Optional<Outcome.Failed> ending = gate.ending();
        if (ending.isPresent()) {
            gate.dialogue().lose();
            return new Answer.Unanswered(ending.get());
        }
        disclosed |= line.sensitive();
        return gate.dialogue().exchange(line, gate.limit(Stage.AUTH));
    }

    private byte @Nullable [] challenge() {
        String text = new String(gate.dialogue().challenge(), StandardCharsets.ISO_8859_1).strip();
        try {
            return Base64.getDecoder().decode(text.equals("=") ? "" : text);
        } catch (IllegalArgumentException notBase64) {
            return PlainPrompt.of(mechanism.name(), prompts, text).orElse(null); // otherwise the exchange is cancelled
        }
    }
}
