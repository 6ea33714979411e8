/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.testkit;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Objects;
import java.util.regex.Pattern;

/** Reads addresses that tests contain; nothing is looked up. */
final class Literals {
    private static final Pattern FOUR = Pattern.compile("[0-9]{1,3}(?:\\.[0-9]{1,3}){3}");
    private static final Pattern SIX = Pattern.compile("[0-9A-Fa-f]{0,4}:[0-9A-Fa-f:.]{1,40}");

    private Literals() {}

    static InetAddress address(String text) {
        Objects.requireNonNull(text, "address");
        boolean six = SIX.matcher(text).matches();
        if (!six && !FOUR.matcher(text).matches()) {
            throw new IllegalArgumentException("address: " + text + " is none; one looks like 1.2.3.4 or 2606:4700::1");
        }
        try {
            return InetAddress.getByName(six ? "[" + text + "]" : text);
        } catch (UnknownHostException malformed) {
            throw new IllegalArgumentException("address: " + text + " is none", malformed);
        }
    }
}
