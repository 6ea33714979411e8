/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis.connection;

import io.github.smtpprobe.diagnosis.examination.AttemptCheck;
import io.github.smtpprobe.diagnosis.examination.AttemptFindings;
import io.github.smtpprobe.diagnosis.examination.Occasion;
import io.github.smtpprobe.fact.Connect;
import io.github.smtpprobe.fact.Outcome;
import java.util.Optional;

/** The connection that was not made. */
public final class FailedConnection extends AttemptCheck {
    static final String RELAY_BLOCKED = " Many access providers and clouds block outgoing port 25.";

    public FailedConnection() {
        super(Occasion.failed(Connect.class));
    }

    @Override
    protected void examine(AttemptFindings one) {
        one.attempt()
                .fact(Connect.class)
                .filter(fact -> OwnMachine.answered(one, fact))
                .ifPresent(fact -> one.add("host.own-machine", fact));
        Optional<UnreachedRoutes> all = UnreachedRoutes.of(one.seen()).filter(each -> each.has(one.attempt()));
        if (all.isPresent()) {
            all.get().tell(one);
            return;
        }
        one.attempt().fact(Connect.class).ifPresent(fact -> {
            if (fact.outcome() instanceof Outcome.Failed failed) {
                switch (failed.reason()) {
                    case CONNECTION_REFUSED -> one.add("tcp.refused", fact);
                    case CONNECT_TIMEOUT -> one.add("tcp.timeout", fact, "hint", hint(one));
                    case FAMILY_ABSENT -> one.add("local.family-absent", fact);
                    case NO_ROUTE -> one.add("tcp.unreachable", fact);
                    case CONNECTION_RESET -> one.add("tcp.reset", fact);
                    case CONNECTION_CLOSED -> one.add("greeting.closed", fact);
                    case PROXY_HEADER_UNSENT -> one.add("proxy.header-unsent", fact);
                    case ADDRESS_DENIED -> one.add("policy.denied", fact);
                    default -> {}
                }
            }
        });
    }

    private static String hint(AttemptFindings one) {
        return one.route().port() == 25 ? RELAY_BLOCKED : "";
    }
}
