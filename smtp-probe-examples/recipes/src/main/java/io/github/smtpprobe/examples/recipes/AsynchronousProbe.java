/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.examples.recipes;

import io.github.smtpprobe.ProbeCall;
import io.github.smtpprobe.SmtpProbe;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.request.ProbeRequest;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** A probe that does not block the calling thread and that its user can cancel. */
public final class AsynchronousProbe {
    private final ProbeCall call;
    private final CompletableFuture<ProbeReport> report;

    /**
     * Starts a probe.
     *
     * @param request what to probe
     * @param executor the application's executor, which runs the probe; the library itself has no threads
     */
    public AsynchronousProbe(ProbeRequest request, Executor executor) {
        call = SmtpProbe.standard().call(request);
        report = call.executeAsync(executor);
    }

    /** {@return a future of the line to show} */
    public CompletableFuture<String> summary() {
        return report.thenApply(ProbeReport::summary);
    }

    /**
     * Cancels the probe, for example when the user leaves the page: blocked I/O ends at once, and the report says that the probe
     * was cancelled.
     */
    public void giveUp() {
        call.cancel();
    }
}
