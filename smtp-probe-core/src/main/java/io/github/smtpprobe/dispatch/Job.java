/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.dispatch;

import io.github.smtpprobe.batch.BatchTarget;

/** One target on its way through the batch. Belongs to the thread that runs the batch. */
final class Job {
    private final long number;
    private final BatchTarget target;
    private final boolean again;
    private final Engine.Probe probe;
    private boolean over;

    Job(Source.Numbered numbered, boolean again, Engine.Probe probe) {
        this.number = numbered.number();
        this.target = numbered.target();
        this.again = again;
        this.probe = probe;
    }

    long number() {
        return number;
    }

    BatchTarget target() {
        return target;
    }

    /** {@return whether it was running when an earlier run ended} */
    boolean again() {
        return again;
    }

    Engine.Probe probe() {
        return probe;
    }

    /** Ends it: {@return whether it had not ended before}. */
    boolean end() {
        boolean first = !over;
        over = true;
        return first;
    }
}
