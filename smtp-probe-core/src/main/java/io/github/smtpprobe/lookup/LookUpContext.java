/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.lookup;

import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.report.Observation;
import io.github.smtpprobe.route.MailResolver;
import java.util.Objects;

/** What a look-up is given: what was seen before it, whom it may ask, and how long it may take. Immutable and thread-safe. */
public final class LookUpContext {
    private final Observation seen;
    private final MailResolver resolver;
    private final Deadline deadline;

    private LookUpContext(Observation seen, MailResolver resolver, Deadline deadline) {
        this.seen = Objects.requireNonNull(seen, "seen");
        this.resolver = Objects.requireNonNull(resolver, "resolver");
        this.deadline = Objects.requireNonNull(deadline, "deadline");
    }

    /**
     * Makes a context, for tests of a look-up.
     *
     * @param seen     what was seen
     * @param resolver whom to ask
     * @param deadline when to end
     * @return the context
     */
    public static LookUpContext of(Observation seen, MailResolver resolver, Deadline deadline) {
        return new LookUpContext(seen, resolver, deadline);
    }

    /**
     * {@return what was seen so far: the request, the names, and the attempts with the addresses of both ends, but no facts about
     * the target}
     */
    public Observation seen() {
        return seen;
    }

    /**
     * {@return the probe's resolver, for the thread that runs the look-up} It keeps the deadline, and never throws, whatever name
     * servers or the application's own resolver do. Names that it finds were chosen by their owners, so nothing in them can be
     * trusted.
     */
    public MailResolver resolver() {
        return resolver;
    }

    /** {@return when this look-up has to end: after at most 5 seconds, and within the probe's time} */
    public Deadline deadline() {
        return deadline;
    }
}
