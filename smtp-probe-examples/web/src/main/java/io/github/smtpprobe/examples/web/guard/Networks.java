/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.examples.web.guard;

import io.github.smtpprobe.route.AddressPolicy;
import java.util.List;

/** Some networks. */
record Networks(AddressPolicy policy) {
    private static final int ANY_PORT = 1;

    /**
     * Reads them.
     *
     * @param property where they stand
     * @param networks in CIDR notation, or single addresses
     * @return the networks
     * @throws IllegalArgumentException if one is none; the message names the property
     */
    static Networks of(String property, List<String> networks) {
        try {
            return new Networks(AddressPolicy.only(networks.toArray(new String[0])));
        } catch (IllegalArgumentException none) {
            throw new IllegalArgumentException(property + ": " + none.getMessage(), none);
        }
    }

    /**
     * Tells whether an address is in one of them.
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
