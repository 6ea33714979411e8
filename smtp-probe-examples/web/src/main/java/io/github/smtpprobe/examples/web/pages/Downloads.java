/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.examples.web.pages;

import io.github.smtpprobe.examples.web.probes.Discretion;
import io.github.smtpprobe.examples.web.probes.LiveProbe;
import io.github.smtpprobe.examples.web.probes.Probes;
import io.github.smtpprobe.render.DomainHtml;
import io.github.smtpprobe.render.DomainText;
import io.github.smtpprobe.render.HtmlReport;
import io.github.smtpprobe.render.TextReport;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.survey.DomainReport;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Reports as files. For a report that the client may not see, the answer is that it does not exist. */
@RestController
public class Downloads {
    private final Probes probes;
    private final Discretion discretion;

    /**
     * Creates the controller.
     *
     * @param probes     has them
     * @param discretion says what may be had
     */
    public Downloads(Probes probes, Discretion discretion) {
        this.probes = probes;
        this.discretion = discretion;
    }

    /**
     * The report as a page that needs no other files.
     *
     * @param id       of the probe
     * @param response gets the headers
     * @return HTML
     */
    @GetMapping(path = "/probes/{id}/report.html", produces = "text/html;charset=UTF-8")
    public String html(@PathVariable String id, HttpServletResponse response) {
        return survey(id, "smtp-probe-domain.html", response)
                .map(DomainHtml::render)
                .orElseGet(() -> HtmlReport.render(report(id, "smtp-probe.html", response)));
    }

    /**
     * The report for programs.
     *
     * @param id       of the probe
     * @param response gets the headers
     * @return what becomes JSON
     */
    @GetMapping(path = "/probes/{id}/report.json", produces = "application/json")
    public Map<String, Object> json(@PathVariable String id, HttpServletResponse response) {
        return survey(id, "smtp-probe-domain.json", response)
                .map(DomainReport::asMap)
                .orElseGet(() -> report(id, "smtp-probe.json", response).asMap());
    }

    /**
     * The report as plain text.
     *
     * @param id       of the probe
     * @param response gets the headers
     * @return lines
     */
    @GetMapping(path = "/probes/{id}/report.txt", produces = "text/plain;charset=UTF-8")
    public String text(@PathVariable String id, HttpServletResponse response) {
        return survey(id, "smtp-probe-domain.txt", response)
                .map(DomainText::render)
                .orElseGet(() -> TextReport.render(report(id, "smtp-probe.txt", response)));
    }

    /**
     * The dialogue with pseudonyms.
     *
     * @param id       of the probe
     * @param response gets the headers
     * @return lines
     */
    @GetMapping(path = "/probes/{id}/ticket.txt", produces = "text/plain;charset=UTF-8")
    public String ticket(@PathVariable String id, HttpServletResponse response) {
        return report(id, "smtp-dialogue.txt", response)
                .transcript()
                .pseudonymised()
                .toString();
    }

    private ProbeReport report(String id, String file, HttpServletResponse response) {
        LiveProbe probe = probes.find(id).orElseThrow(Gone::new);
        ProbeReport report = probe.report()
                .flatMap(made -> discretion.told(made, probe.ending()).report())
                .orElseThrow(Gone::new);
        attach(file, response);
        return report;
    }

    private Optional<DomainReport> survey(String id, String file, HttpServletResponse response) {
        LiveProbe probe = probes.find(id).orElseThrow(Gone::new);
        Optional<DomainReport> report = probe.domainReport()
                .map(made -> discretion.told(made, probe.ending()).report());
        report.ifPresent(any -> attach(file, response));
        return report;
    }

    private static void attach(String file, HttpServletResponse response) {
        Privacy.keep(response);
        response.setHeader(
                HttpHeaders.CONTENT_DISPOSITION,
                ContentDisposition.attachment().filename(file).build().toString());
    }
}
