/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.records;

import io.github.smtpprobe.clock.Deadline;
import java.util.List;
import java.util.Objects;

/**
 * Looks names up and says for each answer how far it is proven. Implementations must be thread-safe, keep the deadline, return
 * when their thread is interrupted, and report trouble as a {@link DnsAnswer}, never by an exception, whatever name servers do.
 */
public interface SecureResolver {
    /**
     * Asks several questions in parallel.
     *
     * @param questions any number
     * @param deadline  when to stop waiting
     * @return one answer for each question, in the same order
     * @throws InterruptedException if the thread is interrupted
     */
    List<DnsAnswer> look(List<Question> questions, Deadline deadline) throws InterruptedException;

    /**
     * Asks one question.
     *
     * @param question to ask
     * @param deadline when to stop waiting
     * @return the answer
     * @throws InterruptedException if the thread is interrupted
     */
    default DnsAnswer look(Question question, Deadline deadline) throws InterruptedException {
        Objects.requireNonNull(deadline, "deadline");
        return look(List.of(Objects.requireNonNull(question, "question")), deadline)
                .get(0);
    }

    /**
     * Checks whether anything can be proven here at all: whether the root zone validates with the given anchors, clock and name
     * servers. If it does not, that is no zone's fault.
     *
     * @param deadline when to stop waiting
     * @return the result, which is remembered once it is known
     * @throws InterruptedException if the thread is interrupted
     */
    RootValidation rootValidation(Deadline deadline) throws InterruptedException;

    /**
     * Asks each of the name servers separately, to show where they differ.
     *
     * @param question to ask
     * @param deadline when to stop waiting
     * @return one answer for each name server, in order, each with its {@link DnsAnswer#server()}
     * @throws InterruptedException if the thread is interrupted
     */
    List<DnsAnswer> fromEach(Question question, Deadline deadline) throws InterruptedException;

    /** {@return how many messages were sent to name servers so far, including repetitions; 0 if that is not counted} */
    default long queries() {
        return 0;
    }
}
