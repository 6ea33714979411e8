/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe;

import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.guard.ExtensionError;
import io.github.smtpprobe.guard.Guard;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Limits how long a probe or a survey waits for its listeners: until its deadline, and a little longer for the events that follow
 * its end. Used by one thread at a time.
 */
final class ListenerTime {
    /** The time that all events together may take once the deadline has passed. */
    private static final Duration LAST_WORDS = Duration.ofMillis(80);

    /** The least time that each event is given. */
    private static final Duration LEAST = Duration.ofMillis(10);

    private final String what;
    private final Guard guard;
    private final Deadline deadline;
    private @Nullable Deadline lastWords;

    /**
     * Prepares to deliver events.
     *
     * @param what     what is listened to: "probe" or "survey"
     * @param guard    tells whether it was cancelled
     * @param deadline its deadline
     */
    ListenerTime(String what, Guard guard, Deadline deadline) {
        this.what = what;
        this.guard = guard;
        this.deadline = deadline;
    }

    /**
     * Delivers an event.
     *
     * @param listener who hears it, for the message
     * @param event    delivers it
     * @return what the listener did wrong, in words: it threw, or did not return in time; empty if all is well
     */
    String fault(Object listener, Runnable event) {
        boolean over = deadline.expired() || guard.cancellation().cancelled();
        Deadline limit = over ? lastWord() : deadline;
        long start = deadline.ticker().nanos();
        try {
            guard.finish(listener, limit, () -> {
                event.run();
                return true;
            });
        } catch (ExtensionError broken) {
            return broken.what();
        }
        Duration took = Duration.ofNanos(deadline.ticker().nanos() - start);
        boolean holds = limit.expired() && (over || took.compareTo(LAST_WORDS) > 0);
        return holds ? ExtensionError.nameOf(listener) + " held the " + what + words(over, took) : "";
    }

    private static String words(boolean over, Duration took) {
        return over ? " that was over" : " until its deadline, for " + took.toMillis() + " ms";
    }

    private Deadline lastWord() {
        if (lastWords == null) {
            lastWords = Deadline.after(LAST_WORDS, deadline.ticker());
        }
        return lastWords.remaining().compareTo(LEAST) > 0 ? lastWords : Deadline.after(LEAST, deadline.ticker());
    }
}
