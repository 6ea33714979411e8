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

/**
 * One probe, ready to start. It can be executed once, on this thread or another, and cancelled from any thread at any time.
 * Thread-safe.
 */
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
            throw new IllegalStateException("a call can be executed only once");
        }
        ProbeReport made = new ProbeRun(number, request, wiring, cancellation).run();
        report.complete(made);
        return made;
    }

    /**
     * The report, as soon as there is one, even if the future of {@link #executeAsync} was cancelled and so has no result. Until
     * this future completes, the probe still occupies its thread: count it among the probes that are running.
     *
     * @return a new future for each caller; completing or cancelling it does not affect the call. It never completes if the call
     *     is never executed
     */
    public CompletableFuture<ProbeReport> report() {
        return report.copy();
    }

    /**
     * Probes on a thread of an executor. The deadline begins when the probe starts on that thread; a call that was cancelled
     * earlier gets its report at that moment. An executor that drops the task, as {@code shutdownNow()} does, leaves the future
     * incomplete: the task that {@code shutdownNow()} returns is this future, and running or cancelling it completes it.
     *
     * @param executor the caller's own; the library has none
     * @return the future report; cancelling it cancels this call, and the report is then available from {@link #report()}
     * @throws RejectedExecutionException if the executor rejects the task; anything else that it throws is passed on as well
     */
    public CompletableFuture<ProbeReport> executeAsync(Executor executor) {
        Objects.requireNonNull(executor, "executor");
        Pending pending = new Pending();
        executor.execute(pending);
        return pending;
    }

    /**
     * Ends the probe at once: blocked I/O is released, the application's own code is interrupted, and the report says that the
     * probe was cancelled. Never blocks; later calls do nothing.
     */
    public void cancel() {
        cancellation.cancel();
    }

    /** The future and its task in one, so that whoever gets an unstarted task back from an executor has the future. */
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
