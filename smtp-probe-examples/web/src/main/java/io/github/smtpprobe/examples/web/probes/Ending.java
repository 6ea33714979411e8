/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.examples.web.probes;

/** By whom a probe was ended. */
public enum Ending {
    /** By nobody: it came to its end. */
    ITSELF(""),
    /** By somebody who wanted that. */
    CANCELLED("The test was cancelled before the mail server could be judged."),
    /** By the page, since nobody was looking at it. */
    UNWATCHED("The test was ended, since nobody was looking at its page, before the mail server could be judged.");

    private final String sentence;

    Ending(String sentence) {
        this.sentence = sentence;
    }

    /** {@return what is told of it; empty where that is the probe's verdict} */
    String sentence() {
        return sentence;
    }
}
