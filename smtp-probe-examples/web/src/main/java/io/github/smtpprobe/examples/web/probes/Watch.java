/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.examples.web.probes;

import java.time.Duration;
import java.util.List;

/** Somebody who watches a running probe. For a single thread, except for {@link #close}, which any thread may call. */
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

    /** {@return the number by which {@link LiveProbe#leave} knows this watcher} */
    public int number() {
        return number;
    }

    /** {@return whether there may be more moments} */
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

    /** Ends watching. */
    @Override
    public void close() {
        end();
        probe.closed(this);
    }
}
