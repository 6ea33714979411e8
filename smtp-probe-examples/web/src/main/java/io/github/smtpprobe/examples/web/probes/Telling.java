/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.examples.web.probes;

import io.github.smtpprobe.ProbeEvent;
import io.github.smtpprobe.ProbeListener;
import io.github.smtpprobe.fact.Fact;
import io.github.smtpprobe.report.Purpose;
import io.github.smtpprobe.smtp.Stage;
import io.github.smtpprobe.transcript.Entry;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writes the events of a probe into a journal: attempts, steps as they begin and end, lines. It never waits for a reader. */
final class Telling implements ProbeListener {
    private static final int NO_ATTEMPT = -1;

    private final Journal journal;
    private long began;

    Telling(Journal journal) {
        this.journal = journal;
    }

    @Override
    public void probeStarted(ProbeEvent.ProbeStarted event) {
        began = System.nanoTime();
        step(NO_ATTEMPT, Stage.RESOLVE, Stage.RESOLVE.label(), "running", Duration.ZERO, "");
    }

    @Override
    public void resolved(ProbeEvent.Resolved event) {
        int routes = event.resolution().routes().size();
        step(
                NO_ATTEMPT,
                Stage.RESOLVE,
                Stage.RESOLVE.label(),
                routes == 0 ? "failed" : "passed",
                Duration.ofNanos(System.nanoTime() - began),
                routes == 0
                        ? "no address to connect to"
                        : routes == 1 ? "one way to connect" : routes + " ways to connect");
    }

    @Override
    public void attemptStarted(ProbeEvent.AttemptStarted event) {
        journal.add(
                "attempt",
                Map.of(
                        "attempt",
                        event.attempt().orElse(NO_ATTEMPT),
                        "text",
                        event.route() + ", " + event.route().mode().words() + why(event.purpose())));
    }

    private static String why(Purpose purpose) {
        return switch (purpose) {
            case SECOND_LOOK -> " (a second look)";
            case DOWNGRADE -> " (again, in clear text)";
            case MECHANISM -> " (to try another mechanism)";
            default -> "";
        };
    }

    @Override
    public void stepStarted(ProbeEvent.StepStarted event) {
        step(event.attempt().orElse(NO_ATTEMPT), event.stage(), event.stage().label(), "running", Duration.ZERO, "");
    }

    @Override
    public void observed(ProbeEvent.Observed event) {
        Fact fact = event.fact();
        if (fact.state() != Fact.State.NOT_ASKED) {
            step(
                    event.attempt().orElse(NO_ATTEMPT),
                    fact.stage(),
                    fact.label(),
                    fact.state().token(),
                    fact.took(),
                    fact.description());
        }
    }

    private void step(int attempt, Stage stage, String label, String state, Duration took, String said) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("attempt", attempt);
        data.put("stage", stage.token());
        data.put("label", label);
        data.put("state", state);
        if (!took.isZero()) {
            data.put("ms", millis(took));
        }
        data.put("text", said);
        journal.add("step", data);
    }

    @Override
    public void recorded(ProbeEvent.Recorded event) {
        journal.add("line", line(event.attempt().orElse(NO_ATTEMPT), event.entry()));
    }

    /** A line of a dialogue for a live page. */
    static Map<String, Object> line(int attempt, Entry entry) {
        String line = entry.toString();
        int mark = entry.direction() == Entry.Direction.EVENT ? 1 : 2;
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("attempt", attempt);
        data.put("who", entry.direction().token());
        data.put("mark", line.substring(0, mark));
        data.put("text", line.substring(Math.min(line.length(), mark + 1)));
        data.put("ms", millis(entry.at()));
        return data;
    }

    /** Milliseconds with one decimal. */
    static double millis(Duration time) {
        return Math.floor(time.toNanos() / 100_000.0) / 10;
    }
}
