/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.sasl;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One SCRAM login over SMTP: initial response, challenge with the salt, response with the proof, challenge with the server's
 * signature, empty response (RFC 4954 §4 has no place for the signature in the 235 reply).
 */
final class ScramExchange implements SaslExchange {
    private final ScramMessages messages;
    private final SaslContext context;
    private final String nonce;
    private final ScramDetails.Builder details = ScramDetails.builder();
    private boolean begun;
    private ScramMessages.@Nullable Final proof;
    private ScramDetails.State state = ScramDetails.State.UNFINISHED;

    ScramExchange(String mechanism, SaslContext context, String nonce) {
        this.messages = new ScramMessages(mechanism, context, nonce);
        this.context = context;
        this.nonce = nonce;
        if (Scram.binds(mechanism)) {
            Scram.binding(mechanism, context.peer()).ifPresent(details::channelBinding);
        }
    }

    @Override
    public SaslStep initialResponse() {
        try {
            String first = messages.first();
            begun = true;
            tell(ScramDetails.State.UNFINISHED);
            return sent(first);
        } catch (ScramRefusal unfit) {
            return givenUp(unfit);
        }
    }

    @Override
    public SaslStep respond(byte[] challenge) throws InterruptedException {
        if (!begun) {
            return initialResponse();
        }
        if (state != ScramDetails.State.UNFINISHED) {
            return new SaslStep.Abort("SCRAM has two challenges; the server sent a third");
        }
        String message = new String(challenge, StandardCharsets.UTF_8);
        Optional<String> error = ScramMessages.error(message);
        if (error.isPresent()) {
            details.serverError(error.get());
            tell(ScramDetails.State.SERVER_REFUSED);
            return sent(""); // this fetches the final reply
        }
        try {
            return proof == null ? prove(ServerFirst.of(message, nonce)) : verify(proof, message);
        } catch (ScramRefusal refusal) {
            return givenUp(refusal);
        }
    }

    private SaslStep prove(ServerFirst first) throws ScramRefusal, InterruptedException {
        details.iterations(first.iterations());
        ScramMessages.Final answer = messages.answer(first);
        tell(ScramDetails.State.UNFINISHED);
        proof = answer;
        return sent(answer.message());
    }

    private SaslStep verify(ScramMessages.Final ours, String message) throws ScramRefusal {
        if (ours.proves(message)) {
            tell(ScramDetails.State.SERVER_PROVEN);
            return sent("");
        }
        tell(ScramDetails.State.SERVER_NOT_PROVEN);
        return new SaslStep.Distrust("the signature of the server is wrong");
    }

    @Override
    public SaslStep complete() {
        return switch (state) {
            case SERVER_PROVEN -> new SaslStep.Accept();
            case SERVER_REFUSED -> new SaslStep.Distrust("235 came although the server had sent an error");
            default -> new SaslStep.Distrust("235 came before the signature of the server");
        };
    }

    private SaslStep givenUp(ScramRefusal refusal) {
        tell(refusal.state());
        return new SaslStep.Abort(refusal.reason());
    }

    private void tell(ScramDetails.State now) {
        state = now;
        context.tell(details.state(now).build());
    }

    private static SaslStep sent(String message) {
        return new SaslStep.Respond(message.getBytes(StandardCharsets.UTF_8));
    }
}
