/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.request;

import io.github.smtpprobe.request.Problem.Code;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * A server as people write it, in one of the forms {@code host}, {@code host:port}, {@code 192.0.2.1:port}, {@code 2001:db8::1},
 * {@code [2001:db8::1]:port}. Whether such a host can exist is not checked here.
 *
 * @param host a name, or an address; an IPv6 address is in brackets
 * @param port the port after the colon; empty if there is none
 */
record HostAndPort(String host, OptionalInt port) {
    private static final Pattern ADDRESS = Pattern.compile("[0-9A-Fa-f:.]*");
    private static final Pattern PORT = Pattern.compile("0{0,250}[0-9]{1,5}");

    /**
     * Reads a server.
     *
     * @throws Refusal if the part after the colon is not a port; the message does not repeat it
     */
    static HostAndPort read(String text) {
        int colon = text.lastIndexOf(':');
        boolean several = text.indexOf(':') < colon;
        if (several && ADDRESS.matcher(text).matches()) {
            return new HostAndPort("[" + text + "]", OptionalInt.empty());
        }
        if (colon < 0 || text.endsWith("]") || (several && text.charAt(colon - 1) != ']')) {
            return new HostAndPort(text, OptionalInt.empty());
        }
        return new HostAndPort(text.substring(0, colon), OptionalInt.of(port(text.substring(colon + 1))));
    }

    private static int port(String digits) {
        int port = PORT.matcher(digits).matches() ? Integer.parseInt(digits) : 0;
        if (port < 1 || port > 65_535) {
            throw new Refusal(Code.RANGE, "names an invalid port: it must be a number from 1 to 65535");
        }
        return port;
    }
}
