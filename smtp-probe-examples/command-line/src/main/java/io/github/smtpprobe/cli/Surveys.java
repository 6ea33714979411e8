/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.cli;

import io.github.smtpprobe.SmtpProbe;
import io.github.smtpprobe.SurveyCall;
import io.github.smtpprobe.survey.DomainReport;
import io.github.smtpprobe.survey.DomainSurvey;

/** Who surveys a domain: the library, or what a test puts in its place. */
@FunctionalInterface
interface Surveys {
    /**
     * Prepares a survey.
     *
     * @param survey what to find out
     * @return one that has not begun
     */
    Call call(DomainSurvey survey);

    /** A survey of the library's, in its standard wiring. */
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

    /** A survey that can be ended. */
    interface Call {
        DomainReport execute();

        /** From any thread; the report then holds what was found until then. */
        void cancel();
    }
}
