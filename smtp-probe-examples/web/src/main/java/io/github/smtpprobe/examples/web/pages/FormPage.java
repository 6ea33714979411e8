/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.examples.web.pages;

import io.github.smtpprobe.examples.web.demo.DemoServers;
import io.github.smtpprobe.examples.web.guard.NotNow;
import io.github.smtpprobe.examples.web.guard.PageSettings;
import io.github.smtpprobe.examples.web.probes.Asking;
import io.github.smtpprobe.examples.web.probes.LiveProbe;
import io.github.smtpprobe.examples.web.probes.PlanWords;
import io.github.smtpprobe.examples.web.probes.Probes;
import io.github.smtpprobe.examples.web.probes.Security;
import io.github.smtpprobe.examples.web.probes.TypedProbe;
import io.github.smtpprobe.examples.web.probes.WrongInput;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.servlet.ModelAndView;

/** The form. Secrets are only held in local variables: no model, session, address or log contains one. */
@Controller
public class FormPage {
    private final Asking asking;
    private final Probes probes;
    private final PageSettings settings;
    private final DemoServers demo;

    /**
     * Creates the controller.
     *
     * @param asking   reads what was typed
     * @param probes   runs it
     * @param settings what the form asks for
     * @param demo     servers to try the page on
     */
    public FormPage(Asking asking, Probes probes, PageSettings settings, DemoServers demo) {
        this.asking = asking;
        this.probes = probes;
        this.settings = settings;
        this.demo = demo;
    }

    /**
     * Shows the form.
     *
     * @param typed what stands in it at first
     * @return the page
     */
    @GetMapping("/")
    public ModelAndView form(@ModelAttribute("typed") TypedProbe typed) {
        return form(typed, Map.of(), HttpStatus.OK);
    }

    private ModelAndView form(TypedProbe typed, Map<String, List<String>> problems, HttpStatus status) {
        ModelAndView page = new ModelAndView("form", status);
        page.addObject("typed", typed.toBeShown());
        page.addObject("problems", problems);
        page.addObject("settings", settings);
        page.addObject(
                "demos",
                demo.all().stream()
                        .filter(each -> settings.takesLogin() || !each.login())
                        .toList());
        page.addObject("securities", Security.values());
        return page;
    }

    /**
     * Starts a probe.
     *
     * @param typed    the form, less its secrets
     * @param password empty for none
     * @param token    empty for none
     * @param request  whose client asks
     * @return the way to the probe's page, or the form with what is wrong
     * @throws NotNow if there are too many
     */
    @PostMapping("/probes")
    public ModelAndView start(
            @ModelAttribute("typed") TypedProbe typed,
            @RequestParam(defaultValue = "") String password,
            @RequestParam(defaultValue = "") String token,
            HttpServletRequest request)
            throws NotNow {
        try {
            LiveProbe started = probes.start(request.getRemoteAddr(), typed, asking.request(typed, password, token));
            ModelAndView way = new ModelAndView("redirect:/probes/" + started.id());
            way.setStatus(HttpStatus.SEE_OTHER);
            return way;
        } catch (WrongInput wrong) {
            return form(typed, wrong.problems(), HttpStatus.UNPROCESSABLE_CONTENT);
        }
    }

    /**
     * Says what would be tested while the user types. Nothing is looked up.
     *
     * @param typed what stands in the form, less its secrets
     * @return a sentence, with 422 where it is about something that is wrong
     */
    @PostMapping(path = "/understood", produces = "text/plain;charset=UTF-8")
    @ResponseBody
    public ResponseEntity<String> understood(@ModelAttribute("typed") TypedProbe typed) {
        try {
            return ResponseEntity.ok(PlanWords.of(asking.target(typed)));
        } catch (WrongInput wrong) {
            return ResponseEntity.status(HttpStatus.UNPROCESSABLE_CONTENT)
                    .body(wrong.problems().values().iterator().next().get(0));
        }
    }
}
