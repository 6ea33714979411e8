/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.examples.web.probes;

/** By whom a probe was ended. */
public enum Ending {
    /** By nobody: it came to its end. */
    ITSELF("", ""),
    /** By somebody who wanted that. */
    CANCELLED(
            "The test was cancelled before the mail server could be judged.",
            "The survey was cancelled before everything was looked at."),
    /** By the page, since nobody was looking at it. */
    UNWATCHED(
            "The test was ended, since nobody was looking at its page, before the mail server could be judged.",
            "The survey was ended, since nobody was looking at its page, before everything was looked at.");

    private final String sentence;
    private final String ofSurvey;

    Ending(String sentence, String ofSurvey) {
        this.sentence = sentence;
        this.ofSurvey = ofSurvey;
    }

    /** {@return what is told of it; empty where that is the probe's verdict} */
    String sentence() {
        return sentence;
    }

    /** {@return the same of a survey} */
    String sentenceOfSurvey() {
        return ofSurvey;
    }
}
