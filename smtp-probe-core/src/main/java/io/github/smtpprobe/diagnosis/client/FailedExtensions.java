/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis.client;

import io.github.smtpprobe.catalogue.ReplyCatalogue;
import io.github.smtpprobe.diagnosis.examination.TimelessCheck;
import io.github.smtpprobe.diagnosis.words.FindingText;
import io.github.smtpprobe.report.Finding;
import io.github.smtpprobe.report.Observation;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Supplier;

/**
 * Code of the application that failed outside any step: a clock, or a connection that does not know its address or throws when it
 * is closed.
 */
public final class FailedExtensions implements TimelessCheck {
    private final Supplier<List<String>> failures;

    /**
     * Makes the check of one probe.
     *
     * @param failures supplies, when the check runs, what failed in words
     */
    public FailedExtensions(Supplier<List<String>> failures) {
        this.failures = failures;
    }

    @Override
    public List<Finding> examine(Observation seen, ReplyCatalogue catalogue) {
        List<String> failed = failures.get();
        return failed.isEmpty() ? List.of() : findings(failed);
    }

    private static List<Finding> findings(List<String> failed) {
        return failed.stream()
                .map(each -> FindingText.of("extension.ignored")
                        .filled(Map.of("detail", each), OptionalInt.empty(), List.of()))
                .toList();
    }
}
