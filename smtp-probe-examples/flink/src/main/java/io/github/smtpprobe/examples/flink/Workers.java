/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.examples.flink;

import io.github.smtpprobe.SmtpProbe;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.request.InvalidRequest;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/** The threads on which one subtask probes, and the probe that they share. */
final class Workers implements AutoCloseable {
    private final Probes probes;
    private final Limits limits;
    private final SmtpProbe probe;
    private final ExecutorService threads;

    Workers(Probes probes, Limits limits) {
        this.probes = probes;
        this.limits = limits;
        this.probe = probes.make();
        this.threads = Executors.newFixedThreadPool(limits.inFlight());
    }

    /** Probes a candidate's exchanger. The answer is always reported, even if the probe fails, unless this object has been closed. */
    void probe(Candidate candidate, Consumer<Answer> done) {
        threads.execute(() -> {
            Answer answer = probed(candidate);
            if (!threads.isShutdown()) {
                done.accept(answer);
            }
        });
    }

    private Answer probed(Candidate candidate) {
        try {
            ProbeReport report = probe.probe(probes.ask(candidate.exchanger())
                    .deadline(limits.deadline())
                    .build());
            return new Answer(Summary.probed(candidate, report), RateLimit.in(report));
        } catch (InvalidRequest odd) { // DNS holds names that are no host names
            return new Answer(Summary.without(candidate, "refused", String.valueOf(odd.getMessage())), false);
        } catch (RuntimeException | Error bug) { // it costs this row, not the job
            return new Answer(Summary.without(candidate, "broken", bug.toString()), false);
        }
    }

    /** Ends the probes that are running; an interrupt ends each within milliseconds. */
    @Override
    public void close() {
        threads.shutdownNow();
    }
}
