/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.cli.format;

import io.github.smtpprobe.report.Severity;
import java.util.Locale;

/** What {@code --fail-on} takes: the least severity of a finding with which a probe that passed is a failure after all. */
public enum FailOn {
    /** An error, with which no probe passes anyway. */
    ERROR(Severity.ERROR),
    /** A warning too. */
    WARNING(Severity.WARNING),
    /** Whatever was found. */
    INFO(Severity.INFO);

    private final Severity least;

    FailOn(Severity least) {
        this.least = least;
    }

    boolean covers(Severity severity) {
        return severity.compareTo(least) <= 0;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
