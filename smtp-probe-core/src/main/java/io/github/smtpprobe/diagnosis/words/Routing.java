/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis.words;

/** What to do where this machine finds no route to an address. */
public final class Routing {
    private static final String ANY = "Check the routing of this machine and of its network.";

    private static final String IPV6 =
            "The address is one of IPv6: check whether this machine has a way to the internet by IPv6. A server that is meant for all needs"
                    + " an IPv4 address, too.";

    private Routing() {}

    /**
     * Advises.
     *
     * @param six whether the address is one of IPv6
     * @return a sentence, or two
     */
    public static String advice(boolean six) {
        return six ? IPV6 : ANY;
    }
}
