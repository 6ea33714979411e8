/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.sasl;

import java.time.Duration;

/** Gives a bearer token at the moment that AUTH starts, so that it is fresh, and is not asked for at all where AUTH never comes. */
@FunctionalInterface
public interface TokenSource {
    /**
     * Gives the token. Runs on the probing thread, which is interrupted when the probe's deadline passes.
     *
     * @param left the time that the probe has left
     * @return the token without {@code Bearer}
     * @throws Exception when none can be had: AUTH then fails as {@code token-unavailable}, and the report names the exception's class
     *     and the line that threw it, never its text
     */
    Secret token(Duration left) throws Exception;
}
