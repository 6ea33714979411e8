/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.cli.batch;

import io.github.smtpprobe.request.InvalidRequest;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.request.TypedTarget;

/** A target as a list writes it: {@code mx:domain}, or a server with or without a port. */
final class ListedTarget {
    private ListedTarget() {}

    /**
     * What is to be probed.
     *
     * @throws IllegalArgumentException in words that never repeat the text, in which a password may stand
     */
    static ProbeRequest.Builder request(String text) {
        if (text.contains("@") || text.contains("://")) {
            throw new IllegalArgumentException(
                    "a target is a host, host:port or mx:domain; a batch takes no user, password or URL");
        }
        try {
            return TypedTarget.read(text).request();
        } catch (InvalidRequest wrong) {
            throw new IllegalArgumentException(
                    "the target " + wrong.problems().get(0).message());
        }
    }
}
