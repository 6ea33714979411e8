/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe;

/**
 * Follows a survey while it runs. It is called for one event at a time, on the threads of the survey, which wait for it. A
 * listener that throws hears nothing more of the survey. {@link ProbeListener}s, too, hear of the conversations with exchangers,
 * each as a call of its own. Methods may be added in later releases, always with a default implementation.
 */
public interface SurveyListener {
    /**
     * The survey begins, and its deadline with it.
     *
     * @param event tells what is surveyed
     */
    default void surveyStarted(SurveyEvent.SurveyStarted event) {}

    /**
     * A DNS question was answered, or could not be.
     *
     * @param event holds the answer
     */
    default void lookedUp(SurveyEvent.LookedUp event) {}

    /**
     * The MTA-STS policy was fetched, or could not be.
     *
     * @param event holds the result
     */
    default void policyFetched(SurveyEvent.PolicyFetched event) {}

    /**
     * A conversation with an exchanger has ended.
     *
     * @param event holds the conversation
     */
    default void conversed(SurveyEvent.Conversed event) {}

    /**
     * The survey has ended.
     *
     * @param event holds the report
     */
    default void surveyFinished(SurveyEvent.SurveyFinished event) {}
}
