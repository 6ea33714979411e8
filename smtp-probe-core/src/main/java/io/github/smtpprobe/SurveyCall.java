/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe;

import io.github.smtpprobe.guard.Cancellations;
import io.github.smtpprobe.survey.DomainReport;
import io.github.smtpprobe.survey.DomainSurvey;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * One survey, ready to start. It can be executed once, on this thread or another, and cancelled from any thread at any time.
 * Thread-safe.
 */
public final class SurveyCall {
    private final long number = ProbeRun.nextNumber();
    private final DomainSurvey survey;
    private final Wiring wiring;
    private final @Nullable SurveyListener listener;
    private final Cancellations cancellations = new Cancellations();
    private final AtomicBoolean executed = new AtomicBoolean();
    private final CompletableFuture<DomainReport> report = new CompletableFuture<>();

    SurveyCall(DomainSurvey survey, Wiring wiring, @Nullable SurveyListener listener) {
        this.survey = survey;
        this.wiring = wiring;
        this.listener = listener;
    }

    /** {@return the number by which listeners know this call, unique within this process} */
    public long number() {
        return number;
    }

    /** {@return what is surveyed} */
    public DomainSurvey survey() {
        return survey;
    }

    /**
     * Runs the survey. Look-ups run on this thread, conversations with exchangers on up to eight threads that end with the
     * survey. The deadline begins now.
     *
     * @return the report
     * @throws IllegalStateException if this call was executed before
     */
    public DomainReport execute() {
        if (!executed.compareAndSet(false, true)) {
            throw new IllegalStateException("a call can be executed only once");
        }
        try {
            DomainReport made = new SurveyRun(number, survey, wiring, cancellations, listener).run();
            report.complete(made);
            return made;
        } catch (RuntimeException | Error fault) {
            report.completeExceptionally(fault);
            throw fault;
        }
    }

    /**
     * The report as soon as there is one.
     *
     * @return a new future for each caller; completing or cancelling it does not affect the call. It never completes if the call
     *     is never executed
     */
    public CompletableFuture<DomainReport> report() {
        return report.copy();
    }

    /**
     * Ends the survey at once: blocked I/O is released, the application's own code is interrupted, and the report says that the
     * survey was cancelled. Never blocks; later calls do nothing.
     */
    public void cancel() {
        cancellations.cancel();
    }
}
