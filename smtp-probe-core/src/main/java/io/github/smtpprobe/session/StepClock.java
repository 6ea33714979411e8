/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.session;

import io.github.smtpprobe.guard.Guard;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Measures the time of one step, not counting the time spent in the application's own code. */
final class StepClock {
    private final Recorder recorder;
    private final Guard guard;
    private final long start;
    private final Duration before;
    private @Nullable Span measured;

    /** Begins to measure. */
    StepClock(Recorder recorder, Guard guard) {
        this.recorder = recorder;
        this.guard = guard;
        this.start = recorder.now();
        this.before = guard.held();
    }

    /**
     * The time of a step, split into two parts.
     *
     * @param held   how long the application's code took
     * @param waited the remaining time, which the peer had
     */
    record Span(Duration held, Duration waited) {}

    /** Sets the time of a step that was over before it was asked for. */
    void was(Span span) {
        measured = span;
    }

    /** The time so far. */
    Span read() {
        if (measured != null) {
            return measured;
        }
        Duration held = guard.held().minus(before);
        return new Span(held, recorder.since(start).minus(held));
    }
}
