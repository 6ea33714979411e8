/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.dispatch;

import io.github.smtpprobe.report.Purpose;
import io.github.smtpprobe.route.Route;
import java.util.List;
import java.util.Optional;

/**
 * Everything that a server is asked on one connection, and that decides how its answers are judged: attempts with equal keys
 * may be shared.
 *
 * @param route   the route to the server
 * @param purpose the purpose of the attempt
 * @param offered what a survey offers in TLS
 * @param options the options of the request
 */
record SharedKey(Route route, Purpose purpose, Optional<Asked.Offered> offered, List<Object> options) {
    static SharedKey of(Asked asked, Route route, Purpose purpose) {
        return new SharedKey(route, purpose, asked.offered(), asked.options());
    }
}
