/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe;

import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.fact.Fact;
import io.github.smtpprobe.guard.ExtensionError;
import io.github.smtpprobe.guard.Guard;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.report.Purpose;
import io.github.smtpprobe.report.RequestView;
import io.github.smtpprobe.route.Resolution;
import io.github.smtpprobe.route.Route;
import io.github.smtpprobe.session.SessionListener;
import io.github.smtpprobe.smtp.Stage;
import io.github.smtpprobe.transcript.Entry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** The listeners of one call, and its log. One that throws, or holds the ended probe, is heard of once in the report and not told anything more. */
final class Listeners implements SessionListener {
    /** What all events together may take once the probe is over, and what each may take at least. */
    static final Duration LAST_WORDS = Duration.ofMillis(80);

    static final Duration LEAST = Duration.ofMillis(10);

    private final ProbeEvent.Source source;
    private final List<ProbeListener> listeners;
    private final Guard guard;
    private final Deadline deadline;
    private @Nullable Deadline lastWords;
    private Optional<String> failure = Optional.empty();

    Listeners(long call, List<ProbeListener> listeners, Guard guard, Deadline deadline) {
        this.source = new ProbeEvent.Source(call, guard.cancellation());
        this.listeners = new ArrayList<>(listeners);
        this.guard = guard;
        this.deadline = deadline;
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
            tell(new ProbeEvent.Finished(source, report), ProbeListener::finished);
        }
    }

    /** Whether anybody listens: an event that nobody hears is not made. */
    private boolean heard() {
        return !listeners.isEmpty();
    }

    private <E extends ProbeEvent> void tell(E event, BiConsumer<ProbeListener, E> method) {
        listeners.removeIf(listener -> fails(listener, () -> method.accept(listener, event)));
    }

    private boolean fails(ProbeListener listener, Runnable event) {
        boolean over = deadline.expired() || guard.cancellation().cancelled();
        Deadline limit = over ? lastWord() : deadline;
        long start = deadline.ticker().nanos();
        try {
            guard.finish(listener, limit, () -> {
                event.run();
                return true;
            });
        } catch (ExtensionError broken) {
            failure = failure.or(() -> Optional.of(broken.what()));
            return true;
        }
        if (!limit.expired()) {
            return false;
        }
        Duration took = Duration.ofNanos(deadline.ticker().nanos() - start);
        boolean holds = over || took.compareTo(LAST_WORDS) > 0;
        if (holds) {
            String what = over
                    ? " held the probe that was over"
                    : " held the probe until its deadline, for " + took.toMillis() + " ms";
            failure = failure.or(() -> Optional.of(ExtensionError.nameOf(listener) + what));
        }
        return holds;
    }

    private Deadline lastWord() {
        if (lastWords == null) {
            lastWords = Deadline.after(LAST_WORDS, deadline.ticker());
        }
        return lastWords.remaining().compareTo(LEAST) > 0 ? lastWords : Deadline.after(LEAST, deadline.ticker());
    }

    /** What the first listener that failed did, in words. */
    Optional<String> failure() {
        return failure;
    }
}
