/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.cli.format;

import java.util.Locale;

/** The values of {@code --format}. */
public enum Format {
    /** For people: the verdict, its cause, and each step. */
    TEXT,
    /** Everything that was seen, as a JSON object. */
    JSON,
    /** A web page. */
    HTML,
    /** One line, and some details, for Nagios and similar monitors. */
    NAGIOS,
    /** Metrics for the textfile collector of node_exporter. */
    PROMETHEUS,
    /** Test results, as build servers read them. */
    JUNIT,
    /** Findings, in the format of code scanners. */
    SARIF,
    /** The dialogue alone. */
    TRANSCRIPT;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
