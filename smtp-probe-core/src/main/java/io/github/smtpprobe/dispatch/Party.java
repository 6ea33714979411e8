/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.dispatch;

import io.github.smtpprobe.batch.Operators;
import io.github.smtpprobe.route.Route;

/**
 * The other side of a connection.
 *
 * @param operator the operator of the server
 * @param address  the address of the server, or its name if only a proxy knows the address
 */
record Party(String operator, String address) {
    static Party of(Operators operators, Route route) {
        String address = route.addressText();
        return new Party(Operators.of(operators, route), address.isEmpty() ? route.host() : address);
    }
}
