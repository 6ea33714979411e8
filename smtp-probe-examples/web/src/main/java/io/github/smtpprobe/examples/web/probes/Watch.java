/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.examples.web.probes;

import java.time.Duration;
import java.util.List;

/** Somebody who looks on while a probe runs. For one thread, but for {@link #close}, which is for any. */
public final class Watch implements AutoCloseable {
    private final LiveProbe probe;
    private final int number;
    private int known;
    private volatile boolean ended;

    Watch(LiveProbe probe, int number, int known) {
        this.probe = probe;
        this.number = number;
        this.known = Math.max(0, known);
    }

    /** {@return by which number {@link LiveProbe#leave} knows it} */
    public int number() {
        return number;
    }

    /** {@return whether there may be more to tell} */
    public boolean open() {
        return !ended;
    }

    /**
     * Waits for moments.
     *
     * @param patience how long
     * @return those that are new; none if none came in this time
     * @throws InterruptedException if this thread is interrupted
     */
    public List<Moment> next(Duration patience) throws InterruptedException {
        List<Moment> news = probe.journal().after(known, patience);
        if (!news.isEmpty()) {
            known = news.get(news.size() - 1).id();
        }
        ended |= probe.ended() && probe.journal().after(known, Duration.ZERO).isEmpty();
        return news;
    }

    void end() {
        ended = true;
        probe.journal().wake();
    }

    /** They are gone. */
    @Override
    public void close() {
        end();
        probe.closed(this);
    }
}
