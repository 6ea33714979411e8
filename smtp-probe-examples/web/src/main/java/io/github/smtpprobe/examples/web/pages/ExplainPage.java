/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.examples.web.pages;

import io.github.smtpprobe.examples.web.probes.Discretion;
import io.github.smtpprobe.explain.Explain;
import io.github.smtpprobe.report.Finding;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.request.InvalidRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/**
 * Explains a pasted dialogue, log or error without using the network. The text is not stored: whoever pasted it may see
 * everything in it.
 */
@Controller
public class ExplainPage {
    private static final int LONGEST = 128 * 1024;
    private static final Duration TIME_LIMIT = Duration.ofSeconds(5);

    /**
     * Shows the form.
     *
     * @return the page
     */
    @GetMapping("/explain")
    public ModelAndView form() {
        return page("", "", HttpStatus.OK);
    }

    /**
     * Explains a text.
     *
     * @param given    as it was pasted
     * @param response gets the headers
     * @return the page with what it means, or with what is wrong
     */
    @PostMapping("/explain")
    public ModelAndView explain(
            @RequestParam(name = "text", defaultValue = "") String given, HttpServletResponse response) {
        Privacy.keep(response);
        if (given.isBlank()) {
            return page(given, "Nothing was pasted.", HttpStatus.UNPROCESSABLE_CONTENT);
        }
        if (given.length() > LONGEST) {
            return page(
                    given.substring(0, LONGEST),
                    "The text is longer than " + LONGEST / 1024
                            + " Ki characters: leave out all but the dialogue that failed.",
                    HttpStatus.UNPROCESSABLE_CONTENT);
        }
        try {
            return explained(given, Explain.dialogue(given, TIME_LIMIT));
        } catch (InvalidRequest nothing) {
            return page(
                    given,
                    "The text contains neither a reply of a mail server nor a known error of a mail program.",
                    HttpStatus.UNPROCESSABLE_CONTENT);
        }
    }

    private static ModelAndView page(String text, String problem, HttpStatus status) {
        ModelAndView page = new ModelAndView("explain", status);
        page.addObject("text", text);
        page.addObject("problem", problem);
        return page;
    }

    private static ModelAndView explained(String text, ProbeReport report) {
        ModelAndView page = page(text, "", HttpStatus.OK);
        String sentence = report.rootCause().map(Finding::summary).orElseGet(report::publicSummary);
        page.addObject("told", new ShownVerdict(new Discretion.Told(report.verdict(), sentence, Optional.of(report))));
        page.addObject("report", new ShownReport(report));
        return page;
    }
}
