/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.dispatch;

import io.github.smtpprobe.session.Admission;

/** Admits each connection of one target, which may have conversations of several kinds. Called on the target's thread. */
@FunctionalInterface
public interface Entrance {
    /** Lets every connection pass. */
    Entrance OPEN = asked -> Admission.OPEN;

    /**
     * The admission of conversations of one kind.
     *
     * @param asked what is asked in these conversations
     * @return the admission for connections that ask this
     */
    Admission asking(Asked asked);
}
