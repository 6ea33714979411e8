/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.examples.web.probes;

import io.github.smtpprobe.examples.web.guard.PageSettings;
import io.github.smtpprobe.request.InvalidRequest;
import io.github.smtpprobe.survey.DomainSurvey;
import org.springframework.stereotype.Component;

/** Turns the typed domain into a survey. Stateless and thread-safe; nothing is looked up. */
@Component
public class AskingSurvey {
    private final PageSettings settings;

    /**
     * Creates the component.
     *
     * @param settings how long a survey may take
     */
    public AskingSurvey(PageSettings settings) {
        this.settings = settings;
    }

    /**
     * Creates a survey. All options but the domain are chosen by the page.
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

    /** Converts the problems, which are all about the only field. */
    static WrongInput wrong(InvalidRequest wrong) {
        WrongInput.Collected problems = new WrongInput.Collected();
        wrong.problems().forEach(problem -> problems.add("domain", problem.message()));
        return problems.wrong();
    }
}
