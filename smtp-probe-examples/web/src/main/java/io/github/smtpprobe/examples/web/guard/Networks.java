/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.examples.web.guard;

import io.github.smtpprobe.route.AddressPolicy;
import java.util.List;

/** Some networks. */
record Networks(AddressPolicy policy) {
    private static final int ANY_PORT = 1;

    /**
     * Reads the networks.
     *
     * @param property where they stand
     * @param networks in CIDR notation, or single addresses
     * @return the networks
     * @throws IllegalArgumentException if one is none; the message, which is all that Boot shows of it, names the property and the network
     */
    static Networks of(String property, List<String> networks) {
        networks.forEach(each -> check(property, each));
        return new Networks(AddressPolicy.only(networks.toArray(new String[0])));
    }

    private static void check(String property, String network) {
        try {
            AddressPolicy.only(network);
        } catch (IllegalArgumentException none) { // no cause: Boot would show only the message of the cause
            throw new IllegalArgumentException(property + " takes addresses and networks such as 10.0.0.0/8, not \""
                    + network + "\": " + none.getMessage());
        }
    }

    /**
     * Returns whether an address is in one of the networks.
     *
     * @param address as text
     * @return whether it is; what is no address is in none
     */
    boolean contain(String address) {
        return NumericAddress.parse(address)
                .filter(each -> policy.allows("", each, ANY_PORT))
                .isPresent();
    }
}
