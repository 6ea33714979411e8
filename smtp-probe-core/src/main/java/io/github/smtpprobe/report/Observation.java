/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.report;

import io.github.smtpprobe.route.Resolution;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Everything that was seen, and what follows from it for the probe: what checks read. Immutable and thread-safe. */
public final class Observation {
    private final RequestView request;
    private final Resolution resolution;
    private final List<Attempt> attempts;
    private final Instant started;
    private final Duration took;
    private final Optional<String> listenerFailure;
    private final Decision decision;

    /**
     * Makes an observation.
     *
     * @param request    what was asked
     * @param resolution how names became routes
     * @param attempts   the attempts in order
     * @param started    when the probe began, by the wall clock
     * @param took       how long it took
     * @param listenerFailure the class of an exception that a listener threw
     */
    public Observation(
            RequestView request,
            Resolution resolution,
            List<Attempt> attempts,
            Instant started,
            Duration took,
            Optional<String> listenerFailure) {
        this.request = request;
        this.resolution = resolution;
        this.attempts = List.copyOf(attempts);
        this.started = started;
        this.took = took;
        this.listenerFailure = listenerFailure;
        this.decision = Decision.of(request.coverage(), resolution, this.attempts);
    }

    /** {@return what was asked} */
    public RequestView request() {
        return request;
    }

    /** {@return how names became routes} */
    public Resolution resolution() {
        return resolution;
    }

    /** {@return the attempts in order} */
    public List<Attempt> attempts() {
        return attempts;
    }

    /** {@return when the probe began, by the wall clock} */
    public Instant started() {
        return started;
    }

    /** {@return how long the probe took} */
    public Duration took() {
        return took;
    }

    /** {@return the class of an exception that a listener threw} */
    public Optional<String> listenerFailure() {
        return listenerFailure;
    }

    /** {@return what the probe comes to, and what makes it so} */
    public Decision decision() {
        return decision;
    }
}
