/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.examples.web.probes;

import io.github.smtpprobe.examples.web.guard.PageSettings;
import io.github.smtpprobe.request.InvalidRequest;
import io.github.smtpprobe.survey.DomainSurvey;
import org.springframework.stereotype.Component;

/** Makes a survey of the domain that was typed. Stateless and thread-safe; nothing is looked up. */
@Component
public class AskingSurvey {
    private final PageSettings settings;

    /**
     * Makes it.
     *
     * @param settings how long a survey may take
     */
    public AskingSurvey(PageSettings settings) {
        this.settings = settings;
    }

    /**
     * Makes a survey. The page chooses all but the domain.
     *
     * @param domain as it was typed; a mail address is understood, too
     * @return the survey
     * @throws WrongInput if it is none
     */
    public DomainSurvey survey(String domain) throws WrongInput {
        if (domain.isBlank()) {
            WrongInput.Collected problems = new WrongInput.Collected();
            problems.add("domain", "is missing");
            throw problems.wrong();
        }
        try {
            return DomainSurvey.of(domain.strip())
                    .deadline(settings.surveyDeadline())
                    .build();
        } catch (InvalidRequest wrong) {
            throw wrong(wrong);
        }
    }

    /** The same by the one field that there is. */
    static WrongInput wrong(InvalidRequest wrong) {
        WrongInput.Collected problems = new WrongInput.Collected();
        wrong.problems().forEach(problem -> problems.add("domain", problem.message()));
        return problems.wrong();
    }
}
