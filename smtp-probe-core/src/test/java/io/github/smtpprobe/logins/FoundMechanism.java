/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.logins;

import io.github.smtpprobe.sasl.SaslStep;

/** A mechanism that is named in META-INF/services of the tests. */
public final class FoundMechanism extends GivenSteps {
    /** For the ServiceLoader. */
    public FoundMechanism() {
        super(() -> "X-FOUND", SaslStep.AwaitChallenge::new, GivenSteps::repeated, SaslStep.Accept::new);
    }
}
