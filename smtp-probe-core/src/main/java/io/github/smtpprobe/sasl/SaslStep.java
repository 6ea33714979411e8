/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.sasl;

import java.util.Objects;

/** What a mechanism wants to do next. RFC 4954 §4 allows no further steps in an exchange, so no kinds will be added. */
public sealed interface SaslStep {
    /** Send this response. Immutable; octets are copied in and out. */
    final class Respond implements SaslStep {
        private final byte[] response;

        /**
         * Makes a step.
         *
         * @param response the response before encoding in base64; may be empty
         */
        public Respond(byte[] response) {
            this.response = Objects.requireNonNull(response, "response").clone();
        }

        /** {@return the response before encoding in base64} */
        public byte[] response() {
            return response.clone();
        }

        @Override
        public String toString() {
            return "Respond[redacted]";
        }
    }

    /** Send this response only to get the final reply of a server that has already refused. Immutable; octets are copied in and out. */
    final class AnswerError implements SaslStep {
        private final byte[] response;
        private final OAuthError error;

        /**
         * Makes a step.
         *
         * @param response the response before encoding in base64; may be empty
         * @param error    what the server said
         */
        public AnswerError(byte[] response, OAuthError error) {
            this.response = Objects.requireNonNull(response, "response").clone();
            this.error = Objects.requireNonNull(error, "error");
        }

        /** {@return the response before encoding in base64} */
        public byte[] response() {
            return response.clone();
        }

        /** {@return what the server said} */
        public OAuthError error() {
            return error;
        }

        @Override
        public String toString() {
            return "AnswerError[" + error + "]";
        }
    }

    /** Send nothing yet: the server speaks first. */
    record AwaitChallenge() implements SaslStep {}

    /** The exchange is complete. */
    record Accept() implements SaslStep {}

    /**
     * Give up because the server has not proved that it knows the secret: its proof is wrong, or it reported success without one.
     * Handled like {@link Abort}, but reported differently.
     *
     * @param reason why, in a few words without secrets
     */
    record Distrust(String reason) implements SaslStep {
        /**
         * Makes a step.
         *
         * @param reason why
         */
        public Distrust {
            Objects.requireNonNull(reason, "reason");
        }
    }

    /**
     * Give up. The session sends {@code *} if the server still expects a response.
     *
     * @param reason why, in a few words without secrets
     */
    record Abort(String reason) implements SaslStep {
        /**
         * Makes a step.
         *
         * @param reason why
         */
        public Abort {
            Objects.requireNonNull(reason, "reason");
        }
    }
}
