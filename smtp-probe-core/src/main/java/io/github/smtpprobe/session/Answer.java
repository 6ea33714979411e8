/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.session;

import io.github.smtpprobe.report.Outcome;
import io.github.smtpprobe.smtp.Reply;

/** What came of one exchange: a reply, or why there was none. */
sealed interface Answer {
    /** The server replied. */
    record Replied(Reply reply) implements Answer {}

    /** There is no reply, and the stream is of no more use. */
    record Unanswered(Outcome.Failed why) implements Answer {}
}
