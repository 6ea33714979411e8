/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.request;

import io.github.smtpprobe.arguments.Arguments;
import java.util.List;

/**
 * The ports to try, in order, each with its TLS mode. It is a record, since a plan is nothing more than this list.
 *
 * @param entries at least one
 */
public record PortPlan(List<PortMode> entries) {
    private static final PortPlan SUBMISSION = new PortPlan(List.of(
            new PortMode(587, TlsMode.STARTTLS),
            new PortMode(465, TlsMode.IMPLICIT_TLS),
            new PortMode(2525, TlsMode.STARTTLS)));

    /**
     * A port with its TLS mode.
     *
     * @param port 1 to 65535
     * @param mode when TLS begins
     */
    public record PortMode(int port, TlsMode mode) {}

    /**
     * Makes a plan.
     *
     * @param entries in the order in which they are tried
     */
    public PortPlan {
        entries = Arguments.copy(entries, "entries");
    }

    /**
     * A plan with one port, in its natural mode.
     *
     * @param port 1 to 65535
     * @return the plan
     */
    public static PortPlan of(int port) {
        return of(port, TlsMode.naturalFor(port));
    }

    /**
     * A plan with one port.
     *
     * @param port 1 to 65535
     * @param mode when TLS begins
     * @return the plan
     */
    public static PortPlan of(int port, TlsMode mode) {
        return new PortPlan(List.of(new PortMode(port, mode)));
    }

    /** {@return the submission ladder: 587 with STARTTLS, 465 with implicit TLS, 2525 with STARTTLS} */
    public static PortPlan submission() {
        return SUBMISSION;
    }

    /** {@return relay between servers: port 25, STARTTLS if it is offered} */
    public static PortPlan relay() {
        return of(25, TlsMode.STARTTLS_IF_OFFERED);
    }
}
