/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.examples.recipes;

import io.github.smtpprobe.SmtpProbe;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.request.InvalidRequest;
import io.github.smtpprobe.request.MailProperties;
import io.github.smtpprobe.request.ProbeRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Checks when a service starts whether it can send mail with its settings, so that it is not the first customer who finds out. */
public final class StartUpCheck {
    private StartUpCheck() {}

    /**
     * Checks mail settings and the server that they name.
     *
     * @param probe      the standard probe, or one with custom TLS settings
     * @param properties the service's settings: {@code mail.smtp.*} or {@code spring.mail.*}, possibly among others
     * @return lines for the log; empty if all is well
     */
    public static List<String> warnings(SmtpProbe probe, Map<?, ?> properties) {
        MailProperties settings = ProbeRequest.fromMailProperties(properties);
        List<String> lines = new ArrayList<>();
        settings.dangerous().forEach(each -> lines.add(each.severity().token() + ": " + each));
        settings.problems().forEach(each -> lines.add(each.severity().token() + ": " + each));
        settings.unknown().forEach(each -> lines.add(each + " is a setting that no program reads"));
        try {
            ProbeReport report = probe.probe(
                    settings.request().deadline(Duration.ofSeconds(10)).build());
            if (!report.passed()) {
                lines.add(report.summary());
            }
        } catch (InvalidRequest incomplete) {
            int errors = incomplete.problems().size();
            lines.add("not tested, because of " + (errors == 1 ? "an error" : errors + " errors"));
        }
        return lines;
    }
}
