/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.route;

import java.net.InetAddress;

/** Allows everything. There is one only, so that nobody has to ask it. */
enum AllAddresses implements AddressPolicy {
    ALLOWED;

    @Override
    public boolean allows(String host, InetAddress address, int port) {
        return true;
    }
}
