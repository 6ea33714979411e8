/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.dns;

import java.time.Duration;
import java.util.Optional;
import org.xbill.DNS.Record;

/** What one look-up has asked, and since when it has been waiting for the last question. Used by the waiting thread. */
final class Waiting {
    /**
     * Who hears nothing for so long may say that nobody answers. A round has three seconds at least, and some of them go by before a question is
     * on its way.
     */
    private static final Duration ENOUGH = Duration.ofMillis(2_500);

    private int questions;
    private long since = System.nanoTime();
    private Optional<Record> last = Optional.empty();

    /** Counts a question that was put for this look-up. */
    void count() {
        questions++;
    }

    /** Waits for a question that may be another look-up's, too. */
    void begin(Record question, long sent) {
        last = Optional.of(question);
        since = sent;
    }

    /** {@return what was asked last} */
    Optional<Record> last() {
        return last;
    }

    int questions() {
        return questions;
    }

    /** Whether what was asked last has had its time: one that was cut short says nothing. */
    boolean longEnough() {
        return System.nanoTime() - since >= ENOUGH.toNanos();
    }
}
