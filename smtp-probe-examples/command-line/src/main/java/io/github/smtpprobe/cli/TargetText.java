/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.cli;

import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * A server as people write it: {@code host}, {@code host:port}, {@code 192.0.2.1:port}, {@code 2001:db8::1}, {@code [2001:db8::1]:port}. What is
 * wrong is told without what was typed, in which a password may stand.
 *
 * @param host a name, or an address; an IPv6 address is in brackets
 * @param port behind the colon; empty without one
 */
public record TargetText(String host, OptionalInt port) {
    /** How the exchangers of a domain are marked. */
    public static final String EXCHANGERS = "mx:";

    private static final Pattern BARE_IPV6 = Pattern.compile("[0-9A-Fa-f.]*:[0-9A-Fa-f.]*:[0-9A-Fa-f:.]*");
    private static final Pattern PORT = Pattern.compile("0*[0-9]{1,5}");

    /**
     * Reads a server. Whether there can be such a host is left to the request.
     *
     * @param text without scheme and user
     * @return what it says
     * @throws IllegalArgumentException if what stands behind a colon is no port; in words that follow the name of what was read
     */
    public static TargetText read(String text) {
        if (BARE_IPV6.matcher(text).matches()) {
            return new TargetText("[" + text + "]", OptionalInt.empty());
        }
        int colon = text.lastIndexOf(':');
        boolean several = text.indexOf(':') < colon;
        if (colon < 0 || text.endsWith("]") || (several && text.charAt(colon - 1) != ']')) {
            return new TargetText(text, OptionalInt.empty());
        }
        return new TargetText(text.substring(0, colon), OptionalInt.of(port(text.substring(colon + 1))));
    }

    private static int port(String digits) {
        int port = PORT.matcher(digits).matches() ? Integer.parseInt(digits) : 0;
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("names a port that is none: it must be a number from 1 to 65535");
        }
        return port;
    }

    /**
     * Tells whether the exchangers of a domain are meant.
     *
     * @param text as it was written
     * @return whether it begins like them
     */
    public static boolean exchangers(String text) {
        return text.regionMatches(true, 0, EXCHANGERS, 0, EXCHANGERS.length());
    }

    /**
     * Reads the domain whose exchangers are meant.
     *
     * @param text that begins like them
     * @return the domain, of which the request says whether it can be one
     */
    public static String domain(String text) {
        return text.substring(EXCHANGERS.length()).strip();
    }
}
