/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.examples.web.monitoring;

import io.github.smtpprobe.SmtpProbe;
import io.github.smtpprobe.request.InvalidRequest;
import io.github.smtpprobe.request.ProbeRequest;
import io.micrometer.core.instrument.Tags;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code GET /probe?target=HOST[:PORT]&module=NAME}: probes a server while Prometheus waits, and answers with its
 * {@link ProbeMeters}, as blackbox_exporter does (multi-target pattern). For a server that does not work, the answer is 200 with
 * {@code smtp_probe_success 0}. The endpoint is off unless {@code smtp-probe.scrape.enabled} is {@code true}. It needs
 * {@link ProbeMeters}, {@link ProbeModule}, {@link AllowedTargets}, {@link GivenTarget}, {@link ScrapeSettings},
 * {@link SettingReader} and {@link RefusedStart}.
 *
 * <ul>
 *   <li>Access: users who are logged in to the application may probe any server; everybody may probe the servers of
 *       {@code smtp-probe.scrape.targets}. The application's own access rules must let requests through. All other requests get
 *       403, and so does a browser that the page of another site sent here with its user's login.
 *   <li>Targets: a module with {@code targets} probes only those, no matter who asks; a module with a login must have them.
 *   <li>Credentials: they belong in a module. A parameter with any other name is refused with 400, and is neither read nor
 *       repeated. The application's web server may still log the URL, so never put credentials there.
 *   <li>Time: a probe may take the module's deadline, or half a second less than {@code X-Prometheus-Scrape-Timeout-Seconds},
 *       whichever is shorter.
 *   <li>Load: at most {@code smtp-probe.scrape.at-once} probes run at once; further requests get 503.
 *   <li>Format: the Prometheus text format 0.0.4, or OpenMetrics 1.0.0 if {@code Accept} names it.
 * </ul>
 *
 * <p>A bean with the name {@code monitoringProbe} replaces the standard {@link SmtpProbe}. Thread-safe.
 */
@RestController
@ConditionalOnProperty(name = "smtp-probe.scrape.enabled", havingValue = "true")
public class ProbeEndpoint {
    private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";
    private static final String OPEN_METRICS = "application/openmetrics-text; version=1.0.0; charset=utf-8";
    private static final String PLAIN = "text/plain; charset=utf-8";
    private static final Set<String> PARAMETERS = Set.of("target", "module");
    private static final double OFFSET = 0.5;

    private final ScrapeSettings settings;
    private final SmtpProbe probe;
    private final Semaphore places;

    ProbeEndpoint(ScrapeSettings settings, @Qualifier("monitoringProbe") ObjectProvider<SmtpProbe> own) {
        this.settings = settings;
        this.probe = own.getIfAvailable(SmtpProbe::standard);
        this.probe.warmUp();
        this.places = new Semaphore(settings.atOnce());
    }

    /**
     * Probes a server.
     *
     * @param asked the request with the parameters {@code target} and, unless it is {@code default}, {@code module}
     * @return the meters, or a sentence that says what is wrong with the request
     */
    @GetMapping("/probe")
    public ResponseEntity<String> probe(HttpServletRequest asked) {
        String from = asked.getHeader("Sec-Fetch-Site");
        if (from != null && !from.equals("none") && !from.equals("same-origin")) {
            return answer(HttpStatus.FORBIDDEN, "A page of another site must not have servers probed.");
        }
        try {
            Map<String, String[]> parameters = asked.getParameterMap();
            if (!PARAMETERS.containsAll(parameters.keySet())) {
                return answer(
                        HttpStatus.BAD_REQUEST,
                        "Only target and module can be given. Everything else, above all a login, belongs in the module's settings.");
            }
            ProbeModule module = settings.module(one(parameters, "module"))
                    .orElseThrow(() -> new IllegalArgumentException("module has no settings"));
            ProbeRequest request = request(module, one(parameters, "target"), time(asked));
            if (asked.getUserPrincipal() == null && !settings.open(request, module)) {
                return answer(
                        HttpStatus.FORBIDDEN,
                        "This target is not one of smtp-probe.scrape.targets, and nobody is logged in.");
            }
            if (!module.allows(request)) {
                return answer(HttpStatus.FORBIDDEN, "This target is not one of those of the module.");
            }
            return ask(request, openMetrics(asked));
        } catch (InvalidRequest wrong) {
            return answer(
                    HttpStatus.BAD_REQUEST,
                    wrong.problems().stream()
                            .map(each -> "target " + each.message())
                            .collect(Collectors.joining("; ", "", ".")));
        } catch (IllegalArgumentException wrong) {
            return answer(HttpStatus.BAD_REQUEST, wrong.getMessage() + ".");
        }
    }

    private ResponseEntity<String> ask(ProbeRequest request, boolean openMetrics) {
        if (!places.tryAcquire()) {
            return answer(HttpStatus.SERVICE_UNAVAILABLE, "Too many servers are being probed at once.");
        }
        try {
            PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
            new ProbeMeters(registry, Tags.empty()).show(probe.probe(request));
            String type = openMetrics ? OPEN_METRICS : TEXT;
            return ResponseEntity.ok()
                    .header(HttpHeaders.CONTENT_TYPE, type)
                    .header(HttpHeaders.CACHE_CONTROL, "no-store")
                    .body(registry.scrape(type));
        } finally {
            places.release();
        }
    }

    private static ProbeRequest request(ProbeModule module, String target, Duration most) {
        if (target.isEmpty()) {
            throw new IllegalArgumentException("target is missing");
        }
        GivenTarget given;
        try {
            given = GivenTarget.of(target);
        } catch (IllegalArgumentException wrong) {
            throw new IllegalArgumentException("target " + wrong.getMessage(), wrong);
        }
        return module.request(given, most);
    }

    private static String one(Map<String, String[]> parameters, String name) {
        List<String> values = List.of(parameters.getOrDefault(name, new String[0]));
        if (values.size() > 1) {
            throw new IllegalArgumentException(name + " is given more than once");
        }
        return values.isEmpty() ? "" : values.get(0);
    }

    private static Duration time(HttpServletRequest asked) {
        String header = asked.getHeader("X-Prometheus-Scrape-Timeout-Seconds");
        if (header == null) {
            return Duration.ofHours(1);
        }
        if (!header.matches("[0-9]{1,6}(\\.[0-9]{1,12})?")) {
            throw new IllegalArgumentException("X-Prometheus-Scrape-Timeout-Seconds must be a number of seconds");
        }
        double seconds = Double.parseDouble(header);
        long millis = (long) (1_000 * Math.max(seconds - OFFSET, seconds / 2));
        return Duration.ofMillis(Math.min(Math.max(millis, 1), 3_600_000));
    }

    private static boolean openMetrics(HttpServletRequest asked) {
        String accepted = asked.getHeader(HttpHeaders.ACCEPT);
        return accepted != null && accepted.contains("application/openmetrics-text");
    }

    private static ResponseEntity<String> answer(HttpStatus status, String sentence) {
        return ResponseEntity.status(status)
                .header(HttpHeaders.CONTENT_TYPE, PLAIN)
                .header("X-Content-Type-Options", "nosniff")
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .body(sentence + "\n");
    }
}
