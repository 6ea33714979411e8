/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.session;

import io.github.smtpprobe.clock.Cancellation;
import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.clock.ForeignError;
import io.github.smtpprobe.report.Outcome;
import io.github.smtpprobe.report.Reason;
import io.github.smtpprobe.sasl.SaslContext;
import io.github.smtpprobe.sasl.SaslExchange;
import io.github.smtpprobe.sasl.SaslMechanism;
import io.github.smtpprobe.sasl.SaslStep;
import java.util.concurrent.Callable;

/** Somebody's mechanism: it is interrupted at the deadline, and whatever it throws or returns is a result. */
final class ForeignMechanism {
    /** Octets of a response: in base64 with its end they fit the 12,288 of RFC 4954 §4. */
    private static final int MAX_RESPONSE = 9_000;

    private final SaslMechanism mechanism;
    private final Cancellation cancellation;
    private final Deadline deadline;

    ForeignMechanism(SaslMechanism mechanism, Cancellation cancellation, Deadline deadline) {
        this.mechanism = mechanism;
        this.cancellation = cancellation;
        this.deadline = deadline;
    }

    String name() {
        return mechanism.name();
    }

    SaslExchange start(SaslContext context) throws Exception {
        return present(cancellation.interruptibly(deadline, () -> mechanism.start(context)));
    }

    /** A step; a response that cannot be sent is as good as a throw. */
    SaslStep step(Callable<SaslStep> code) throws Exception {
        SaslStep step = present(cancellation.interruptibly(deadline, code));
        byte[] response = step instanceof SaslStep.Respond respond
                ? respond.response()
                : step instanceof SaslStep.Concede concede ? concede.response() : new byte[0];
        if (response == null || response.length > MAX_RESPONSE) {
            throw new IllegalStateException("no response, or one too long for a line");
        }
        return step;
    }

    private static <T> T present(T result) {
        if (result == null) {
            throw new IllegalStateException("null");
        }
        return result;
    }

    /** The class of the exception, never its text: who throws may have put a secret in. */
    Outcome broken(Exception failure) {
        if (cancellation.cancelled()) {
            return Failures.cancelled();
        }
        if (failure instanceof InterruptedException && !deadline.expired()) {
            Thread.currentThread().interrupt(); // it came from outside: the probe ends, and the caller keeps the flag
            cancellation.cancel();
            return Failures.cancelled();
        }
        return Outcome.failed(
                Reason.EXTENSION_FAILED, "the mechanism or its token source failed: " + ForeignError.nameOf(failure));
    }
}
