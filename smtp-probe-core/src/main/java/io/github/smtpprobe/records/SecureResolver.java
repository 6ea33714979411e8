/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.records;

import io.github.smtpprobe.clock.Deadline;
import java.util.List;
import java.util.Objects;

/**
 * Asks DNS and says of each answer how far it is proven. Implementations are thread-safe, keep the deadline, end when their thread is
 * interrupted, and return trouble as a {@link DnsAnswer}, never as an exception, whatever name servers do.
 */
public interface SecureResolver {
    /**
     * Asks several questions side by side.
     *
     * @param questions any number
     * @param deadline  when to stop waiting
     * @return one answer for each question, in their order
     * @throws InterruptedException when the thread is interrupted
     */
    List<DnsAnswer> look(List<Question> questions, Deadline deadline) throws InterruptedException;

    /**
     * Asks one question.
     *
     * @param question to ask
     * @param deadline when to stop waiting
     * @return the answer
     * @throws InterruptedException when the thread is interrupted
     */
    default DnsAnswer look(Question question, Deadline deadline) throws InterruptedException {
        Objects.requireNonNull(deadline, "deadline");
        return look(List.of(Objects.requireNonNull(question, "question")), deadline)
                .get(0);
    }

    /**
     * Looks whether anything can be proven here at all: whether the root zone validates, by the anchors, the clock and the name servers
     * that there are. What fails here is no zone's fault.
     *
     * @param deadline when to stop waiting
     * @return what came of it; the same again, once it was learned
     * @throws InterruptedException when the thread is interrupted
     */
    Footing footing(Deadline deadline) throws InterruptedException;

    /**
     * Asks each of the name servers alone, so that it shows where they differ.
     *
     * @param question to ask
     * @param deadline when to stop waiting
     * @return one answer for each name server, in their order, each with its {@link DnsAnswer#server()}
     * @throws InterruptedException when the thread is interrupted
     */
    List<DnsAnswer> fromEach(Question question, Deadline deadline) throws InterruptedException;

    /** {@return how many messages were sent to name servers so far, with all repetitions; 0 if that is not counted} */
    default long queries() {
        return 0;
    }
}
