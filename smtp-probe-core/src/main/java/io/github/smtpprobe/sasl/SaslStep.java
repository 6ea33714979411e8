/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.sasl;

/** What a mechanism wants next. */
public sealed interface SaslStep {
    /**
     * Send this response.
     *
     * @param response not yet in base64; may be empty
     */
    record Respond(byte[] response) implements SaslStep {
        @Override
        public String toString() {
            return "Respond[redacted]";
        }
    }

    /**
     * The server has refused already; this response only fetches its final reply.
     *
     * @param response not yet in base64; may be empty
     * @param error    what the server said
     */
    record Concede(byte[] response, OAuthError error) implements SaslStep {
        @Override
        public String toString() {
            return "Concede[" + error + "]";
        }
    }

    /** Send nothing yet: the server speaks first. */
    record AwaitChallenge() implements SaslStep {}

    /** The exchange is complete. */
    record Accept() implements SaslStep {}

    /**
     * Give up: the session sends {@code *} where the stream is in step.
     *
     * @param reason why, in a few words that hold no secret
     */
    record Abort(String reason) implements SaslStep {}
}
