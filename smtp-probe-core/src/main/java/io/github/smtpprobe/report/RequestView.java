/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.report;

import io.github.smtpprobe.arguments.Arguments;
import io.github.smtpprobe.arguments.Copies;
import io.github.smtpprobe.request.Coverage;
import io.github.smtpprobe.request.PortPlan;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.request.Target;
import io.github.smtpprobe.request.Timeouts;
import io.github.smtpprobe.smtp.Stage;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * A request without its secrets, which is all that checks and reports see of it. Immutable and thread-safe; views with the same
 * content are equal.
 */
public final class RequestView {
    /** Something that a request may ask for. New options of requests add constants, so a {@code switch} needs a {@code default}. */
    public enum Option {
        /** Credentials may be sent without encryption. */
        CLEARTEXT_CREDENTIALS,
        /** The probe continues after a bad certificate. */
        INVALID_CERTIFICATES,
        /** The request says whom TLS trusts, instead of the probe's settings. */
        OWN_TRUST,
        /** MAIL and RCPT are tried. */
        ENVELOPE,
        /** A message is sent. */
        MESSAGE,
        /** Reverse names are looked up. */
        REVERSE_NAMES,
        /** Commands are sent together if the server offers PIPELINING. */
        PIPELINING,
        /** Each mechanism that the server offers is tried. */
        EVERY_MECHANISM,
        /** LMTP is spoken instead of SMTP. */
        LMTP,
        /** Only one given verb is used to greet the server. */
        HELLO_VERB,
        /** XCLIENT is sent. */
        XCLIENT
    }

    /** A private copy. */
    private final Builder given;

    private RequestView(Builder given) {
        this.given = given;
    }

    /**
     * The view of a request.
     *
     * @param request what was asked
     * @return its view
     */
    public static RequestView of(ProbeRequest request) {
        return WithoutSecrets.of(Objects.requireNonNull(request, "request"));
    }

    /**
     * Begins a view of what another program was asked to do.
     *
     * @param target what is probed
     * @param ports  the ports with their modes
     * @return a builder
     */
    public static Builder builder(Target target, PortPlan ports) {
        return new Builder(Objects.requireNonNull(target, "target"), Objects.requireNonNull(ports, "ports"));
    }

    /** {@return what is probed} */
    public Target target() {
        return given.target;
    }

    /** {@return the ports with their modes} */
    public PortPlan ports() {
        return given.ports;
    }

    /** {@return how many routes are tried} */
    public Coverage coverage() {
        return given.coverage;
    }

    /** {@return the last step to take; empty for all} */
    public Optional<Stage> stopAfter() {
        return given.stopAfter;
    }

    /** {@return the kind of credentials; empty if none were given} */
    public Optional<String> credentials() {
        return given.credentials;
    }

    /** {@return the only mechanisms allowed; empty for all} */
    public List<String> mechanisms() {
        return given.mechanisms;
    }

    /**
     * Tells whether something was asked for; the most common options have methods of their own.
     *
     * @param option what
     * @return whether it was
     */
    public boolean asks(Option option) {
        return given.options.contains(Objects.requireNonNull(option, "option"));
    }

    /** {@return whether credentials may be sent without encryption} */
    public boolean cleartextCredentialsAllowed() {
        return asks(Option.CLEARTEXT_CREDENTIALS);
    }

    /** {@return whether the probe continues after a bad certificate} */
    public boolean inspectsInvalidCertificate() {
        return asks(Option.INVALID_CERTIFICATES);
    }

    /** {@return whether the request said whom TLS trusts, instead of the probe's settings} */
    public boolean ownTrust() {
        return asks(Option.OWN_TRUST);
    }

    /** {@return whether MAIL and RCPT were asked for} */
    public boolean envelope() {
        return asks(Option.ENVELOPE);
    }

    /** {@return whether a message was given} */
    public boolean message() {
        return asks(Option.MESSAGE);
    }

    /** {@return whether reverse names are looked up} */
    public boolean looksUpReverseNames() {
        return asks(Option.REVERSE_NAMES);
    }

    /** {@return whether each mechanism that the server offers is tried, on a connection of its own} */
    public boolean triesEveryMechanism() {
        return asks(Option.EVERY_MECHANISM);
    }

