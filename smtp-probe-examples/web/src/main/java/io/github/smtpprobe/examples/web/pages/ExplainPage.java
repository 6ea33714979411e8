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
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/**
 * A pasted dialogue, log or error, explained without any network. It is read and forgotten: whoever pasted it may see all that it says.
 */
@Controller
public class ExplainPage {
    private static final int LONGEST = 128 * 1024;
    private static final Duration TIME_LIMIT = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    /** Reading takes a processor and no waiting, so more at once would only take longer. */
    private final Semaphore readers =
            new Semaphore(Math.max(1, Runtime.getRuntime().availableProcessors()), true);

    /**
     * Shows the form.
     *
     * @param response gets the headers
     * @return the page
     */
    @GetMapping("/explain")
    public ModelAndView form(HttpServletResponse response) {
        return page(response, "", "", HttpStatus.OK);
    }

    /**
     * Explains a text.
     *
     * @param given    as it was pasted
     * @param response gets the headers
     * @return the page with what it means, or with what is wrong
     * @throws InterruptedException if the application ends
     */
    @PostMapping("/explain")
    public ModelAndView explain(
            @RequestParam(name = "text", defaultValue = "") String given, HttpServletResponse response)
            throws InterruptedException {
        if (given.isBlank()) {
            return page(response, given, "Nothing was pasted.", HttpStatus.UNPROCESSABLE_CONTENT);
        }
        if (given.length() > LONGEST) {
            return page(
                    response,
                    given.substring(0, LONGEST),
                    "The text is longer than " + LONGEST / 1024
                            + " Ki characters: leave out all but the dialogue that failed.",
                    HttpStatus.UNPROCESSABLE_CONTENT);
        }
        if (!readers.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
            return page(
                    response, given, "Too many texts are being read; try again soon.", HttpStatus.SERVICE_UNAVAILABLE);
        }
        try {
            return explained(response, given, Explain.dialogue(given, TIME_LIMIT));
        } catch (InvalidRequest nothing) {
            return page(
                    response,
                    given,
                    "The text holds neither a reply of a mail server nor an error of a mail program.",
                    HttpStatus.UNPROCESSABLE_CONTENT);
        } finally {
            readers.release();
        }
    }

    private static ModelAndView page(HttpServletResponse response, String text, String problem, HttpStatus status) {
        Privacy.keep(response);
        ModelAndView page = new ModelAndView("explain", status);
        page.addObject("text", text);
        page.addObject("problem", problem);
        return page;
    }

    private static ModelAndView explained(HttpServletResponse response, String text, ProbeReport report) {
        ModelAndView page = page(response, text, "", HttpStatus.OK);
        String sentence = report.rootCause().map(Finding::summary).orElseGet(report::publicSummary);
        page.addObject("told", new ShownVerdict(new Discretion.Told(report.verdict(), sentence, Optional.of(report))));
        page.addObject("report", new ShownReport(report));
        return page;
    }
}
