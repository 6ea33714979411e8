/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.route;

import java.net.InetAddress;

/** Allows everything. It is a single instance, so that callers recognise it and need not ask it. */
enum AllAddresses implements AddressPolicy {
    ALLOWED;

    @Override
    public boolean allows(String host, InetAddress address, int port) {
        return true;
    }
}
