/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.sasl;

/** One authentication exchange, from AUTH to its final reply. Used by one thread; each method is called in its turn. */
public interface SaslExchange {
    /**
     * The initial response (RFC 4954 §4), asked for once.
     *
     * @return {@link SaslStep.Respond}, or {@link SaslStep.AwaitChallenge} where the server speaks first
     * @throws Exception when the mechanism fails
     */
    SaslStep initialResponse() throws Exception;

    /**
     * The answer to a challenge.
     *
     * @param challenge decoded from base64; empty where the server sent nothing
     * @return {@link SaslStep.Respond}, {@link SaslStep.AnswerError}, {@link SaslStep.Abort} or {@link SaslStep.Distrust}
     * @throws Exception when the mechanism fails
     */
    SaslStep respond(byte[] challenge) throws Exception;

    /**
     * Asked when the server says 235: is the exchange really complete? A mechanism that has not seen the server's signature
     * must say no.
     *
     * @return {@link SaslStep.Accept}, {@link SaslStep.Abort} or {@link SaslStep.Distrust}
     * @throws Exception when the mechanism fails
     */
    SaslStep complete() throws Exception;
}
