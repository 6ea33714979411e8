/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe;

import io.github.smtpprobe.batch.BatchStopped;
import io.github.smtpprobe.batch.BatchSummary;
import io.github.smtpprobe.dispatch.Coordinator;
import java.util.concurrent.atomic.AtomicBoolean;

/** One run of a batch, ready to start. It can be executed once, and cancelled from any thread at any time. Thread-safe. */
public final class BatchCall {
    private final Coordinator coordinator;
    private final AtomicBoolean executed = new AtomicBoolean();

    BatchCall(Coordinator coordinator) {
        this.coordinator = coordinator;
    }

    /**
     * Runs the batch on this thread, as {@link ProbeBatch#run(java.util.Iterator, java.util.function.Consumer)} does.
     *
     * @return figures over all results
     * @throws BatchStopped if the output, the journal or the targets failed
     * @throws IllegalStateException if this call was executed before
     */
    public BatchSummary execute() {
        if (!executed.compareAndSet(false, true)) {
            throw new IllegalStateException("a call can be executed only once");
        }
        return coordinator.run();
    }

    /**
     * Ends the batch within a second. A target that was being probed gets the result
     * {@link io.github.smtpprobe.batch.BatchResult.State#CANCELLED} and does not count as done; a target that had not been
     * started gets no result. Never blocks; later calls do nothing.
     */
    public void cancel() {
        coordinator.cancel();
    }
}
