/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.deadlines;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.report.Finding;
import io.github.smtpprobe.report.ProbeReport;
import java.util.regex.Pattern;

/** Of a peer that was silent nothing is said but for how long: it may have spoken a moment later. */
public final class Silence {
    private static final Pattern SAID = Pattern.compile("did not answer|no greeting\\b|no complete reply"
            + "|did not (end|finish)|(?<!had )sent nothing(?! on its own)|sends nothing|connection to .* timed out");

    private Silence() {}

    public static void check(ProbeReport report) {
        if (report.attempts().stream().noneMatch(each -> each.purpose().pasted())) {
            report.findings().forEach(Silence::check);
        }
    }

    private static void check(Finding finding) {
        String text = finding.summary() + " " + finding.explanation();
        if (SAID.matcher(text).find()) {
            assertThat(text).as(finding.id()).containsPattern("[0-9] ms\\b");
        }
    }
}
