/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.session;

import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.plan.Next;
import io.github.smtpprobe.report.Attempt;
import java.util.List;
import java.util.function.Supplier;

/**
 * Asked before each connection of a probe. A single probe may always connect; in a batch, each connection waits for its turn, or
 * reuses an attempt that was already made. Called on the probing thread.
 */
public interface Admission {
    /** Lets every connection pass. */
    Admission OPEN = new Admission() {
        @Override
        public List<Attempt> attempt(Next next, Deadline deadline, Supplier<List<Attempt>> conversation) {
            return conversation.get();
        }

        @Override
        public List<Attempt> look(Next look, Supplier<List<Attempt>> conversation) {
            return conversation.get();
        }

        @Override
        public void connecting() {}

        @Override
        public void connected() {}
    };

    /**
     * Makes an attempt, or returns one that was made earlier. No connection of the probe is open.
     *
     * @param next         what is planned
     * @param deadline     when waiting must end
     * @param conversation makes the attempt
     * @return the attempts; empty if no turn came in time
     */
    List<Attempt> attempt(Next next, Deadline deadline, Supplier<List<Attempt>> conversation);

    /**
     * Takes a second look, or declines it. Another connection of the probe is open, so this must not wait.
     *
     * @param look         what is planned
     * @param conversation takes the look
     * @return the look; empty if there is no room for it
     */
    List<Attempt> look(Next look, Supplier<List<Attempt>> conversation);

    /** Called when connecting begins. */
    void connecting();

    /** Called when connecting has ended, whether or not it succeeded. */
    void connected();
}
