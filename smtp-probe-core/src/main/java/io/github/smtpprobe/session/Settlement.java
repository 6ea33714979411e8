/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.session;

import io.github.smtpprobe.report.Outcome;
import io.github.smtpprobe.report.Reason;
import io.github.smtpprobe.smtp.Reply;
import io.github.smtpprobe.smtp.Stage;
import java.util.List;
import java.util.Set;

/** How an answer becomes an outcome: by the first digit, at a stage that knows which codes answer it. */
final class Settlement {
    /** Ended by a lone asterisk of ours, which the server answers (RFC 4954 §4). */
    private static final Set<Reason> CANCELLED_EXCHANGES =
            Set.of(Reason.TOO_MANY_CHALLENGES, Reason.EXCHANGE_ABORTED, Reason.BAD_CHALLENGE);

    private Settlement() {}

    static Outcome of(Stage stage, Answer answer) {
        if (answer instanceof Answer.Unanswered unanswered) {
            return unanswered.why();
        }
        return Outcome.answered(stage, ((Answer.Replied) answer).reply());
    }

    /** The same outcome without a word of the server's: the code alone. */
    static Outcome withoutText(Outcome outcome) {
        if (outcome instanceof Outcome.Rejected rejected) {
            return new Outcome.Rejected(new Reply(rejected.reason().code(), List.of(""), Set.of()));
        }
        return outcome instanceof Outcome.Failed failed ? Outcome.failed(failed.reason(), failed.detail()) : outcome;
    }

    /** Whether the next command can still be told from this one: after a failure of our own the stream is where it was. */
    static boolean keepsStep(Outcome.Failed failed) {
        return failed.reason() == Reason.EXTENSION_FAILED
                || (failed.reply().isPresent() && CANCELLED_EXCHANGES.contains(failed.reason()));
    }
}
