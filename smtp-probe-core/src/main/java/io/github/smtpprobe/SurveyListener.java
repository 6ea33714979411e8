/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe;

/**
 * Hears of a survey while it runs, one event at a time, on the threads of the survey, which wait for it. A listener that throws is muted for the
 * rest of the survey. The conversations with exchangers are told to {@link ProbeListener}s, too, each as a call of its own. Methods may be added,
 * always with a default.
 */
public interface SurveyListener {
    /**
     * The survey begins, and its deadline with it.
     *
     * @param event what is surveyed
     */
    default void surveyStarted(SurveyEvent.SurveyStarted event) {}

    /**
     * A question of DNS was answered, or could not be.
     *
     * @param event the answer
     */
    default void lookedUp(SurveyEvent.LookedUp event) {}

    /**
     * The policy of MTA-STS was fetched, or could not be.
     *
     * @param event what came of it
     */
    default void policyFetched(SurveyEvent.PolicyFetched event) {}

    /**
     * An exchanger was talked to.
     *
     * @param event the conversation
     */
    default void conversed(SurveyEvent.Conversed event) {}

    /**
     * The survey has ended.
     *
     * @param event everything
     */
    default void surveyFinished(SurveyEvent.SurveyFinished event) {}
}
