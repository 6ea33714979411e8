/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis.connection;

import io.github.smtpprobe.diagnosis.examination.AttemptCheck;
import io.github.smtpprobe.diagnosis.examination.AttemptFindings;
import io.github.smtpprobe.diagnosis.examination.Occasion;
import io.github.smtpprobe.diagnosis.words.Waited;
import io.github.smtpprobe.fact.Connect;
import io.github.smtpprobe.fact.Greeting;
import io.github.smtpprobe.fact.Reason;
import io.github.smtpprobe.report.Attempt;
import java.util.Optional;

/**
 * What another mail port of the same address has shown after a port could not be connected to: it distinguishes a blocked port, a
 * port where nothing listens, and a host that is down.
 */
public final class OtherPort extends AttemptCheck {
    private static final String RELAY_BLOCKED =
            " Many clouds (Amazon EC2, Google Cloud, Microsoft Azure, Oracle Cloud, DigitalOcean) and access providers"
                    + " block outgoing port 25.";
    private static final String SUBMISSION_BLOCKED =
            " Some hosting providers block outgoing submission too: DigitalOcean and Akamai (Linode) ports 465 and"
                    + " 587, Hetzner Cloud port 465.";

    public OtherPort() {
        super(Occasion.failed(Connect.class));
    }

    @Override
    protected void examine(AttemptFindings one) {
        Optional<Connect> here = one.attempt().fact(Connect.class);
        boolean oneOfAll = UnreachedRoutes.of(one.seen())
                .filter(all -> all.has(one.attempt()))
                .isPresent();
        Optional<Attempt> look =
                one.otherPort().filter(other -> !oneOfAll || other.purpose().looks());
        if (here.isPresent() && look.isPresent()) {
            compared(one, here.get(), look.get());
        }
    }

    private static void compared(AttemptFindings one, Connect here, Attempt look) {
        Connect there = look.fact(Connect.class).orElseThrow();
        boolean refused = AttemptFindings.failed(here, Reason.CONNECTION_REFUSED);
        boolean silent = AttemptFindings.failed(here, Reason.CONNECT_TIMEOUT);
        if (refused && there.outcome().succeeded()) {
            add(one, "port.closed", here, look);
        } else if (silent && there.outcome().succeeded()) {
            add(one, "port.blocked", here, look);
        } else if (refused && AttemptFindings.failed(there, Reason.CONNECTION_REFUSED)) {
            add(one, "host.no-mail", here, look);
        } else if (silent && AttemptFindings.failed(there, Reason.CONNECTION_REFUSED)) {
            add(one, "port.filtered", here, look);
        } else if (silent && AttemptFindings.failed(there, Reason.CONNECT_TIMEOUT)) {
            add(one, "host.silent", here, look);
        }
    }

    private static void add(AttemptFindings one, String id, Connect here, Attempt look) {
        String other = Integer.toString(look.route().port());
        one.add(
                id,
                here,
                "other",
                other,
                "there",
                Waited.millis(look.fact(Connect.class).orElseThrow()),
                "heard",
                heard(look),
                "egress",
                egress(one.route().port()));
    }

    private static String heard(Attempt look) {
        return look.fact(Greeting.class)
                        .filter(greeting -> greeting.outcome().reply().isPresent())
                        .isPresent()
                ? "a mail server answers"
                : "connections are accepted";
    }

    /** Who blocks the port for everybody in a network, as far as that is known. */
    private static String egress(int port) {
        return switch (port) {
            case 25 -> RELAY_BLOCKED;
            case 465, 587 -> SUBMISSION_BLOCKED;
            default -> "";
        };
    }
}
