/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis.domain;

/** Looks for one kind of fault among the facts of a survey. */
interface DomainCheck {
    /**
     * Says what it finds.
     *
     * @param to has the facts, and takes the findings
     */
    void examine(DomainFindings to);
}
