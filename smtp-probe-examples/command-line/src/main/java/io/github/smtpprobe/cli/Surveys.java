/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.cli;

import io.github.smtpprobe.SmtpProbe;
import io.github.smtpprobe.SurveyCall;
import io.github.smtpprobe.survey.DomainReport;
import io.github.smtpprobe.survey.DomainSurvey;

/** Creates surveys: by the library, or by a substitute in tests. */
@FunctionalInterface
interface Surveys {
    /**
     * Prepares a survey.
     *
     * @param survey what to find out
     * @return one that has not begun
     */
    Call call(DomainSurvey survey);

    /** A survey by the library, with its default components. */
    static Call byLibrary(DomainSurvey survey) {
        SurveyCall call = SmtpProbe.standard().call(survey);
        return new Call() {
            @Override
            public DomainReport execute() {
                return call.execute();
            }

            @Override
            public void cancel() {
                call.cancel();
            }
        };
    }

    /** A survey that can be cancelled. */
    interface Call {
        DomainReport execute();

        /** Cancels the survey from any thread; the report then contains what was found by then. */
        void cancel();
    }
}
