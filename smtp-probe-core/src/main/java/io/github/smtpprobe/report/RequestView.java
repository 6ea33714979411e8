/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.report;

import io.github.smtpprobe.request.Coverage;
import io.github.smtpprobe.request.PortPlan;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.request.Target;
import io.github.smtpprobe.smtp.Stage;
import io.github.smtpprobe.text.Arguments;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What was asked, without secrets: all that checks and reports see of a request. Immutable and thread-safe; two with the same
 * content are equal.
 */
public final class RequestView {
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
        Builder view = builder(Objects.requireNonNull(request, "request").target(), request.ports())
                .coverage(request.coverage())
                .mechanisms(request.mechanisms())
                .cleartextCredentialsAllowed(request.cleartextCredentialsAllowed())
                .inspectsInvalidCertificate(request.inspectsInvalidCertificate())
                .ownTrust(request.trust().isPresent())
                .envelope(request.envelope().isPresent())
                .message(request.message().isPresent())
                .looksUpReverseNames(request.looksUpReverseNames())
                .deadline(request.deadline());
        request.stopAfter().ifPresent(view::stopAfter);
        request.credentialsKind().ifPresent(view::credentials);
        return view.build();
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

    /** {@return whether credentials may be sent without encryption} */
    public boolean cleartextCredentialsAllowed() {
        return given.cleartextCredentialsAllowed;
    }

    /** {@return whether the probe goes on after a bad certificate} */
    public boolean inspectsInvalidCertificate() {
        return given.inspectsInvalidCertificate;
    }

    /** {@return whether the request said whom TLS trusts, instead of the probe's settings} */
    public boolean ownTrust() {
        return given.ownTrust;
    }

    /** {@return whether MAIL and RCPT were asked for} */
    public boolean envelope() {
        return given.envelope;
    }

    /** {@return whether a message was given} */
    public boolean message() {
        return given.message;
    }

    /** {@return whether reverse names are looked up} */
    public boolean looksUpReverseNames() {
        return given.looksUpReverseNames;
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
                given.cleartextCredentialsAllowed,
                given.inspectsInvalidCertificate,
                given.ownTrust,
                given.envelope,
                given.message,
                given.looksUpReverseNames,
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
        private boolean cleartextCredentialsAllowed;
        private boolean inspectsInvalidCertificate;
        private boolean ownTrust;
        private boolean envelope;
        private boolean message;
        private boolean looksUpReverseNames;
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
         * Sets whether credentials may be sent without encryption.
         *
         * @param cleartextCredentialsAllowed false if it is not set
         * @return this builder
         */
        public Builder cleartextCredentialsAllowed(boolean cleartextCredentialsAllowed) {
            this.cleartextCredentialsAllowed = cleartextCredentialsAllowed;
            return this;
        }

        /**
         * Sets whether the probe goes on after a bad certificate.
         *
         * @param inspectsInvalidCertificate false if it is not set
         * @return this builder
         */
        public Builder inspectsInvalidCertificate(boolean inspectsInvalidCertificate) {
            this.inspectsInvalidCertificate = inspectsInvalidCertificate;
            return this;
        }

        /**
         * Sets whether the request said whom TLS trusts.
         *
         * @param ownTrust false if it is not set
         * @return this builder
         */
        public Builder ownTrust(boolean ownTrust) {
            this.ownTrust = ownTrust;
            return this;
        }

        /**
         * Sets whether MAIL and RCPT were asked for.
         *
         * @param envelope false if it is not set
         * @return this builder
         */
        public Builder envelope(boolean envelope) {
            this.envelope = envelope;
            return this;
        }

        /**
         * Sets whether a message was given.
         *
         * @param message false if it is not set
         * @return this builder
         */
        public Builder message(boolean message) {
            this.message = message;
            return this;
        }

        /**
         * Sets whether reverse names are looked up.
         *
         * @param wanted false if it is not set
         * @return this builder
         */
        public Builder looksUpReverseNames(boolean wanted) {
            this.looksUpReverseNames = wanted;
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
