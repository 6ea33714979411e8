/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis.domain;

/** Looks for one kind of fault among the facts of a survey. */
interface DomainCheck {
    /**
     * Examines the facts.
     *
     * @param to provides the facts, and receives the findings
     */
    void examine(DomainFindings to);
}
