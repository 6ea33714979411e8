/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.examples.web.pages;

import io.github.smtpprobe.examples.web.guard.NotNow;
import io.github.smtpprobe.examples.web.probes.AskingSurvey;
import io.github.smtpprobe.examples.web.probes.LiveProbe;
import io.github.smtpprobe.examples.web.probes.Probes;
import io.github.smtpprobe.examples.web.probes.TypedProbe;
import io.github.smtpprobe.examples.web.probes.WrongInput;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** The form for a survey of a domain, which then runs at an address like that of a probe. */
@Controller
public class DomainPage {
    private final AskingSurvey asking;
    private final Probes probes;

    /**
     * Creates the controller.
     *
     * @param asking reads what was typed
     * @param probes runs it
     */
    public DomainPage(AskingSurvey asking, Probes probes) {
        this.asking = asking;
        this.probes = probes;
    }

    /**
     * Shows the form.
     *
     * @param domain what stands in it at first
     * @return the page
     */
    @GetMapping("/domain")
    public ModelAndView form(@RequestParam(defaultValue = "") String domain) {
        return form(domain, Map.of(), HttpStatus.OK);
    }

    private static ModelAndView form(String domain, Map<String, List<String>> problems, HttpStatus status) {
        ModelAndView page = new ModelAndView("domain", status);
        page.addObject(
                "domain",
                new TypedProbe(domain, "", "", "", "", "", "").toBeShown().host());
        page.addObject("problems", problems);
        return page;
    }

    /**
     * Starts a survey.
     *
     * @param domain  as it was typed
     * @param request whose client asks
     * @return the way to the survey's page, or the form with what is wrong
     * @throws NotNow if there are too many
     */
    @PostMapping("/domain")
    public ModelAndView start(@RequestParam(defaultValue = "") String domain, HttpServletRequest request)
            throws NotNow {
        try {
            TypedProbe typed = new TypedProbe(domain, "", "", "", "", "", "");
            LiveProbe started = probes.start(request.getRemoteAddr(), typed, asking.survey(domain));
            ModelAndView way = new ModelAndView("redirect:/probes/" + started.id());
            way.setStatus(HttpStatus.SEE_OTHER);
            return way;
        } catch (WrongInput wrong) {
            return form(domain, wrong.problems(), HttpStatus.UNPROCESSABLE_CONTENT);
        }
    }
}
