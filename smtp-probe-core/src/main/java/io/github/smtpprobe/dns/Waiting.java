/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.dns;

import java.time.Duration;
import java.util.Optional;
import org.xbill.DNS.Record;

/** What one look-up has asked, and since when it has been waiting for the last question. Used by the waiting thread. */
final class Waiting {
    /**
     * How long to wait before saying that nobody answers. A round takes at least three seconds, some of which pass before a
     * question is sent.
     */
    private static final Duration ENOUGH = Duration.ofMillis(2_500);

    private int questions;
    private long since = System.nanoTime();
    private Optional<Record> last = Optional.empty();

    /** Counts a question that was sent for this look-up. */
    void count() {
        questions++;
    }

    /** Begins to wait for a question, which may have been sent for another look-up. */
    void begin(Record question, long sent) {
        last = Optional.of(question);
        since = sent;
    }

    /** {@return the question that was asked last} */
    Optional<Record> last() {
        return last;
    }

    int questions() {
        return questions;
    }

    /** Whether there was enough time for the last question; otherwise its silence means nothing. */
    boolean longEnough() {
        return System.nanoTime() - since >= ENOUGH.toNanos();
    }
}
