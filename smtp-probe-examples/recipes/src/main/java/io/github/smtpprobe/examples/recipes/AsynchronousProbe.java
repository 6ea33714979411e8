/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.examples.recipes;

import io.github.smtpprobe.ProbeCall;
import io.github.smtpprobe.SmtpProbe;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.request.ProbeRequest;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** A probe that does not hold up the thread that asked for it, and that its user can give up. */
public final class AsynchronousProbe {
    private final ProbeCall call;
    private final CompletableFuture<ProbeReport> report;

    /**
     * Starts a probe.
     *
     * @param request what to probe
     * @param executor runs it: the application's own, since the library has no threads
     */
    public AsynchronousProbe(ProbeRequest request, Executor executor) {
        call = SmtpProbe.standard().call(request);
        report = call.executeAsync(executor);
    }

    /** {@return the line to show, as soon as it is known} */
    public CompletableFuture<String> summary() {
        return report.thenApply(ProbeReport::summary);
    }

    /** The user has left the page: blocked I/O ends at once, and the report says that it was cancelled. */
    public void giveUp() {
        call.cancel();
    }
}
