/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe;

import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.clock.ExtensionError;
import io.github.smtpprobe.clock.Guard;
import io.github.smtpprobe.report.ProbeListener;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** The listeners of one call. One that throws, or holds the ended probe, is heard of once in the report and not told anything more. */
final class Listeners {
    /** What all events together may take once the probe is over, and what each may take at least. */
    private static final Duration LAST_WORDS = Duration.ofMillis(80);

    private static final Duration LEAST = Duration.ofMillis(10);

    private final long call;
    private final List<ProbeListener> listeners;
    private final Guard guard;
    private final Deadline deadline;
    private @Nullable Deadline lastWords;
    private Optional<String> failure = Optional.empty();

    Listeners(long call, List<ProbeListener> listeners, Guard guard, Deadline deadline) {
        this.call = call;
        this.listeners = new ArrayList<>(listeners);
        this.guard = guard;
        this.deadline = deadline;
    }

    void tell(BiConsumer<ProbeListener, Long> event) {
        listeners.removeIf(listener -> fails(listener, event));
    }

    private boolean fails(ProbeListener listener, BiConsumer<ProbeListener, Long> event) {
        boolean over = deadline.expired() || guard.cancellation().cancelled();
        Deadline limit = over ? lastWord() : deadline;
        try {
            guard.finish(listener, limit, () -> {
                event.accept(listener, call);
                return true;
            });
        } catch (ExtensionError broken) {
            failure = failure.or(() -> Optional.of(broken.what()));
            return true;
        }
        boolean holds = over && limit.expired();
        if (holds) {
            failure = failure.or(() -> Optional.of(ExtensionError.nameOf(listener) + " held the probe that was over"));
        }
        return holds;
    }

    private Deadline lastWord() {
        if (lastWords == null) {
            lastWords = Deadline.after(LAST_WORDS, deadline.ticker());
        }
        return lastWords.remaining().compareTo(LEAST) > 0 ? lastWords : Deadline.after(LEAST, deadline.ticker());
    }

    /** What the first listener that failed did, in words. */
    Optional<String> failure() {
        return failure;
    }
}
