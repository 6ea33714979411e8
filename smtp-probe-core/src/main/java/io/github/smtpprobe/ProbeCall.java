/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe;

import io.github.smtpprobe.guard.Cancellation;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.request.ProbeRequest;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.RunnableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/** One probe, prepared: it can be executed once, here or elsewhere, and cancelled from any thread at any time. Thread-safe. */
public final class ProbeCall {
    private final long number = ProbeRun.nextNumber();
    private final ProbeRequest request;
    private final Wiring wiring;
    private final Cancellation cancellation = new Cancellation();
    private final AtomicBoolean executed = new AtomicBoolean();
    private final CompletableFuture<ProbeReport> report = new CompletableFuture<>();

    ProbeCall(ProbeRequest request, Wiring wiring) {
        this.request = request;
        this.wiring = wiring;
    }

    /** {@return the number by which listeners know this call, unique within this process} */
    public long number() {
        return number;
    }

    /** {@return what is probed} */
    public ProbeRequest request() {
        return request;
    }

    /**
     * Probes on this thread. The deadline begins now.
     *
     * @return the report
     * @throws IllegalStateException if this call was executed before
     */
    public ProbeReport execute() {
        if (!executed.compareAndSet(false, true)) {
            throw new IllegalStateException("a call can be executed once");
        }
        ProbeReport made = new ProbeRun(number, request, wiring, cancellation).run();
        report.complete(made);
        return made;
    }

    /**
     * The report as soon as there is one, also where the future of {@link #executeAsync} was cancelled, which has none. Until then the
     * probe still has its thread: whoever counts probes that run at once counts this one.
     *
     * @return a future of its own for each caller: completing or cancelling it does nothing to the call. It stays open where the call is
     *     never executed
     */
    public CompletableFuture<ProbeReport> report() {
        return report.copy();
    }

    /**
     * Probes on a thread of an executor. The deadline begins when that thread does; a call that is cancelled before has its report when the
     * executor comes to it. An executor that drops it, as {@code shutdownNow()} does, leaves the future open: the task that
     * {@code shutdownNow()} hands back is this future, and cancelling or running it ends the wait.
     *
     * @param executor the caller's own; the library has none
     * @return the report to come; cancelling it cancels this call, whose report {@link #report()} then has
     * @throws RejectedExecutionException if the executor takes no task; whatever else it throws comes out here too
     */
    public CompletableFuture<ProbeReport> executeAsync(Executor executor) {
        Objects.requireNonNull(executor, "executor");
        Pending pending = new Pending();
        executor.execute(pending);
        return pending;
    }

    /**
     * Ends the probe at once: blocked I/O is freed, code of the application's is interrupted, and the report says that it was cancelled.
     * Never blocks; later calls do nothing.
     */
    public void cancel() {
        cancellation.cancel();
    }

    /** The future and the task in one, so that whoever gets an unrun task back from an executor has the future. */
    private final class Pending extends CompletableFuture<ProbeReport> implements RunnableFuture<ProbeReport> {
        @Override
        public void run() {
            try {
                complete(execute());
            } catch (RuntimeException | Error misuse) {
                completeExceptionally(misuse);
            }
        }

        @Override
        public boolean cancel(boolean mayInterruptIfRunning) {
            boolean cancelled =
                    super.cancel(mayInterruptIfRunning); // first: the probe would else complete it with its report
            ProbeCall.this.cancel();
            return cancelled;
        }

        @Override
        public <U> CompletableFuture<U> newIncompleteFuture() {
            return new CompletableFuture<>();
        }
    }
}