    /** {@return whether commands are sent together if the server offers PIPELINING} */
    public boolean pipelines() {
        return asks(Option.PIPELINING);
    }

    /** {@return the time limits of the individual phases, within that of the whole probe} */
    public Timeouts timeouts() {
        return given.timeouts;
    }

    /** {@return the time limit of the whole probe} */
    public Duration deadline() {
        return given.deadline;
    }

    private List<Object> parts() {
        return List.of(
                given.target,
                given.ports,
                given.coverage,
                given.stopAfter,
                given.credentials,
                given.mechanisms,
                given.options,
                given.timeouts,
                given.deadline);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RequestView that && parts().equals(that.parts());
    }

    @Override
    public int hashCode() {
        return parts().hashCode();
    }

    /** {@return target, ports, coverage and the kind of credentials} */
    @Override
    public String toString() {
        return target().name() + " " + ports().entries() + " " + coverage() + " credentials="
                + credentials().orElse("none");
    }

    /** Builds a {@link RequestView}. Not thread-safe; may be used again after {@link #build()}. */
    public static final class Builder implements Cloneable {
        private final Target target;
        private final PortPlan ports;
        private Coverage coverage = Coverage.FIRST_CONVERSATION;
        private Optional<Stage> stopAfter = Optional.empty();
        private Optional<String> credentials = Optional.empty();
        private List<String> mechanisms = List.of();
        private Set<Option> options = Set.of();
        private Timeouts timeouts = Timeouts.STANDARD;
        private Duration deadline = Duration.ofSeconds(30);

        private Builder(Target target, PortPlan ports) {
            this.target = target;
            this.ports = ports;
        }

        private Builder copy() {
            return Copies.of(() -> (Builder) clone());
        }

        /**
         * Sets how many routes are tried.
         *
         * @param coverage the coverage; {@link Coverage#FIRST_CONVERSATION} if not set
         * @return this builder
         */
        public Builder coverage(Coverage coverage) {
            this.coverage = Objects.requireNonNull(coverage, "coverage");
            return this;
        }

        /**
         * Sets the last step to take.
         *
         * @param stage the last step; if not set, all steps are taken
         * @return this builder
         */
        public Builder stopAfter(Stage stage) {
            this.stopAfter = Optional.of(Objects.requireNonNull(stage, "stage"));
            return this;
        }

        /**
         * Sets that credentials were given, and of which kind.
         *
         * @param kind such as {@code password}
         * @return this builder
         */
        public Builder credentials(String kind) {
            this.credentials = Optional.of(Objects.requireNonNull(kind, "kind"));
            return this;
        }

        /**
         * Sets the only mechanisms allowed.
         *
         * @param mechanisms the mechanisms; if not set, all are allowed
         * @return this builder
         */
        public Builder mechanisms(List<String> mechanisms) {
            this.mechanisms = Arguments.copy(mechanisms, "mechanisms");
            return this;
        }

        /**
         * Sets whether something was asked for.
         *
         * @param option what
         * @param asked  false if not set
         * @return this builder
         */
        public Builder option(Option option, boolean asked) {
            if (options.contains(Objects.requireNonNull(option, "option")) != asked) {
                Set<Option> changed = EnumSet.of(option);
                changed.addAll(options);
                changed.removeIf(each -> each == option && !asked);
                this.options = Collections.unmodifiableSet(changed);
            }
            return this;
        }

        /**
         * Sets the time limits of the individual phases.
         *
         * @param timeouts the limits; {@link Timeouts#STANDARD} if not set
         * @return this builder
         */
        public Builder timeouts(Timeouts timeouts) {
            this.timeouts = Objects.requireNonNull(timeouts, "timeouts");
            return this;
        }

        /**
         * Sets the time limit of the whole probe.
         *
         * @param deadline the limit; 30 seconds if not set
         * @return this builder
         */
        public Builder deadline(Duration deadline) {
            this.deadline = Arguments.notNegative(deadline, "deadline");
            return this;
        }

        /** {@return the view} */
        public RequestView build() {
            return new RequestView(copy());
        }
    }
}
