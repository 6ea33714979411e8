/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.domains;

import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.fact.Outcome;
import io.github.smtpprobe.fact.TargetFact;
import io.github.smtpprobe.lookup.DomainLookUp;
import io.github.smtpprobe.lookup.Subject;
import java.util.List;
import java.util.Map;

/** Which team runs each exchanger, as a file of the application's has it: nothing is asked of DNS. */
record InventoryLookUp(Map<String, String> teams) implements DomainLookUp<TargetFact> {
    @Override
    public List<TargetFact> look(Subject subject, Deadline deadline) {
        return subject.exchangers().keySet().stream()
                .map(host -> TargetFact.builder("acme.team", "Who runs " + host, Outcome.done())
                        .value("team", "Team", teams.getOrDefault(host, "nobody"))
                        .build())
                .toList();
    }
}
