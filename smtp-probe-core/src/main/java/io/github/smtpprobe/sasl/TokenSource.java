/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.sasl;

import java.time.Duration;

/**
 * Supplies a bearer token at the moment that AUTH starts, so that the token is fresh, and is not requested at all if AUTH is
 * never reached.
 */
@FunctionalInterface
public interface TokenSource {
    /**
     * Supplies the token. Runs on the probing thread, which is interrupted when the probe's deadline passes.
     *
     * @param left the time that the probe has left
     * @return the token, without the word {@code Bearer}
     * @throws Exception if no token is available: AUTH then fails with {@code token-unavailable}, and the report names the
     *     exception's class and the line that threw it, but not its message
     */
    Secret token(Duration left) throws Exception;
}
