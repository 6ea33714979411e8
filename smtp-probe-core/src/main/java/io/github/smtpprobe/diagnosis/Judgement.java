/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis;

import io.github.smtpprobe.fact.Fact;
import io.github.smtpprobe.report.Finding;
import java.util.Optional;

/**
 * A finding before it has its place in the report.
 *
 * @param finding as its check made it
 * @param fact    what it explains; empty where it is about more than one fact
 * @param order   the place of its check: the most telling come first
 */
record Judgement(Finding finding, Optional<Fact> fact, int order) {
    boolean explains(Fact one) {
        return fact.isPresent() && fact.get() == one;
    }
}
