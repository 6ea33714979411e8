/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.harness;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.ProbeEvent;
import io.github.smtpprobe.ProbeListener;
import io.github.smtpprobe.fact.Fact;
import io.github.smtpprobe.fact.FailureKind;
import io.github.smtpprobe.fact.MessageTransfer;
import io.github.smtpprobe.fact.Outcome;
import io.github.smtpprobe.report.Attempt;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.smtp.Stage;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** A listener that keeps all events of a probe, in order, and compares them with its report. */
public final class Heard implements ProbeListener {
    private final List<ProbeEvent> events = new ArrayList<>();
    private final Consumer<ProbeEvent> then;

    public Heard() {
        this(event -> {});
    }

    /** Does something with each event, too. */
    public Heard(Consumer<ProbeEvent> then) {
        this.then = then;
    }

    public List<ProbeEvent> events() {
        return events;
    }

    /** All that the report holds was told, in order, with the call and the attempt it belongs to. */
    public void check(ProbeReport report) {
        assertThat(events.get(0)).isInstanceOf(ProbeEvent.ProbeStarted.class);
        assertThat(events.get(1)).isInstanceOf(ProbeEvent.Resolved.class);
        assertThat(only(ProbeEvent.ProbeFinished.class, events))
                .extracting(ProbeEvent.ProbeFinished::report)
                .containsExactly(report);
        assertThat(events.get(events.size() - 1)).isInstanceOf(ProbeEvent.ProbeFinished.class);
        assertThat(events.stream().map(ProbeEvent::call).distinct()).hasSize(1);
        report.attempts().forEach(this::check);
    }

    private void check(Attempt attempt) {
        List<ProbeEvent> own = events.stream()
                .filter(event -> event.attempt().orElse(-1) == attempt.index())
                .toList();
        List<ProbeEvent.AttemptStarted> started = only(ProbeEvent.AttemptStarted.class, own);
        assertThat(started).hasSize(1);
        assertThat(started.get(0).route()).isEqualTo(attempt.route());
        assertThat(started.get(0).purpose()).isEqualTo(attempt.purpose());
        assertThat(only(ProbeEvent.Recorded.class, own))
                .extracting(ProbeEvent.Recorded::entry)
                .isEqualTo(attempt.transcript().entries());
        assertThat(only(ProbeEvent.Observed.class, own))
                .extracting(ProbeEvent.Observed::fact)
                .isEqualTo(attempt.facts());
        checkSteps(own);
    }

    private static <E extends ProbeEvent> List<E> only(Class<E> kind, List<ProbeEvent> events) {
        return events.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /** Each step that begins ends, and what never began was not taken. */
    private static void checkSteps(List<ProbeEvent> order) {
        Set<Stage> open = EnumSet.noneOf(Stage.class);
        for (ProbeEvent event : order) {
            if (event instanceof ProbeEvent.StepStarted step) {
                assertThat(open.add(step.stage())).as(event + " in " + order).isTrue();
            } else if (event instanceof ProbeEvent.Observed step && !open.remove(begun(step.fact(), open))) {
                assertThat(notTaken(step.fact().outcome()))
                        .as(step.fact() + " in " + order)
                        .isTrue();
            }
        }
        assertThat(open).isEmpty();
    }

    /** DATA and the message are one step, which ends where it came to; in LMTP each recipient but the first has a step of its own. */
    private static Stage begun(Fact fact, Set<Stage> open) {
        return fact instanceof MessageTransfer && open.contains(Stage.DATA) ? Stage.DATA : fact.stage();
    }

    private static boolean notTaken(Outcome outcome) {
        return outcome instanceof Outcome.Skipped
                || (outcome instanceof Outcome.Failed failed
                        && Set.of(FailureKind.CANCELLED, FailureKind.DEADLINE).contains(failed.kind()));
    }

    private void hear(ProbeEvent event) {
        events.add(event);
        then.accept(event);
    }

    @Override
    public void probeStarted(ProbeEvent.ProbeStarted event) {
        hear(event);
    }

    @Override
    public void resolved(ProbeEvent.Resolved event) {
        hear(event);
    }

    @Override
    public void attemptStarted(ProbeEvent.AttemptStarted event) {
        hear(event);
    }

    @Override
    public void stepStarted(ProbeEvent.StepStarted event) {
        hear(event);
    }

    @Override
    public void recorded(ProbeEvent.Recorded event) {
        hear(event);
    }

    @Override
    public void observed(ProbeEvent.Observed event) {
        hear(event);
    }

    @Override
    public void probeFinished(ProbeEvent.ProbeFinished event) {
        hear(event);
    }
}
