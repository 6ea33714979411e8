/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.cli.format;

import io.github.smtpprobe.report.Severity;
import java.util.Locale;

/** The values of {@code --fail-on}: the lowest severity of a finding that makes the probe fail although it passed. */
public enum FailOn {
    /** Only errors, with which no probe passes anyway. */
    ERROR(Severity.ERROR),
    /** Warnings too. */
    WARNING(Severity.WARNING),
    /** Any finding. */
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
