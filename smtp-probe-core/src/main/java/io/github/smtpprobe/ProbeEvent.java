/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe;

import io.github.smtpprobe.fact.Fact;
import io.github.smtpprobe.guard.Cancellation;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.report.Purpose;
import io.github.smtpprobe.report.RequestView;
import io.github.smtpprobe.route.Resolution;
import io.github.smtpprobe.route.Route;
import io.github.smtpprobe.smtp.Stage;
import io.github.smtpprobe.transcript.Entry;
import java.util.OptionalInt;

/** Something that happened in a probe, passed to a {@link ProbeListener}. Immutable; it may be kept, and handed to another thread. */
public abstract class ProbeEvent {
    private final Source source;
    private final OptionalInt attempt;

    private ProbeEvent(Source source) {
        this.source = source;
        this.attempt = OptionalInt.empty();
    }

    private ProbeEvent(Source source, int attempt) {
        this.source = source;
        this.attempt = OptionalInt.of(attempt);
    }

    /** The call that events come from. */
    record Source(long number, Cancellation cancellation) {}

    Source source() {
        return source;
    }

    /** {@return the {@linkplain ProbeCall#number() number} of the call, unique within this process} */
    public final long call() {
        return source.number();
    }

    /** {@return the index of the attempt in the report, counted from 0; empty if the event belongs to no attempt} */
    public final OptionalInt attempt() {
        return attempt;
    }

    /** Cancels the call, as {@link ProbeCall#cancel()} does. Never blocks, and does nothing once the probe has ended. */
    public final void cancel() {
        source.cancellation().cancel();
    }

    /** {@return the kind of event, the call and the attempt, for logging} */
    @Override
    public final String toString() {
        String where = attempt.isPresent() ? ", attempt " + attempt.getAsInt() : "";
        return getClass().getSimpleName() + " (probe " + call() + where + ")";
    }

    /** The probe begins. */
    public static final class ProbeStarted extends ProbeEvent {
        private final RequestView request;

        ProbeStarted(Source source, RequestView request) {
            super(source);
            this.request = request;
        }

        /** {@return the request, without its secrets} */
        public RequestView request() {
            return request;
        }
    }

    /** Names were looked up. */
    public static final class Resolved extends ProbeEvent {
        private final Resolution resolution;

        Resolved(Source source, Resolution resolution) {
            super(source);
            this.resolution = resolution;
        }

        /** {@return what was found} */
        public Resolution resolution() {
            return resolution;
        }
    }

    /** An attempt begins. */
    public static final class AttemptStarted extends ProbeEvent {
        private final Route route;
        private final Purpose purpose;

        AttemptStarted(Source source, int attempt, Route route, Purpose purpose) {
            super(source, attempt);
            this.route = route;
            this.purpose = purpose;
        }

        /** {@return the route that is tried} */
        public Route route() {
            return route;
        }

        /** {@return why the attempt is made} */
        public Purpose purpose() {
            return purpose;
        }
    }

    /** A step begins. */
    public static final class StepStarted extends ProbeEvent {
        private final Stage stage;

        StepStarted(Source source, int attempt, Stage stage) {
            super(source, attempt);
            this.stage = stage;
        }

        /** {@return the step} */
        public Stage stage() {
            return stage;
        }
    }

    /** A line was sent or received, or something happened to the connection. */
    public static final class Recorded extends ProbeEvent {
        private final Entry entry;

        Recorded(Source source, int attempt, Entry entry) {
            super(source, attempt);
            this.entry = entry;
        }

        /** {@return the entry of the transcript} */
        public Entry entry() {
            return entry;
        }
    }

    /** A step has ended, or was skipped. */
    public static final class Observed extends ProbeEvent {
        private final Fact fact;

        Observed(Source source, int attempt, Fact fact) {
            super(source, attempt);
            this.fact = fact;
        }

        /** {@return the outcome of the step} */
        public Fact fact() {
            return fact;
        }
    }

    /** The probe has ended. */
    public static final class ProbeFinished extends ProbeEvent {
        private final ProbeReport report;

        ProbeFinished(Source source, ProbeReport report) {
            super(source);
            this.report = report;
        }

        /** {@return the report} */
        public ProbeReport report() {
            return report;
        }
    }
}
