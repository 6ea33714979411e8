/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.examples.web.guard;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;

/** A limited number of places, for all clients together and for each one. Thread-safe; never blocks. */
final class Places {
    private static final Duration SOON = Duration.ofSeconds(5);

    private final Semaphore all;
    private final int each;
    private final Map<String, Integer> taken = new ConcurrentHashMap<>();

    Places(int each, int all) {
        this.each = each;
        this.all = new Semaphore(all);
    }

    /**
     * Takes a place.
     *
     * @param client  for whom
     * @param tooMany what to say where the client has all of theirs
     * @return the place
     * @throws NotNow if there is none
     */
    Turn take(Client client, NotNow.Reason tooMany) throws NotNow {
        if (!taken(client.key(), each)) {
            throw new NotNow(tooMany, SOON);
        }
        if (client.wider() != null && !taken(client.wider(), each * Client.WIDER)) {
            free(client.key());
            throw new NotNow(tooMany, SOON);
        }
        if (!all.tryAcquire()) {
            free(client);
            throw new NotNow(NotNow.Reason.BUSY, SOON);
        }
        AtomicBoolean given = new AtomicBoolean();
        return () -> {
            if (given.compareAndSet(false, true)) {
                all.release();
                free(client);
            }
        };
    }

    /** {@return how many clients have a place} */
    int clients() {
        return taken.size();
    }

    private boolean taken(String key, int most) {
        boolean[] got = new boolean[1];
        taken.compute(key, (same, count) -> {
            int now = count == null ? 0 : count;
            got[0] = now < most;
            return got[0] ? Integer.valueOf(now + 1) : count;
        });
        return got[0];
    }

    private void free(Client client) {
        free(client.key());
        if (client.wider() != null) {
            free(client.wider());
        }
    }

    private void free(String key) {
        taken.computeIfPresent(key, (same, count) -> count > 1 ? Integer.valueOf(count - 1) : null);
    }
}
