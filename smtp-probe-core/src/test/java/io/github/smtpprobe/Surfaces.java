/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.smtpprobe.render.AnsiTranscript;
import io.github.smtpprobe.render.ClientSettings;
import io.github.smtpprobe.render.HtmlReport;
import io.github.smtpprobe.render.HtmlTranscript;
import io.github.smtpprobe.render.TextReport;
import io.github.smtpprobe.report.Attempt;
import io.github.smtpprobe.report.ProbeReport;
import java.util.ArrayList;
import java.util.List;

/** Every text that can be made of a report, by every renderer and of every attempt. */
final class Surfaces {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Surfaces() {}

    static List<String> of(ProbeReport report) throws JsonProcessingException {
        List<String> all = new ArrayList<>(List.of(
                report.toString(),
                report.summary(),
                report.publicSummary(),
                TextReport.render(report),
                HtmlReport.render(report),
                report.asMap().toString(),
                JSON.writeValueAsString(report.asMap()),
                report.resolution().toString(),
                report.findings().toString(),
                Accessors.texts(report)));
        for (Attempt attempt : report.attempts()) {
            all.add(HtmlTranscript.render(attempt.transcript()));
            all.add(withoutColours(AnsiTranscript.render(attempt.transcript())));
            all.add(attempt.transcript().pseudonymised().toString());
        }
        ClientSettings.of(report)
                .ifPresent(settings -> all.addAll(List.of(
                        settings.jakartaMail().toString(),
                        settings.springBoot(),
                        settings.simpleJavaMail(),
                        settings.nodemailer(),
                        settings.postfix())));
        return all;
    }

    /** Without the escape sequences that are our own. */
    static String withoutColours(String text) {
        return text.replaceAll("\u001B\\[[0-9]+m", "");
    }
}
