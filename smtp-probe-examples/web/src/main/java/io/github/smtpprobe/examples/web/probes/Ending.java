/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.examples.web.probes;

/** What ended a probe. */
public enum Ending {
    /** It ended by itself. */
    ITSELF("", ""),
    /** Somebody cancelled it. */
    CANCELLED(
            "The test was cancelled before the mail server could be judged.",
            "The survey was cancelled before everything was looked at."),
    /** The page cancelled it, because nobody was watching. */
    UNWATCHED(
            "The test was ended, since nobody was looking at its page, before the mail server could be judged.",
            "The survey was ended, since nobody was looking at its page, before everything was looked at.");

    private final String sentence;
    private final String ofSurvey;

    Ending(String sentence, String ofSurvey) {
        this.sentence = sentence;
        this.ofSurvey = ofSurvey;
    }

    /** {@return the sentence about it; empty if the verdict of the probe says enough} */
    String sentence() {
        return sentence;
    }

    /** {@return the same for a survey} */
    String sentenceOfSurvey() {
        return ofSurvey;
    }
}
