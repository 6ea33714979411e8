/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.render;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The one proxy on the way to a server, in a form that can be configured in mail programs. */
record RoadProxy(boolean socks, String host, String port) {
    private static final Pattern WORDS =
            Pattern.compile("(SOCKS5|HTTP) proxy (?:\\[([0-9a-f:.]+)]|([A-Za-z0-9._-]+)):([0-9]{1,5})");

    /** Parses the words of a road; empty if it is not a single proxy. */
    static Optional<RoadProxy> of(String road) {
        Matcher words = WORDS.matcher(road);
        return words.matches()
                ? Optional.of(new RoadProxy(
                        words.group(1).equals("SOCKS5"),
                        words.group(2) == null ? words.group(3) : words.group(2),
                        words.group(4)))
                : Optional.empty();
    }

    String url() {
        String place = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
        return (socks ? "socks5://" : "http://") + place + ":" + port;
    }
}
