/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.examples.recipes;

import io.github.smtpprobe.SmtpProbe;
import io.github.smtpprobe.report.Attempt;
import io.github.smtpprobe.report.Finding;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.request.Coverage;
import io.github.smtpprobe.request.ProbeRequest;
import java.util.ArrayList;
import java.util.List;

/** Which of our mail exchangers is broken? Lists every address of every MX of a domain, one line each, and then the findings. */
public final class MailExchangersOfADomain {
    private MailExchangersOfADomain() {}

    /**
     * Audits a domain.
     *
     * @param probe  the standard probe, or one with a custom resolver
     * @param domain the part of a mail address after the @
     * @return the lines to print
     */
    public static List<String> audit(SmtpProbe probe, String domain) {
        ProbeReport report =
                probe.probe(ProbeRequest.toMxOf(domain).coverage(Coverage.ALL).build());
        List<String> lines = new ArrayList<>();
        for (Attempt attempt : report.attempts()) {
            lines.add(attempt.verdict() + " " + attempt.route());
        }
        for (Finding finding : report.findings()) {
            lines.add(finding.toString());
        }
        return lines;
    }
}
