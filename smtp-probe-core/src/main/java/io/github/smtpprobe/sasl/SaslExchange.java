/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.sasl;

/** One authentication exchange, from AUTH to the final reply. Used by one thread. */
public interface SaslExchange {
    /**
     * The initial response (RFC 4954 §4). Called once.
     *
     * @return {@link SaslStep.Respond}, or {@link SaslStep.AwaitChallenge} if the server speaks first
     * @throws Exception if the mechanism fails
     */
    SaslStep initialResponse() throws Exception;

    /**
     * The answer to a challenge.
     *
     * @param challenge the challenge, decoded from base64; empty if the server sent nothing
     * @return {@link SaslStep.Respond}, {@link SaslStep.AnswerError}, {@link SaslStep.Abort} or {@link SaslStep.Distrust}
     * @throws Exception if the mechanism fails
     */
    SaslStep respond(byte[] challenge) throws Exception;

    /**
     * Called when the server replies 235, to find out whether the exchange is really complete. A mechanism that still waits for
     * the server's signature must not accept.
     *
     * @return {@link SaslStep.Accept}, {@link SaslStep.Abort} or {@link SaslStep.Distrust}
     * @throws Exception if the mechanism fails
     */
    SaslStep complete() throws Exception;
}
