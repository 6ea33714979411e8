/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis.examination;

import io.github.smtpprobe.fact.Fact;
import io.github.smtpprobe.report.Finding;
import java.util.Optional;

/**
 * A finding before its place in the report is known.
 *
 * @param finding the finding, as its check made it
 * @param fact    the fact that it explains; empty if it is about more than one
 * @param order   the position of its check: the most informative ones come first
 */
record Judgement(Finding finding, Optional<Fact> fact, int order) {
    boolean explains(Fact one) {
        return fact.isPresent() && fact.get() == one;
    }
}
