/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.cli.batch;

import com.google.common.net.InetAddresses;
import io.github.smtpprobe.cli.TargetText;
import io.github.smtpprobe.request.ProbeRequest;

/** A target as a list writes it: {@code mx:domain}, or a {@linkplain TargetText server}. */
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
        if (TargetText.exchangers(text)) {
            return ProbeRequest.toMxOf(domain(TargetText.domain(text)));
        }
        TargetText server = server(text);
        return server.port().isPresent()
                ? ProbeRequest.to(server.host(), server.port().getAsInt())
                : ProbeRequest.to(server.host());
    }

    private static TargetText server(String text) {
        try {
            return TargetText.read(text);
        } catch (IllegalArgumentException wrong) {
            throw new IllegalArgumentException("the target " + wrong.getMessage());
        }
    }

    private static String domain(String text) {
        if (text.startsWith("[") || InetAddresses.isInetAddress(text)) {
            throw new IllegalArgumentException(
                    "an address has no mail exchangers: give a domain behind mx:, or the address alone");
        }
        return text;
    }
}
