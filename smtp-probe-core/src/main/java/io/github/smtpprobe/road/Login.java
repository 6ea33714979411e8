/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.road;

import io.github.smtpprobe.sasl.Secret;
import io.github.smtpprobe.text.Printable;
import java.util.Arrays;

/**
 * The login at a proxy, checked for what the proxy's protocol can carry.
 *
 * @param user     the user name
 * @param password never shown to anybody
 */
record Login(String user, Secret password) {
    /** The longest user name or password: one octet holds each length (RFC 1929 §2). */
    private static final int LONGEST_SOCKS = 255;

    /** The longest user name or password: RFC 7617 sets no limit, but proxies accept headers of a few kilobytes. */
    private static final int LONGEST_BASIC = 1_024;

    static Login of(Proxy.Kind kind, String user, Secret password) {
        int most = kind == Proxy.Kind.SOCKS5 ? LONGEST_SOCKS : LONGEST_BASIC;
        if (!Printable.wellFormed(user) || !password.wellFormed()) {
            throw new IllegalArgumentException(
                    (password.wellFormed() ? "user" : "password") + ": has half of a surrogate pair");
        }
        length("user", Printable.octets(user), most);
        byte[] octets = password.revealUtf8();
        boolean control = controls(octets);
        int length = octets.length;
        Arrays.fill(octets, (byte) 0);
        length("password", length, most);
        if (kind == Proxy.Kind.HTTP) {
            basic(user, control);
        }
        return new Login(user, password);
    }

    private static void length(String field, int octets, int most) {
        if (octets == 0 || octets > most) {
            throw new IllegalArgumentException(field + ": must have 1 to " + most + " octets in UTF-8");
        }
    }

    /** A colon ends the user name, and neither part may contain control characters (RFC 7617 §2). */
    private static void basic(String user, boolean control) {
        if (user.indexOf(':') >= 0) {
            throw new IllegalArgumentException(
                    "user: must not have a colon, which ends the user name in Basic authentication");
        }
        if (control || user.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException((control ? "password" : "user") + ": must not have control characters");
        }
    }

    private static boolean controls(byte[] octets) {
        boolean any = false;
        for (byte each : octets) {
            any |= (each >= 0 && each < ' ') || each == 0x7F;
        }
        return any;
    }

    @Override
    public String toString() {
        return "Login[redacted]";
    }
}
