/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.session;

import io.github.smtpprobe.fact.Outcome;
import io.github.smtpprobe.fact.Reason;
import io.github.smtpprobe.smtp.Reply;
import io.github.smtpprobe.smtp.Stage;
import java.util.Optional;

/** The result of one exchange: a reply, or the reason why there was none. */
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

    /** There is no reply, and the connection cannot be used any more. */
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

    /**
     * A reply came that cannot be matched with a command, because the numbers of replies and commands differ.
     *
     * @param why    what is wrong with the replies
     * @param detail in words
     * @param reply  the reply
     */
    record Doubtful(Reason why, String detail, Reply reply) implements Answer {
        @Override
        public boolean closing() {
            return false;
        }

        @Override
        public Outcome outcome(Stage stage) {
            return new Outcome.Failed(why, detail, Optional.of(reply));
        }
    }

    /** Whether it is a 421, with which the server announces that it closes the connection (RFC 5321 §3.8). */
    boolean closing();

    /** The outcome of the step that waited for it. */
    Outcome outcome(Stage stage);
}
