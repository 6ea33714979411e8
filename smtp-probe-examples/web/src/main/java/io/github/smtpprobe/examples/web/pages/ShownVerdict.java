/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.examples.web.pages;

import io.github.smtpprobe.examples.web.probes.Discretion;
import io.github.smtpprobe.report.Verdict;

/** A verdict for a template. */
public final class ShownVerdict {
    private final Discretion.Told told;

    ShownVerdict(Discretion.Told told) {
        this.told = told;
    }

    /** {@return the verdict} */
    public Verdict verdict() {
        return told.verdict();
    }

    /** {@return the verdict in a word or three} */
    public String word() {
        return switch (told.verdict()) {
            case PASSED -> "Passed";
            case FAILED -> "Failed";
            case INCONCLUSIVE -> "Not clear";
        };
    }

    /** {@return a sign for sighted users} */
    public String mark() {
        return mark(told.verdict());
    }

    static String mark(Verdict verdict) {
        return switch (verdict) {
            case PASSED -> "\u2713";
            case FAILED -> "\u2717";
            case INCONCLUSIVE -> "?";
        };
    }

    /** {@return the reason} */
    public String sentence() {
        return told.sentence();
    }
}
