/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.dispatch;

import io.github.smtpprobe.batch.Operators;
import io.github.smtpprobe.route.Route;

/**
 * Who is asked by a connection.
 *
 * @param operator of the server
 * @param address  of the server
 */
record Party(String operator, String address) {
    static Party of(Operators operators, Route route) {
        return new Party(Operators.of(operators, route), route.addressText());
    }
}
