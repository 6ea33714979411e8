/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.cli.format;

import java.util.Locale;

/** What {@code --format} takes. */
public enum Format {
    /** For people: the verdict, its cause, each step. */
    TEXT,
    /** All that was seen, as an object of JSON. */
    JSON,
    /** A page. */
    HTML,
    /** One line and a few more for Nagios and its kin. */
    NAGIOS,
    /** Metrics for the textfile collector of node_exporter. */
    PROMETHEUS,
    /** Test results as builds read them. */
    JUNIT,
    /** Findings as code scanners tell them. */
    SARIF,
    /** The dialogue alone. */
    TRANSCRIPT;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
