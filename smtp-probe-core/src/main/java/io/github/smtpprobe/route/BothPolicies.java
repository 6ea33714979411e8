/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.route;

import java.net.InetAddress;

/** Allows what two policies allow; the second is asked only if the first agrees. */
record BothPolicies(AddressPolicy first, AddressPolicy second) implements AddressPolicy {
    @Override
    public boolean allows(String host, InetAddress address, int port) {
        return first.allows(host, address, port) && second.allows(host, address, port);
    }

    @Override
    public String objection(String host, InetAddress address, int port) {
        AddressPolicy denies = first.allows(host, address, port) ? second : first;
        return denies.objection(host, address, port);
    }
}
