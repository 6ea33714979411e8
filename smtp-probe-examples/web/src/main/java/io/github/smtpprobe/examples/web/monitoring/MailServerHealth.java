/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.examples.web.monitoring;

import io.github.smtpprobe.SmtpProbe;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.request.MailProperties;
import io.github.smtpprobe.request.ProbeRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * Whether the server of {@code spring.mail.*} works, login included, and if not, why. It stands in for Boot's own indicator, which only
 * says that something failed. The server is asked once in {@code smtp-probe.health.every} (5 minutes), however often somebody looks, and
 * each time for {@code smtp-probe.health.deadline} (10 s) at most. Details hold no secret and nothing that the server said. Thread-safe:
 * whoever looks while it is asked waits for that answer.
 */
@Component("mailServer")
@ConditionalOnProperty("spring.mail.host")
public class MailServerHealth implements HealthIndicator {
    private final ProbeRequest request;
    private final Duration every;
    private @Nullable ProbeReport last;

    /**
     * Reads the settings.
     *
     * @param environment with {@code spring.mail.*}
     * @throws io.github.smtpprobe.request.InvalidRequest if they cannot be followed
     */
    public MailServerHealth(Environment environment) {
        MailProperties settings = ProbeRequest.fromMailProperties(mail(environment));
        request = settings.request()
                .deadline(environment.getProperty("smtp-probe.health.deadline", Duration.class, Duration.ofSeconds(10)))
                .build();
        every = environment.getProperty("smtp-probe.health.every", Duration.class, Duration.ofMinutes(5));
    }

    private static Map<String, String> mail(Environment environment) {
        Map<String, String> settings = new HashMap<>();
        Binder.get(environment)
                .bind("spring.mail", Bindable.mapOf(String.class, String.class))
                .ifBound(found -> found.forEach((name, value) -> settings.put("spring.mail." + name, value)));
        return settings;
    }

    @Override
    public Health health() {
        ProbeReport report = report();
        Health.Builder health = Health.status(
                switch (report.verdict()) {
                    case PASSED -> Status.UP;
                    case FAILED -> Status.DOWN;
                    case INCONCLUSIVE -> Status.UNKNOWN;
                });
        report.rootCause().ifPresent(cause -> health.withDetail("cause", cause.id()));
        return health.withDetail("host", request.target().name())
                .withDetail("asked", report.started())
                .withDetail("tookMs", report.took().toMillis())
                .build();
    }

    private synchronized ProbeReport report() {
        ProbeReport known = last;
        if (known == null || !known.started().plus(every).isAfter(Instant.now())) {
            known = SmtpProbe.run(request);
            last = known;
        }
        return known;
    }
}
