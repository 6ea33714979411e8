/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis.client;

import io.github.smtpprobe.catalogue.ReplyCatalogue;
import io.github.smtpprobe.check.Check;
import io.github.smtpprobe.diagnosis.words.FindingText;
import io.github.smtpprobe.fact.Outcome;
import io.github.smtpprobe.fact.Reason;
import io.github.smtpprobe.fact.TargetFact;
import io.github.smtpprobe.report.Finding;
import io.github.smtpprobe.report.Observation;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** A look-up of the application that failed, so that what it should have found out is not known. */
public final class FailedLookUp implements Check {
    @Override
    public List<Finding> examine(Observation seen, ReplyCatalogue catalogue) {
        if (seen.targetFacts().isEmpty()) {
            return List.of();
        }
        return seen.targetFacts().stream()
                .filter(fact ->
                        fact.outcome() instanceof Outcome.Failed failed && failed.reason() == Reason.EXTENSION_FAILED)
                .map(FailedLookUp::finding)
                .toList();
    }

    private static Finding finding(TargetFact fact) {
        Map<String, String> values = Map.of("kind", fact.kind(), "detail", fact.description());
        return FindingText.of("lookup.failed").filled(values, OptionalInt.empty(), List.of(fact.toString())).toBuilder()
                .subject(fact.kind())
                .build();
    }
}
