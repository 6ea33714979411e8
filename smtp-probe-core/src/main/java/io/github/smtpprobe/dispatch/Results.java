/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.dispatch;

import io.github.smtpprobe.batch.BatchListener;
import io.github.smtpprobe.batch.BatchProgress;
import io.github.smtpprobe.batch.BatchResult;
import io.github.smtpprobe.batch.BatchStopped;
import io.github.smtpprobe.batch.BatchSummary;
import io.github.smtpprobe.batch.BatchTally;
import io.github.smtpprobe.guard.ExtensionError;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Delivers results: to the figures, the output and, now and then, the listeners. Used only by the thread that runs the batch.
 */
final class Results {
    private final Settings settings;
    private final Consumer<? super BatchResult> output;
    private final GuardedOperators operators;
    private final BatchTally tally;
    private final List<BatchListener> listeners;
    private final long began = System.nanoTime();
    private long told = began;

    Results(Settings settings, GuardedOperators operators, Consumer<? super BatchResult> output) {
        this.settings = settings;
        this.output = output;
        this.operators = operators;
        this.tally = new BatchTally(operators);
        this.listeners = new ArrayList<>(settings.listeners());
    }

    /** Delivers a result. The target is done once the output has taken it. */
    void add(BatchResult result) {
        try {
            output.accept(result);
        } catch (RuntimeException | Error broken) {
            throw BatchStopped.output(result.number(), broken);
        }
        tally.add(result);
    }

    BatchTally tally() {
        return tally;
    }

    BatchSummary summary(boolean complete) {
        operators.tell(tally);
        return tally.summary(Duration.ofNanos(System.nanoTime() - began), complete);
    }

    /** {@return how long there is nothing to report} */
    Duration quiet() {
        return listeners.isEmpty()
                ? settings.progressEvery()
                : settings.progressEvery().minusNanos(System.nanoTime() - told);
    }

    void tell(int running, int waiting, boolean complete) {
        told = System.nanoTime();
        if (!listeners.isEmpty()) {
            BatchProgress progress = BatchProgress.of(summary(complete), running, waiting, settings.expected());
            listeners.removeIf(each -> fails(each, progress));
        }
    }

    private boolean fails(BatchListener listener, BatchProgress progress) {
        try {
            listener.progress(progress);
            return false;
        } catch (RuntimeException | Error broken) {
            tally.listenerFailed(ExtensionError.threw(listener, broken).what());
            return true;
        }
    }
}
