/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis.replies;

import io.github.smtpprobe.diagnosis.examination.AttemptFindings;
import io.github.smtpprobe.fact.Greeting;
import io.github.smtpprobe.fact.Reason;

/** A greeting of which only a first line came, which announces more: some firewalls drop the second one. */
public final class UnfinishedGreeting {
    private UnfinishedGreeting() {}

    /**
     * Tells whether a greeting is one.
     *
     * @param fact any greeting
     * @return whether it began and did not end
     */
    public static boolean is(Greeting fact) {
        return AttemptFindings.failed(fact, Reason.REPLY_TIMEOUT)
                && fact.firstOctets().startsWith("220-");
    }
}
