/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis.examination;

import io.github.smtpprobe.clock.Deadline;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * The time limit for judging what was seen. It ends a little after the probe's own time, so that a probe that used up all of that
 * is still explained.
 */
public final class JudgingTime {
    private static final Duration LENGTH = Duration.ofMillis(150);

    private final Deadline late;
    private final Deadline soon;
    private final BooleanSupplier stopped;

    private JudgingTime(Deadline seeing, BooleanSupplier stopped) {
        this.late = Deadline.after(seeing.remaining().plus(LENGTH), seeing.ticker());
        this.soon = Deadline.after(LENGTH, seeing.ticker());
        this.stopped = stopped;
    }

    /**
     * Begins now.
     *
     * @param seeing  the deadline for observing
     * @param stopped tells whether everything was cancelled
     * @return the time
     */
    public static JudgingTime beyond(Deadline seeing, BooleanSupplier stopped) {
        return new JudgingTime(seeing, stopped);
    }

    /** {@return whether it is over, so that judging has to end} */
    public boolean over() {
        return late.expired() || (stopped.getAsBoolean() && soon.expired());
    }
}
