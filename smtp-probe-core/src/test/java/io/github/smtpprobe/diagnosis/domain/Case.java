/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis.domain;

import io.github.smtpprobe.report.Severity;

/**
 * A condition of a mail domain, facts that show it, and neighbours that do not.
 *
 * @param id       of the finding
 * @param severity that it must have
 * @param said     facts with the condition
 * @param not      facts that are nearly the same, without it
 */
record Case(String id, Severity severity, Facts said, Facts not) {
    static Case error(String id, Facts said, Facts not) {
        return new Case(id, Severity.ERROR, said, not);
    }

    static Case warning(String id, Facts said, Facts not) {
        return new Case(id, Severity.WARNING, said, not);
    }

    static Case info(String id, Facts said, Facts not) {
        return new Case(id, Severity.INFO, said, not);
    }

    @Override
    public String toString() {
        return id;
    }
}
