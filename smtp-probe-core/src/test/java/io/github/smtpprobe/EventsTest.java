/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.report.Attempt;
import io.github.smtpprobe.report.Fact;
import io.github.smtpprobe.report.FailureKind;
import io.github.smtpprobe.report.Outcome;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.smtp.Stage;
import io.github.smtpprobe.testkit.Delivery;
import io.github.smtpprobe.testkit.MemoryTransport;
import io.github.smtpprobe.transcript.Entry;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a listener hears of each dialogue: all that the report holds, in order, with call and attempt; it can cancel at any time. */
class EventsTest {
    static Stream<DialogueFile> files() {
        return DialogueFile.all();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("files")
    void aListenerHearsAllThatTheReportHolds(DialogueFile file) {
        List<ProbeEvent> heard = new ArrayList<>();
        ProbeReport report = probe(file, heard::add);

        assertThat(heard.get(0)).isInstanceOf(ProbeEvent.ProbeStarted.class);
        assertThat(heard.get(heard.size() - 1))
                .isInstanceOfSatisfying(
                        ProbeEvent.Finished.class,
                        event -> assertThat(event.report()).isSameAs(report));
        assertThat(heard.stream().map(ProbeEvent::call).distinct()).hasSize(1);
        for (Attempt attempt : report.attempts()) {
            Heard of = Heard.of(attempt.index(), heard);
            assertThat(of.started()).hasSize(1);
            assertThat(of.started().get(0).route()).isEqualTo(attempt.route());
            assertThat(of.started().get(0).purpose()).isEqualTo(attempt.purpose());
            assertThat(of.entries()).isEqualTo(attempt.transcript().entries());
            assertThat(of.facts()).isEqualTo(attempt.facts());
            of.checkSteps();
        }
    }

    /** Each file at another event; where the probe has ended before it, nothing is cancelled. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("files")
    void aCancelFromAnyEventEndsTheProbe(DialogueFile file) {
        int moment = Math.floorMod(file.name().hashCode(), 32);
        List<ProbeEvent> heard = new ArrayList<>();
        ProbeReport report = probe(file, event -> {
            heard.add(event);
            if (heard.size() == moment + 1) {
                event.cancel();
            }
        });
        String cause = file + " at " + moment + " of " + heard + ": " + report;
        // What had failed before is what the report is about, where nothing was left to do.
        assertThat(report.has("probe.cancelled") || report.verdict().name().equals(file.one("verdict", "")))
                .as(cause)
                .isTrue();
        assertThat(heard.stream().skip(moment + 1)).as(cause).noneMatch(ProbeEvent.StepStarted.class::isInstance);
        Invariants.check(report);
    }

    private static ProbeReport probe(DialogueFile file, Consumer<ProbeEvent> ear) {
        MemoryTransport transport =
                new MemoryTransport(Delivery.WHOLE, file.certificate().serverContext(), file.script());
        ProbeReport report = SmtpProbe.builder()
                .transport(transport)
                .ticker(transport.ticker())
                .tlsSettings(DialogueFile.trusting())
                .listener(new Ear(ear))
                .build()
                .probe(file.request(25));
        assertThat(report.has("listener.failed")).as(report.toString()).isFalse();
        return report;
    }

    /** What was heard of one attempt. */
    private record Heard(
            List<ProbeEvent.AttemptStarted> started, List<Entry> entries, List<Fact> facts, List<ProbeEvent> order) {
        static Heard of(int attempt, List<ProbeEvent> all) {
            List<ProbeEvent> own = all.stream()
                    .filter(event -> event.attempt().orElse(-1) == attempt)
                    .toList();
            return new Heard(
                    only(ProbeEvent.AttemptStarted.class, own),
                    only(ProbeEvent.Recorded.class, own).stream()
                            .map(ProbeEvent.Recorded::entry)
                            .toList(),
                    only(ProbeEvent.Observed.class, own).stream()
                            .map(ProbeEvent.Observed::fact)
                            .toList(),
                    own);
        }

        private static <E extends ProbeEvent> List<E> only(Class<E> kind, List<ProbeEvent> events) {
            return events.stream().filter(kind::isInstance).map(kind::cast).toList();
        }

        /** Each step that begins ends, and what never began was not taken. */
        void checkSteps() {
            Set<Stage> open = EnumSet.noneOf(Stage.class);
            for (ProbeEvent event : order) {
                if (event instanceof ProbeEvent.StepStarted step) {
                    assertThat(open.add(step.stage()))
                            .as(event + " in " + order)
                            .isTrue();
                } else if (event instanceof ProbeEvent.Observed step && !open.remove(begun(step.fact()))) {
                    assertThat(notTaken(step.fact().outcome()))
                            .as(step.fact() + " in " + order)
                            .isTrue();
                }
            }
            assertThat(open).isEmpty();
        }

        /** DATA and the message are one step, which ends where it came to. */
        private static Stage begun(Fact fact) {
            return fact instanceof Fact.MessageTransfer ? Stage.DATA : fact.stage();
        }

        private static boolean notTaken(Outcome outcome) {
            return outcome instanceof Outcome.Skipped
                    || (outcome instanceof Outcome.Failed failed
                            && Set.of(FailureKind.CANCELLED, FailureKind.DEADLINE)
                                    .contains(failed.kind()));
        }
    }

    /** Hands every event on. */
    private record Ear(Consumer<ProbeEvent> consumer) implements ProbeListener {
        @Override
        public void probeStarted(ProbeEvent.ProbeStarted event) {
            consumer.accept(event);
        }

        @Override
        public void resolved(ProbeEvent.Resolved event) {
            consumer.accept(event);
        }

        @Override
        public void attemptStarted(ProbeEvent.AttemptStarted event) {
            consumer.accept(event);
        }

        @Override
        public void stepStarted(ProbeEvent.StepStarted event) {
            consumer.accept(event);
        }

        @Override
        public void recorded(ProbeEvent.Recorded event) {
            consumer.accept(event);
        }

        @Override
        public void observed(ProbeEvent.Observed event) {
            consumer.accept(event);
        }

        @Override
        public void finished(ProbeEvent.Finished event) {
            consumer.accept(event);
        }
    }
}
