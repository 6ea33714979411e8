/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.domains;

import static io.github.smtpprobe.domains.MailWorld.CA;
import static io.github.smtpprobe.domains.MailWorld.tlsa;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.harness.Patience;
import io.github.smtpprobe.report.Finding;
import io.github.smtpprobe.survey.Aspect;
import io.github.smtpprobe.survey.DomainReport;
import io.github.smtpprobe.survey.DomainSurvey;
import io.github.smtpprobe.testkit.CertificateAuthority.Issued;
import io.github.smtpprobe.zones.World;
import java.time.Duration;
import java.util.List;

/** Domains that swell, lie, turn in circles or never answer: whatever they do, the survey ends in time with a report that can be shown. */
final class HostileWorlds {
    static final String DOMAIN = "example.test";
    static final String HOST = "mx.example.test";
    static final String TLSA = "_25._tcp.mx.example.test";
    static final String ODD = "\u001B[2J\u202E\u0000\u0085\u2066<script>alert(1)</script>";
    private static final int MOST_SHOWN = 20_000_000;
    static final Issued KEY = CA.issue(HOST);
    static final Issued POLICY_KEY = CA.issue("mta-sts." + DOMAIN);

    static World signed() {
        return World.signed(DOMAIN).mx(10, HOST).a(HOST, "8.8.8.8").tlsa(TLSA, tlsa(3, 1, 1, KEY));
    }

    static DomainSurvey.Builder looking(MailWorld mail, Duration deadline) {
        return DomainSurvey.of(DOMAIN).anchors(mail.world().anchors()).deadline(deadline);
    }

    static DomainReport survey(World world, Duration deadline, Aspect... without) throws Exception {
        try (MailWorld mail = new MailWorld(world).server("8.8.8.8", KEY)) {
            return shown(
                    mail,
                    mail.wiring(builder -> builder),
                    looking(mail, deadline).without(without));
        }
    }

    static DomainReport shown(MailWorld mail, MailWorld same, DomainSurvey.Builder survey) throws Exception {
        long started = System.nanoTime();
        DomainReport report = same.survey(survey);
        assertThat(Duration.ofNanos(System.nanoTime() - started))
                .isLessThan(survey.build().deadline().plus(Patience.AMPLE));
        assertThat(Printed.of(report).characters()).isLessThan(MOST_SHOWN);
        return report;
    }

    static List<String> ids(DomainReport report) {
        return report.findings().stream().map(Finding::id).toList();
    }

    private HostileWorlds() {}
}
