/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.sasl;

import java.util.Objects;

/**
 * What a mechanism wants next. These are all steps of an exchange that RFC 4954 §4 knows, and the kinds are closed.
 */
public sealed interface SaslStep {
    /** Send this response. Immutable: octets are copied in and out. */
    final class Respond implements SaslStep {
        private final byte[] response;

        /**
         * Makes a step.
         *
         * @param response not yet in base64; may be empty
         */
        public Respond(byte[] response) {
            this.response = Objects.requireNonNull(response, "response").clone();
        }

        /** {@return the response, not yet in base64} */
        public byte[] response() {
            return response.clone();
        }

        @Override
        public String toString() {
            return "Respond[redacted]";
        }
    }

    /** The server has refused already; this response only fetches its final reply. Immutable: octets are copied in and out. */
    final class AnswerError implements SaslStep {
        private final byte[] response;
        private final OAuthError error;

        /**
         * Makes a step.
         *
         * @param response not yet in base64; may be empty
         * @param error    what the server said
         */
        public AnswerError(byte[] response, OAuthError error) {
            this.response = Objects.requireNonNull(response, "response").clone();
            this.error = Objects.requireNonNull(error, "error");
        }

        /** {@return the response, not yet in base64} */
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
     * Give up since the other end does not show that it knows the secret: its proof is wrong, or it said success without one. As
     * {@link Abort}, and told apart from it in reports.
     *
     * @param reason why, in a few words that hold no secret
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
     * Give up: the session sends {@code *} where the stream is in step.
     *
     * @param reason why, in a few words that hold no secret
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
