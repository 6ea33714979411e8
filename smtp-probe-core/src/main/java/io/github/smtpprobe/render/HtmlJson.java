/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.render;

import io.github.smtpprobe.report.Attempt;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.survey.DomainReport;
import io.github.smtpprobe.survey.ServerHandshake;
import io.github.smtpprobe.transcript.Entry;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** The report for programs inside the page for people: as text to read and as a file to save, without any script. */
final class HtmlJson {
    /** A longer text makes the page heavy, and nobody reads that far; programs get it from {@code asMap()}. */
    private static final int MOST = 256 * 1024;

    private HtmlJson() {}

    static void write(Markup out, ProbeReport report) {
        Optional<String> json = said(report.attempts()) > MOST ? Optional.empty() : JsonText.of(report.asMap(), MOST);
        write(out, report.request().target().name(), json);
    }

    static void write(Markup out, DomainReport report) {
        List<Attempt> attempts = report.facts().exchangers().stream()
                .flatMap(each -> each.handshakes().stream())
                .map(ServerHandshake::attempt)
                .toList();
        Optional<String> json = said(attempts) > MOST ? Optional.empty() : JsonText.of(report.asMap(), MOST);
        write(out, report.domain(), json);
    }

    private static void write(Markup out, String target, Optional<String> json) {
        out.raw("<section class=\"screen\">\n<h2 id=\"json\">The report as JSON</h2>\n");
        if (json.isEmpty()) {
            out.raw("<p>It is not inside this page: it has more than ")
                    .raw(MOST / 1024)
                    .raw(" KiB.</p>\n");
        } else {
            inside(out, target, json.get());
        }
        out.raw("</section>\n");
    }

    private static void inside(Markup out, String target, String json) {
        String file = "smtp-probe-" + target.replaceAll("[^A-Za-z0-9.-]", "-") + ".json";
        out.raw("<p><a download=\"")
                .text(file)
                .raw("\" href=\"data:application/json;base64,")
                .raw(Base64.getEncoder().encodeToString(json.getBytes(StandardCharsets.UTF_8)))
                .raw("\">Save it as a file</a></p>\n<details><summary>Show it</summary>\n")
                .raw("<pre class=\"json\" tabindex=\"0\" role=\"region\" aria-label=\"The report as JSON\">");
        json.lines().forEach(line -> out.text(line).raw("\n"));
        out.raw("</pre>\n</details>\n");
    }

    /** The least size of its transcripts, counted before a map is made of them. */
    private static long said(List<Attempt> attempts) {
        long said = 0;
        for (Attempt attempt : attempts) {
            for (Entry entry : attempt.transcript().entries()) {
                said += entry.length();
            }
        }
        return said;
    }
}
