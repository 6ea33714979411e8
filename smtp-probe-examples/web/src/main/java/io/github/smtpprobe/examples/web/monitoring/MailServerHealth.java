/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.examples.web.monitoring;

import io.github.smtpprobe.report.Finding;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.report.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.stereotype.Component;

/**
 * Tells whether the server of {@code spring.mail.*} works, including the login, and if not, why. It replaces Boot's own
 * indicator, which says only that something failed ({@code management.health.mail.enabled=false}). It needs
 * {@link MailServerProbe} and shows that probe's latest result with its age. It does not probe itself, so it neither waits nor
 * burdens the server, however often it is read.
 *
 * <p>UP and DOWN are verdicts. UNKNOWN, which Boot answers with 200, means that the verdict is inconclusive (for example after a
 * 4xx reply, or if a name server is down), that there is no verdict yet, that the latest verdict is too old, or that the settings
 * cannot be used. Do not add it to {@code liveness}, because no restart repairs a server on another machine. Think before you add
 * it to {@code readiness}, because it would take all instances out of service at once.
 *
 * <p>The details contain ids of findings, times, the host, and a sentence that names only the step; they contain nothing that the
 * server said, no user name and no secret. The meaning of a finding and its remedy are in the log if {@link MailServerStartUp} is
 * present. Thread-safe.
 */
@Component("mailServer")
@ConditionalOnProperty("spring.mail.host")
public class MailServerHealth implements HealthIndicator {
    private static final int MOST = 10;

    private final MailServerProbe server;

    /**
     * Creates the indicator.
     *
     * @param server the probe whose latest result is shown
     */
    public MailServerHealth(MailServerProbe server) {
        this.server = server;
    }

    @Override
    public Health health() {
        Health.Builder health = new Health.Builder(Status.UNKNOWN);
        server.last().ifPresentOrElse(report -> tell(health, report), () -> nothingYet(health));
        server.request()
                .ifPresent(request -> health.withDetail("host", request.target().name()));
        List<String> settings =
                server.problems().stream().limit(MOST).map(Object::toString).toList();
        if (!settings.isEmpty()) {
            health.withDetail("settings", settings);
        }
        return health.build();
    }

    private void nothingYet(Health.Builder health) {
        health.withDetail(
                "summary",
                server.request().isPresent()
                        ? "The server has not been tested yet."
                        : "The settings of spring.mail cannot be used, so the server is not tested.");
    }

    private void tell(Health.Builder health, ProbeReport report) {
        Duration age = Duration.between(report.started(), Instant.now());
        boolean stale = age.compareTo(server.freshFor()) > 0;
        health.status(stale ? Status.UNKNOWN : status(report))
                .withDetail("verdict", report.verdict().token())
                .withDetail("asked", report.started().toString())
                .withDetail("ageSeconds", age.toSeconds())
                .withDetail("tookMs", report.took().toMillis());
        if (stale) {
            health.withDetail("summary", "The last test of the server is older than it should be.");
        } else if (!report.passed()) {
            health.withDetail("summary", report.publicSummary());
        }
        report.rootCause().ifPresent(cause -> health.withDetail("cause", cause.id()));
        List<String> warnings = report.findings().stream()
                .filter(each -> each.severity() == Severity.WARNING)
                .map(Finding::id)
                .distinct()
                .limit(MOST)
                .toList();
        if (!warnings.isEmpty()) {
            health.withDetail("warnings", warnings);
        }
    }

    private static Status status(ProbeReport report) {
        return switch (report.verdict()) {
            case PASSED -> Status.UP;
            case FAILED -> Status.DOWN;
            case INCONCLUSIVE -> Status.UNKNOWN;
        };
    }
}
