/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis.connection;

import io.github.smtpprobe.diagnosis.examination.AttemptFindings;
import io.github.smtpprobe.fact.Connect;
import io.github.smtpprobe.fact.Reason;
import io.github.smtpprobe.request.Target;
import java.net.InetAddress;
import java.util.Locale;

/** The name of a server that leads to the probing machine itself, because of DNS, a filter, or the hosts file. */
final class OwnMachine {
    private static final String LOCAL = "localhost";

    private OwnMachine() {}

    /**
     * Whether this explains why nothing listens. An exchanger that leads here has a finding of its own, and an address that was
     * given explicitly is meant.
     */
    static boolean answered(AttemptFindings one, Connect fact) {
        String host = one.route().host().toLowerCase(Locale.ROOT);
        return AttemptFindings.failed(fact, Reason.CONNECTION_REFUSED)
                && one.seen().request().target() instanceof Target.Server
                && one.seen().resolution().hosts().stream()
                        .anyMatch(each -> each.addresses().contains(one.route().address()))
                && !one.route().literal()
                && !host.equals(LOCAL)
                && !host.endsWith("." + LOCAL)
                && own(one.route().address());
    }

    private static boolean own(InetAddress address) {
        return address.isLoopbackAddress() || address.isAnyLocalAddress();
    }
}
