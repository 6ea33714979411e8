/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.examples.web.monitoring;

import io.github.smtpprobe.fact.Ehlo;
import io.github.smtpprobe.fact.Fact;
import io.github.smtpprobe.fact.TlsHandshake;
import io.github.smtpprobe.report.Attempt;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.report.Verdict;
import io.github.smtpprobe.smtp.Stage;
import io.github.smtpprobe.tls.Certificate;
import io.github.smtpprobe.tls.CertificateVerdict;
import io.github.smtpprobe.tls.TlsInfo;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A report as Micrometer gauges, with the same names as in the command line's {@code prometheus} format, which follow those of
 * blackbox_exporter. In Prometheus they are:
 *
 * <ul>
 *   <li>{@code smtp_probe_success}: 1 if everything that was requested works, otherwise 0
 *   <li>{@code smtp_probe_verdict{verdict}}: 1 for the verdict, 0 for the others; {@code inconclusive} means that nothing is
 *       known to be wrong, for example after a 4xx reply
 *   <li>{@code smtp_probe_duration_seconds}: the duration of the whole probe
 *   <li>{@code smtp_probe_attempts}: the number of routes that were tried
 *   <li>{@code smtp_probe_step_success{step}}: 1 or 0 for each step that was requested
 *   <li>{@code smtp_probe_phase_duration_seconds{phase}}: the duration of each step on the deciding route, by the step's token,
 *       such as {@code mail-from}; {@code ehlo_tls} is EHLO inside TLS
 *   <li>{@code smtp_probe_ssl_earliest_cert_expiry_seconds}: Unix time
 *   <li>{@code smtp_probe_tls_version_info{version}} such as {@code TLS 1.3}, {@code smtp_probe_tls_cipher_info{cipher}}: 1
 *   <li>{@code smtp_probe_finding{id,severity}}: 1 for each kind of finding, at most 50
 *   <li>{@code smtp_probe_last_run_timestamp_seconds}: Unix time at which the probe began
 * </ul>
 *
 * <p>A gauge exists only if the latest report has a value for it. Labels contain tokens of the library and names from the JDK,
 * but nothing that a server wrote. Thread-safe.
 */
public final class ProbeMeters {
    private static final int FINDINGS = 50;
    private static final double MILLIS = 1_000;

    private final MeterRegistry registry;
    private final Tags common;
    private final Map<String, MultiGauge> gauges = new LinkedHashMap<>();

    /**
     * Creates the meters; there are no gauges before the first report.
     *
     * @param registry the registry for the gauges
     * @param common   labels of all gauges, such as the target; empty for a registry with only one target
     */
    public ProbeMeters(MeterRegistry registry, Tags common) {
        this.registry = registry;
        this.common = common;
    }

    /**
     * Replaces the previous report with a new one. The time of the run is set last.
     *
     * @param report the new report
     */
    public synchronized void show(ProbeReport report) {
        one("success", "Whether everything that was asked works.", report.passed() ? 1 : 0);
        show(
                "verdict",
                "1 for the verdict on the probe.",
                Stream.of(Verdict.values())
                        .map(each -> row(each == report.verdict() ? 1 : 0, "verdict", each.token()))
                        .toList());
        one("duration.seconds", "How long the whole probe took.", seconds(report.took()));
        one("attempts", "How many routes were tried.", report.attempts().size());
        steps(report);
        tls(report);
        findings(report);
        one("last.run.timestamp.seconds", "When the probe began, as Unix time.", seconds(report.started()));
    }

    private void steps(ProbeReport report) {
        show(
                "step.success",
                "Whether a step that was asked for was done.",
                Stream.of(Stage.values())
                        .filter(each -> report.state(each) != Fact.State.NOT_ASKED)
                        .map(each -> row(report.state(each) == Fact.State.PASSED ? 1 : 0, "step", each.token()))
                        .toList());
        Map<String, Duration> times = new LinkedHashMap<>();
        times.put(Stage.RESOLVE.token(), report.resolution().took());
        report.decisive().stream()
                .flatMap(attempt -> attempt.facts().stream())
                .forEach(fact -> times.merge(phase(fact), fact.took(), Duration::plus));
        times.values().removeIf(Duration::isZero);
        show(
                "phase.duration.seconds",
                "How long a step took, with all of its kind on the route that decides.",
                times.entrySet().stream()
                        .map(each -> row(seconds(each.getValue()), "phase", each.getKey()))
                        .toList());
    }

    private static String phase(Fact fact) {
        return fact instanceof Ehlo ehlo && ehlo.encrypted()
                ? "ehlo_tls"
                : fact.stage().token();
    }

    private void tls(ProbeReport report) {
        show(
                "ssl.earliest.cert.expiry.seconds",
                "When the first of the certificates that vouch for the servers runs out, as Unix time.",
                rows(notAfter(report).map(end -> row(seconds(end)))));
        Optional<TlsInfo> agreed = report.decisive()
                .flatMap(attempt -> attempt.fact(TlsHandshake.class))
                .filter(handshake -> handshake.outcome().succeeded())
                .map(TlsHandshake::tls);
        show(
                "tls.version.info",
                "The version of TLS that was agreed on.",
                rows(agreed.flatMap(TlsInfo::protocol).map(version -> row(1, "version", spoken(version)))));
        show(
                "tls.cipher.info",
                "The cipher suite that was agreed on.",
                rows(agreed.flatMap(TlsInfo::cipherSuite).map(suite -> row(1, "cipher", suite))));
    }

    /** As in blackbox_exporter: TLS 1.3 for TLSv1.3. */
    private static String spoken(String version) {
        return version.equals("TLSv1") ? "TLS 1.0" : version.replace("TLSv", "TLS ");
    }

    private static Optional<Instant> notAfter(ProbeReport report) {
        return report.attempts().stream()
                .filter(attempt -> attempt.purpose().decides())
                .flatMap(ProbeMeters::vouching)
                .map(Certificate::notAfter)
                .min(Comparator.naturalOrder());
    }

    private static Stream<Certificate> vouching(Attempt attempt) {
        return attempt.facts(TlsHandshake.class).stream().map(TlsHandshake::tls).flatMap(tls -> {
            List<Certificate> path = tls.verdict().map(CertificateVerdict::path).orElse(List.of());
            return path.isEmpty() ? tls.chain().stream().limit(1) : path.stream();
        });
    }

    private void findings(ProbeReport report) {
        show(
                "finding",
                "1 for each kind of finding.",
                report.findings().stream()
                        .map(each -> Tags.of(
                                "id", each.id(), "severity", each.severity().token()))
                        .distinct()
                        .limit(FINDINGS)
                        .map(tags -> Row.of(tags, 1))
                        .toList());
    }

    private void one(String name, String help, double value) {
        show(name, help, List.of(row(value)));
    }

    private void show(String name, String help, List<? extends Row<?>> rows) {
        gauges.computeIfAbsent(
                        name,
                        each -> MultiGauge.builder("smtp.probe." + each)
                                .description(help)
                                .tags(common)
                                .register(registry))
                .register(new ArrayList<>(rows), true);
    }

    private static Row<Number> row(double value, String... tags) {
        return Row.of(Tags.of(tags), value);
    }

    private static List<Row<Number>> rows(Optional<Row<Number>> one) {
        return one.stream().toList();
    }

    private static double seconds(Duration time) {
        return time.toNanos() / 1e9;
    }

    private static double seconds(Instant moment) {
        return moment.toEpochMilli() / MILLIS;
    }
}
