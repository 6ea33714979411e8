/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe;

import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.fact.Fact;
import io.github.smtpprobe.guard.Guard;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.report.Purpose;
import io.github.smtpprobe.report.RequestView;
import io.github.smtpprobe.route.Resolution;
import io.github.smtpprobe.route.Route;
import io.github.smtpprobe.session.SessionListener;
import io.github.smtpprobe.smtp.Stage;
import io.github.smtpprobe.transcript.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * The listeners of one call, and its log. A listener that throws, or does not return when the probe has ended, is mentioned
 * once in the report and is told nothing more.
 */
final class ProbeListening implements SessionListener {
    private final ProbeEvent.Source source;
    private final List<ProbeListener> listeners;
    private final ListenerTime listenerTime;
    private Optional<String> failure = Optional.empty();

    ProbeListening(long call, List<ProbeListener> listeners, Guard guard, Deadline deadline) {
        this.source = new ProbeEvent.Source(call, guard.cancellation());
        this.listeners = new ArrayList<>(listeners);
        this.listenerTime = new ListenerTime("probe", guard, deadline);
    }

    void started(RequestView request) {
        if (heard()) {
            tell(new ProbeEvent.ProbeStarted(source, request), ProbeListener::probeStarted);
        }
    }

    void resolved(Resolution resolution) {
        if (heard()) {
            tell(new ProbeEvent.Resolved(source, resolution), ProbeListener::resolved);
        }
    }

    @Override
    public void started(int attempt, Route route, Purpose purpose) {
        if (heard()) {
            tell(new ProbeEvent.AttemptStarted(source, attempt, route, purpose), ProbeListener::attemptStarted);
        }
    }

    @Override
    public void begun(int attempt, Stage stage) {
        if (heard()) {
            tell(new ProbeEvent.StepStarted(source, attempt, stage), ProbeListener::stepStarted);
        }
    }

    @Override
    public void recorded(int attempt, Entry entry) {
        ProbeLog.write(source.number(), entry);
        if (heard()) {
            tell(new ProbeEvent.Recorded(source, attempt, entry), ProbeListener::recorded);
        }
    }

    @Override
    public void observed(int attempt, Fact fact) {
        if (heard()) {
            tell(new ProbeEvent.Observed(source, attempt, fact), ProbeListener::observed);
        }
    }

    void finished(ProbeReport report) {
        if (heard()) {
            tell(new ProbeEvent.ProbeFinished(source, report), ProbeListener::probeFinished);
        }
    }

    /** Whether anybody listens: an event that nobody would hear is not created. */
    private boolean heard() {
        return !listeners.isEmpty();
    }

    private <E extends ProbeEvent> void tell(E event, BiConsumer<ProbeListener, E> method) {
        listeners.removeIf(listener -> fails(listener, () -> method.accept(listener, event)));
    }

    private boolean fails(ProbeListener listener, Runnable event) {
        String fault = listenerTime.fault(listener, event);
        if (fault.isEmpty()) {
            return false;
        }
        failure = failure.or(() -> Optional.of(fault));
        return true;
    }

    /** What the first listener that failed did, in words. */
    Optional<String> failure() {
        return failure;
    }
}
