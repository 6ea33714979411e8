/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis;

import io.github.smtpprobe.report.Fact;
import io.github.smtpprobe.smtp.Reply;
import java.util.Set;
import java.util.TreeSet;

/** Deviations from the standard that hurt nobody here, and may hurt stricter clients. */
final class HarmlessAnomalies implements AttemptCheck {
    @Override
    public void examine(Case one) {
        Set<String> found = new TreeSet<>();
        for (Fact fact : one.attempt().facts()) {
            fact.outcome().reply().ifPresent(reply -> found.addAll(reply.anomalies()));
            if (fact.outcome().reply().filter(Reply::contradictory).isPresent()) {
                one.add("reply.contradictory", fact);
            }
            if (fact instanceof Fact.Hello hello) {
                found.addAll(hello.capabilities().anomalies());
            }
        }
        if (!found.isEmpty()) {
            one.add("reply.anomaly", one.attempt().facts().get(0), "detail", String.join(", ", found));
        }
    }
}
