/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis.client;

import io.github.smtpprobe.catalogue.ReplyCatalogue;
import io.github.smtpprobe.check.Check;
import io.github.smtpprobe.diagnosis.words.FindingText;
import io.github.smtpprobe.report.Finding;
import io.github.smtpprobe.report.Observation;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** A listener of the application that threw an exception. */
public final class FailedListener implements Check {
    @Override
    public List<Finding> examine(Observation seen, ReplyCatalogue catalogue) {
        return seen.listenerFailure()
                .map(failure -> List.of(FindingText.of("listener.failed")
                        .filled(Map.of("detail", failure), OptionalInt.empty(), List.of())))
                .orElse(List.of());
    }
}
