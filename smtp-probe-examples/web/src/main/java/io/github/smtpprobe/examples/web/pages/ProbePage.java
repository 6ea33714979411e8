/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.examples.web.pages;

import io.github.smtpprobe.examples.web.probes.Discretion;
import io.github.smtpprobe.examples.web.probes.LiveProbe;
import io.github.smtpprobe.examples.web.probes.Probes;
import io.github.smtpprobe.render.ClientSettings;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.transcript.Transcript;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/**
 * The page of one probe: while it runs, its events; after that, its result. Whoever has its address may see it and cancel it.
 */
@Controller
public class ProbePage {
    private static final int REFRESH = 2;

    private final Probes probes;
    private final Discretion discretion;

    /**
     * Creates the controller.
     *
     * @param probes     has them
     * @param discretion says what is shown
     */
    public ProbePage(Probes probes, Discretion discretion) {
        this.probes = probes;
        this.discretion = discretion;
    }

    /**
     * Shows a probe.
     *
     * @param id       of it
     * @param response gets the headers that keep the page private
     * @return the live page or the result
     */
    @GetMapping("/probes/{id}")
    public ModelAndView show(@PathVariable String id, HttpServletResponse response) {
        LiveProbe probe = probes.find(id).orElseThrow(Gone::new);
        Privacy.keep(response);
        probe.seen();
        boolean ended = probe.ended();
        ModelAndView page = new ModelAndView(ended ? (probe.survey() ? "surveyed" : "result") : "live");
        page.addObject("probe", probe);
        page.addObject("secluded", true);
        if (ended) {
            probe.report().ifPresent(report -> result(page, discretion.told(report, probe.ending())));
            probe.domainReport()
                    .map(report -> new ShownSurvey(discretion.told(report, probe.ending())))
                    .ifPresent(shown -> page.addObject("report", shown));
        } else {
            page.addObject("shown", new ShownMoments(probe.moments()));
            page.addObject("refresh", REFRESH);
            page.addObject("dialogue", !probe.survey() || discretion.wholeReports());
        }
        return page;
    }

    private static void result(ModelAndView page, Discretion.Told told) {
        page.addObject("told", new ShownVerdict(told));
        if (told.report().isPresent()) {
            ProbeReport report = told.report().get();
            page.addObject("report", new ShownReport(report));
            ClientSettings.of(report).map(PastedSettings::of).ifPresent(settings -> page.addObject("pasted", settings));
            Transcript dialogue = report.transcript();
            if (!dialogue.entries().isEmpty()) {
                page.addObject("ticket", dialogue.pseudonymised().toString());
            }
        }
    }

    /**
     * Cancels a probe.
     *
     * @param id of it
     * @return the way to its page
     */
    @PostMapping("/probes/{id}/cancel")
    public ModelAndView cancel(@PathVariable String id) {
        probes.find(id).orElseThrow(Gone::new).cancel();
        ModelAndView way = new ModelAndView("redirect:/probes/" + id);
        way.setStatus(HttpStatus.SEE_OTHER);
        return way;
    }

    /**
     * Is called when a live page is closed, which ends the probe if nobody else is watching it.
     *
     * @param id    of the probe
     * @param watch by which number the stream of this page goes
     * @return nothing
     */
    @PostMapping("/probes/{id}/leave")
    public ResponseEntity<Void> leave(@PathVariable String id, @RequestParam int watch) {
        probes.find(id).orElseThrow(Gone::new).leave(watch);
        return ResponseEntity.noContent().build();
    }
}
