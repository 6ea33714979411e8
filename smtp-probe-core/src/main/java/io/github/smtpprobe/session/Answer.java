/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.session;

import io.github.smtpprobe.fact.Outcome;
import io.github.smtpprobe.smtp.Reply;
import io.github.smtpprobe.smtp.Stage;

/** What came of one exchange: a reply, or why there was none. */
sealed interface Answer {
    /** The server replied. */
    record Replied(Reply reply) implements Answer {
        @Override
        public boolean closing() {
            return reply.code().value() == 421;
        }

        @Override
        public Outcome outcome(Stage stage) {
            return Outcome.answered(stage, reply);
        }
    }

    /** There is no reply, and the stream is of no more use. */
    record Unanswered(Outcome.Failed why) implements Answer {
        @Override
        public boolean closing() {
            return false;
        }

        @Override
        public Outcome outcome(Stage stage) {
            return why;
        }
    }

    /** Whether it is a 421, by which the server says that it closes the connection (RFC 5321 §3.8). */
    boolean closing();

    /** The outcome of the step that waited for it. */
    Outcome outcome(Stage stage);
}
