/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.examples.recipes;

import io.github.smtpprobe.catalogue.ReplyCatalogue;
import io.github.smtpprobe.check.Check;
import io.github.smtpprobe.fact.TlsHandshake;
import io.github.smtpprobe.report.Actor;
import io.github.smtpprobe.report.Finding;
import io.github.smtpprobe.report.Observation;
import java.util.ArrayList;
import java.util.List;

/** A custom check: company policy requires TLS 1.3 everywhere. Add it with {@code SmtpProbe.builder().check("acme.old-tls", ...)}. */
public final class CustomCheck implements Check {
    /** Creates the check, which is stateless. */
    public CustomCheck() {}

    @Override
    public List<Finding> examine(Observation seen, ReplyCatalogue catalogue) {
        List<Finding> findings = new ArrayList<>();
        seen.attempts()
                .forEach(attempt -> attempt.fact(TlsHandshake.class)
                        .flatMap(handshake -> handshake.tls().protocol())
                        .filter(protocol -> !protocol.equals("TLSv1.3"))
                        .ifPresent(protocol -> findings.add(Finding.builder("acme.old-tls")
                                .actor(Actor.SERVER_OPERATOR)
                                .summary(attempt.route().host() + " still uses " + protocol + ".")
                                .explanation("House policy wants TLS 1.3 on every mail server.")
                                .remedy("Enable TLS 1.3.")
                                .attempt(attempt.index())
                                .evidence(List.of("protocol " + protocol))
                                .build())));
        return findings;
    }
}
