/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.examples.web.monitoring;

import io.github.smtpprobe.request.InvalidRequest;
import io.github.smtpprobe.request.TypedTarget;

/**
 * A server by name or address, with or without a port: as {@link TypedTarget} has them, without schemes, users and mailboxes.
 *
 * @param host as it was given; whether it is one is for the request to say
 * @param port 0 for none
 */
record GivenTarget(String host, int port) {
    /**
     * Reads one.
     *
     * @param text as somebody wrote it
     * @return its parts
     * @throws IllegalArgumentException with a rule to follow, which repeats nothing of the text
     */
    static GivenTarget of(String text) {
        if (text.contains("://") || text.contains("@")) {
            throw new IllegalArgumentException("must be a host, with or without a port behind it");
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
