/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.dispatch;

import io.github.smtpprobe.batch.Operators;
import io.github.smtpprobe.route.Route;

/**
 * Who is asked by a connection.
 *
 * @param operator of the server
 * @param address  of the server, or its name where only a proxy knows the address
 */
record Party(String operator, String address) {
    static Party of(Operators operators, Route route) {
        String address = route.addressText();
        return new Party(Operators.of(operators, route), address.isEmpty() ? route.host() : address);
    }
}
