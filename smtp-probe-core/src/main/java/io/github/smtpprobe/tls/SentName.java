/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.tls;

import io.github.smtpprobe.text.Printable;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import javax.net.ssl.SNIHostName;

/** A server name that a client may send: RFC 6066 §3 allows neither an address nor a final dot, and IDNs only in A-labels. */
final class SentName {
    private static final Pattern HOST_NAME = Pattern.compile("[A-Za-z0-9.-]{1,253}");
    private static final Pattern NUMBER = Pattern.compile("[0-9]+");

    private SentName() {}

    static String of(String name) {
        if (HOST_NAME.matcher(Objects.requireNonNull(name, "name")).matches()
                && !NUMBER.matcher(name.substring(name.lastIndexOf('.') + 1)).matches()) {
            try {
                return new SNIHostName(name).getAsciiName().toLowerCase(Locale.ROOT);
            } catch (IllegalArgumentException odd) {
                throw refused(name);
            }
        }
        throw refused(name);
    }

    private static IllegalArgumentException refused(String name) {
        return new IllegalArgumentException("serverName: must be a host name of letters, digits, hyphens and dots"
                + " (an international one in A-labels), not an address and not " + Printable.quoted(name));
    }
}
