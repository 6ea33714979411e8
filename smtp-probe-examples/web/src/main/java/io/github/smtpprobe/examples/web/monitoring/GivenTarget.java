/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.examples.web.monitoring;

import io.github.smtpprobe.request.InvalidRequest;
import io.github.smtpprobe.request.TypedTarget;

/**
 * A server by name or address, with or without a port. It is read like a {@link TypedTarget}, but without schemes, users and
 * mailboxes.
 *
 * @param host the host as it was given; the request checks whether it is valid
 * @param port the port, or 0 for none
 */
record GivenTarget(String host, int port) {
    /**
     * Reads a target.
     *
     * @param text the text as it was given
     * @return its parts
     * @throws IllegalArgumentException if the text is not a target; the message states the rule, and repeats nothing of the text
     */
    static GivenTarget of(String text) {
        if (text.contains("://") || text.contains("@")) {
            throw new IllegalArgumentException("must be a host, with or without a port after it");
        }
        try {
            TypedTarget typed = TypedTarget.read(text);
            if (typed.exchangers()) {
                throw new IllegalArgumentException("must be a server, and not the exchangers of a domain");
            }
            return new GivenTarget(typed.name(), typed.port().orElse(0));
        } catch (InvalidRequest wrong) {
            throw new IllegalArgumentException(wrong.problems().get(0).message(), wrong);
        }
    }
}
