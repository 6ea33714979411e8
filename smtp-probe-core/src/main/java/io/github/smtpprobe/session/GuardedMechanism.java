/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.session;

import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.guard.ExtensionError;
import io.github.smtpprobe.guard.Guard;
import io.github.smtpprobe.sasl.BearerCredentials;
import io.github.smtpprobe.sasl.Credentials;
import io.github.smtpprobe.sasl.SaslContext;
import io.github.smtpprobe.sasl.SaslExchange;
import io.github.smtpprobe.sasl.SaslMechanism;
import io.github.smtpprobe.sasl.SaslStep;
import java.util.concurrent.Callable;

/**
 * A wrapper for any mechanism: the mechanism is interrupted at the deadline, and whatever it throws or returns becomes a
 * result.
 */
final class GuardedMechanism {
    /** The most octets of a response: in base64 and with the line end, they fit into the 12,288 octets of RFC 4954 §4. */
    private static final int MAX_RESPONSE = 9_000;

    private final SaslMechanism mechanism;
    private final Guard guard;
    private final Deadline deadline;

    GuardedMechanism(SaslMechanism mechanism, Guard guard, Deadline deadline) {
        this.mechanism = mechanism;
        this.guard = guard;
        this.deadline = deadline;
    }

    String name() {
        return mechanism.name();
    }

    boolean accepts(Credentials credentials) throws ExtensionError {
        return guard.call(whose(), deadline, () -> mechanism.accepts(credentials));
    }

    boolean fits(SaslContext.Peer peer) throws ExtensionError {
        return guard.call(whose(), deadline, () -> mechanism.fits(peer));
    }

    SaslExchange start(SaslContext context) throws ExtensionError {
        Object whose = bySource(context) ? ((BearerCredentials) context.credentials()).source() : whose();
        return guard.call(whose, deadline, () -> mechanism.start(context));
    }

    /**
     * Whether a failure before anything is sent is that of the token source: it is if the mechanism is the library's own and
     * needs a token.
     */
    boolean bySource(SaslContext context) {
        boolean ours = whose().getClass().getPackage() == SaslMechanism.class.getPackage();
        return ours && context.credentials() instanceof BearerCredentials;
    }

    /** Takes a step. A response that cannot be sent counts as an exception. */
    SaslStep step(Callable<SaslStep> code) throws ExtensionError {
        SaslStep step = guard.call(whose(), deadline, code);
        if (step instanceof SaslStep.Respond respond) {
            sendable(respond.response());
        } else if (step instanceof SaslStep.AnswerError answer) {
            sendable(answer.response());
        }
        return step;
    }

    private void sendable(byte[] response) throws ExtensionError {
        if (response.length > MAX_RESPONSE) {
            throw failure("has a response too long for a line");
        }
    }

    /** A failure of this mechanism that is not an exception. */
    ExtensionError failure(String deed) {
        return new ExtensionError(whose(), deed);
    }

    /** Whether the probe was cancelled, so that nobody is to blame for a failure. */
    boolean cancelled() {
        return guard.cancellation().cancelled();
    }

    private Object whose() {
        return mechanism instanceof CheckedMechanism checked ? checked.given() : mechanism;
    }
}
