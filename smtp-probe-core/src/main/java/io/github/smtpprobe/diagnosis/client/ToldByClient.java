/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis.client;

import io.github.smtpprobe.diagnosis.examination.AttemptCheck;
import io.github.smtpprobe.diagnosis.examination.AttemptFindings;
import io.github.smtpprobe.diagnosis.examination.Occasion;
import io.github.smtpprobe.fact.Fact;
import io.github.smtpprobe.fact.Reason;
import io.github.smtpprobe.report.Finding;

/** What another program says, in a pasted text, about the step at which it stopped. */
public final class ToldByClient extends AttemptCheck {
    private final Finding finding;

    /**
     * Makes the check of one text.
     *
     * @param finding the meaning of the program's words
     */
    public ToldByClient(Finding finding) {
        super(Occasion.FAILURE);
        this.finding = finding;
    }

    @Override
    protected void examine(AttemptFindings one) {
        for (Fact fact : one.attempt().failures()) {
            if (AttemptFindings.failed(
                    fact, Reason.CLIENT_ERROR, Reason.CLIENT_CONDUCT, Reason.PUT_OFF, Reason.OTHER_PROTOCOL)) {
                one.add(finding.toBuilder().attempt(one.attempt().index()).build(), fact);
                return;
            }
        }
    }
}
