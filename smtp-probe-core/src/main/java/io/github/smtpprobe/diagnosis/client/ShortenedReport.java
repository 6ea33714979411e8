/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis.client;

import io.github.smtpprobe.catalogue.ReplyCatalogue;
import io.github.smtpprobe.check.Check;
import io.github.smtpprobe.diagnosis.examination.AttemptFindings;
import io.github.smtpprobe.diagnosis.words.FindingText;
import io.github.smtpprobe.fact.Reason;
import io.github.smtpprobe.fact.UnplacedReply;
import io.github.smtpprobe.report.Attempt;
import io.github.smtpprobe.report.Finding;
import io.github.smtpprobe.report.Observation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** Says that servers sent more than a report keeps, or that the pasted text is longer than what is read. */
public final class ShortenedReport implements Check {
    @Override
    public List<Finding> examine(Observation seen, ReplyCatalogue catalogue) {
        List<Attempt> shortened = new ArrayList<>(0);
        for (Attempt each : seen.attempts()) {
            if (each.leftOut() > 0 && !unread(each)) {
                shortened.add(each);
            }
        }
        if (shortened.isEmpty()) {
            return List.of();
        }
        long octets = shortened.stream().mapToLong(Attempt::leftOut).sum();
        Map<String, String> values =
                Map.of("kib", Long.toString((octets + 1023) / 1024), "attempts", Integer.toString(shortened.size()));
        boolean pasted = shortened.get(0).purpose().pasted();
        FindingText text = FindingText.of(pasted ? "dialogue.not-read" : "report.shortened");
        return List.of(text.filled(values, OptionalInt.empty(), List.of()));
    }

    /** Whether a text was not read at all, which another finding reports. */
    private static boolean unread(Attempt attempt) {
        return attempt.failures().stream()
                .anyMatch(fact -> fact instanceof UnplacedReply
                        && AttemptFindings.failed(fact, Reason.PROBE_CANCELLED, Reason.DEADLINE_PASSED));
    }
}
