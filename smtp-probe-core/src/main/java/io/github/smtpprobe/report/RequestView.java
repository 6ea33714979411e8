/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.report;

import io.github.smtpprobe.request.Coverage;
import io.github.smtpprobe.request.PortPlan;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.request.Target;
import io.github.smtpprobe.request.Timeouts;
import io.github.smtpprobe.smtp.Stage;
import io.github.smtpprobe.text.Arguments;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** What was asked, without secrets: all that checks and reports see of a request. Immutable, thread-safe, and equal by content. */
public final class RequestView {
    /** What a request can ask for and need not. More come with the options of requests: a {@code switch} needs a {@code default}. */
    public enum Option {
        /** Credentials may be sent without encryption. */
        CLEARTEXT_CREDENTIALS,
        /** The probe goes on after a bad certificate. */
        INVALID_CERTIFICATES,
        /** The request says whom TLS trusts, instead of the probe's settings. */
        OWN_TRUST,
        /** MAIL and RCPT are tried. */
        ENVELOPE,
        /** A message is sent. */
        MESSAGE,
        /** Reverse names are looked up. */
        REVERSE_NAMES,
        /** Commands are sent together where the server offers PIPELINING. */
        PIPELINING,
        /** Each mechanism that the server offers is tried. */
        EVERY_MECHANISM,
        /** LMTP is spoken instead of SMTP. */
        LMTP,
        /** Hello is said by one verb alone. */
        HELLO_VERB,
        /** XCLIENT is sent. */
        XCLIENT
    }

    /** A copy that nobody else has. */
    private final Builder given;

    private RequestView(Builder given) {
        this.given = given;
    }

    /**
     * The view of a request.
     *
     * @param request what was asked
     * @return the same without secrets
     */
    public static RequestView of(ProbeRequest request) {
        return WithoutSecrets.of(Objects.requireNonNull(request, "request"));
    }

    /**
     * Begins the view of what another program was asked.
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
     * Tells whether something was asked for; the most wanted have methods of their own.
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

    /** {@return whether the probe goes on after a bad certificate} */
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

    /** {@return whether each mechanism that the server offers is tried, in a connection of its own} */
    public boolean triesEveryMechanism() {
        return asks(Option.EVERY_MECHANISM);
    }

    /** {@return whether commands are sent together where the server offers PIPELINING} */
    public boolean pipelines() {
        return asks(Option.PIPELINING);
    }

    /** {@return the limits of single steps, inside that of the whole probe} */
    public Timeouts timeouts() {
        return given.timeouts;
    }

    /** {@return the limit of the whole probe} */
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

    /** Collects what was asked. Not thread-safe; may be used again after {@link #build()}. */
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
            try {
                return (Builder) clone();
            } catch (CloneNotSupportedException impossible) {
                throw new AssertionError(impossible);
            }
        }

        /**
         * Sets how many routes are tried.
         *
         * @param coverage {@link Coverage#FIRST_CONVERSATION} if it is not set
         * @return this builder
         */
        public Builder coverage(Coverage coverage) {
            this.coverage = Objects.requireNonNull(coverage, "coverage");
            return this;
        }

        /**
         * Sets the last step to take.
         *
         * @param stage all are taken if it is not set
         * @return this builder
         */
        public Builder stopAfter(Stage stage) {
            this.stopAfter = Optional.of(Objects.requireNonNull(stage, "stage"));
            return this;
        }

        /**
         * Says that credentials were given.
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
         * @param mechanisms all are if it is not set
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
         * @param asked  false if it is not set
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
         * Sets the limits of single steps.
         *
         * @param timeouts {@link Timeouts#STANDARD} if it is not set
         * @return this builder
         */
        public Builder timeouts(Timeouts timeouts) {
            this.timeouts = Objects.requireNonNull(timeouts, "timeouts");
            return this;
        }

        /**
         * Sets the limit of the whole probe.
         *
         * @param deadline 30 seconds if it is not set
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
