/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe;

import io.github.smtpprobe.report.ProbeListener;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/** The listeners of one call. One that throws is heard of once in the report and not told anything more. */
final class Audience {
    private final long call;
    private final List<ProbeListener> listeners;
    private Optional<String> failure = Optional.empty();

    Audience(long call, List<ProbeListener> listeners) {
        this.call = call;
        this.listeners = new ArrayList<>(listeners);
    }

    void tell(BiConsumer<ProbeListener, Long> event) {
        listeners.removeIf(listener -> {
            try {
                event.accept(listener, call);
                return false;
            } catch (RuntimeException | Error broken) {
                failure = Optional.of(broken.getClass().getSimpleName());
                return true;
            }
        });
    }

    /** The class of the exception that the last muted listener threw. */
    Optional<String> failure() {
        return failure;
    }
}
