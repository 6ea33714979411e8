/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.cli.format;

import io.github.smtpprobe.fact.Ehlo;
import io.github.smtpprobe.fact.Fact;
import io.github.smtpprobe.report.Attempt;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.report.Verdict;
import io.github.smtpprobe.route.Route;
import io.github.smtpprobe.smtp.Stage;
import io.github.smtpprobe.tls.TlsInfo;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Metrics of one run, for the textfile collector of node_exporter. Names follow those of blackbox_exporter where it has the
 * same metric. Labels contain what was asked for and the library's tokens, never a server's text. The number of series depends
 * on the request, except for findings, of which there are at most {@value #FINDINGS}.
 */
public final class PrometheusText {
    private static final int FINDINGS = 50;

    private final ProbeReport report;
    private final Metrics out;

    private PrometheusText(ProbeReport report) {
        this.report = report;
        Map<String, String> labels = new LinkedHashMap<>();
        labels.put("target", report.request().target().name());
        Shown.port(report).ifPresent(port -> labels.put("port", String.valueOf(port)));
        this.out = new Metrics(labels);
    }

    /**
     * Renders a report.
     *
     * @param report any
     * @return lines of text
     */
    public static String render(ProbeReport report) {
        return new PrometheusText(report).render();
    }

    private String render() {
        verdict();
        steps();
        tls();
        findings();
        out.gauge("smtp_probe_last_run_timestamp_seconds", "When the probe began.", Shown.seconds(report.started()));
        return out.gauge("smtp_probe_build_info", "The program that made these metrics.")
                .sample("smtp_probe_build_info", "1", "version", ProbeReport.libraryVersion())
                .toString();
    }

    private void verdict() {
        out.gauge("smtp_probe_success", "Whether everything that was asked works.", bit(report.passed()));
        out.gauge("smtp_probe_verdict", "1 for the verdict on the probe.");
        for (Verdict each : Verdict.values()) {
            out.sample("smtp_probe_verdict", bit(each == report.verdict()), "verdict", each.token());
        }
        out.gauge("smtp_probe_duration_seconds", "How long the whole probe took.", Shown.seconds(report.took()));
        out.gauge(
                "smtp_probe_attempts",
                "How many routes were tried.",
                String.valueOf(report.attempts().size()));
        report.decisive().map(Attempt::route).ifPresent(this::route);
    }

    private void route(Route route) {
        out.gauge("smtp_probe_route_info", "The route that decides.")
                .sample(
                        "smtp_probe_route_info",
                        "1",
                        "host",
                        route.host(),
                        "address",
                        route.addressText(),
                        "route_port",
                        route.port() == 0 ? "" : String.valueOf(route.port()),
                        "mode",
                        route.mode().token());
    }

    private void steps() {
        out.gauge("smtp_probe_step_success", "Whether a step that was asked for was done.");
        for (Stage each : Stage.values()) {
            Fact.State state = report.state(each);
            if (state != Fact.State.NOT_ASKED) {
                out.sample("smtp_probe_step_success", bit(state == Fact.State.PASSED), "step", each.token());
            }
        }
        Map<String, Duration> times = phases();
        if (!times.isEmpty()) {
            out.gauge(
                    "smtp_probe_phase_duration_seconds",
                    "How long a step took, with all of its kind on the route that decides.");
            times.forEach((phase, time) ->
                    out.sample("smtp_probe_phase_duration_seconds", Shown.seconds(time), "phase", phase));
        }
    }

    /** The steps by token; EHLO inside TLS has a name of its own. */
    private Map<String, Duration> phases() {
        Map<String, Duration> times = new LinkedHashMap<>();
        Duration lookUp = report.resolution().took();
        if (!lookUp.isZero()) {
            times.put(Stage.RESOLVE.token(), lookUp);
        }
        report.decisive().stream()
                .flatMap(attempt -> attempt.facts().stream())
                .filter(fact -> !fact.took().isZero())
                .forEach(fact -> times.merge(
                        fact instanceof Ehlo ehlo && ehlo.encrypted()
                                ? "ehlo_tls"
                                : fact.stage().token(),
                        fact.took(),
                        Duration::plus));
        return times;
    }

    private void tls() {
        Shown.notAfter(report)
                .ifPresent(end -> out.gauge(
                        "smtp_probe_ssl_earliest_cert_expiry_seconds",
                        "When the first of the certificates that vouch for the servers runs out, as Unix time.",
                        Shown.seconds(end)));
        Shown.tls(report)
                .flatMap(TlsInfo::protocol)
                .ifPresent(version -> out.gauge("smtp_probe_tls_version_info", "The version of TLS that was agreed on.")
                        .sample("smtp_probe_tls_version_info", "1", "version", spoken(version)));
        Shown.tls(report)
                .flatMap(TlsInfo::cipherSuite)
                .ifPresent(suite -> out.gauge("smtp_probe_tls_cipher_info", "The cipher suite that was agreed on.")
                        .sample("smtp_probe_tls_cipher_info", "1", "cipher", suite));
    }

    /** The version as blackbox_exporter writes it: TLS 1.3 for TLSv1.3. */
    private static String spoken(String version) {
        return version.equals("TLSv1") ? "TLS 1.0" : version.replace("TLSv", "TLS ");
    }

    private void findings() {
        Stream<String[]> found = report.findings().stream()
                .map(each -> each.id() + " " + each.severity().token())
                .distinct()
                .limit(FINDINGS)
                .map(each -> each.split(" ", 2));
        String[][] all = found.toArray(String[][]::new);
        if (all.length > 0) {
            out.gauge("smtp_probe_finding", "1 for each kind of finding.");
        }
        for (String[] each : all) {
            out.sample("smtp_probe_finding", "1", "id", each[0], "severity", each[1]);
        }
    }

    private static String bit(boolean set) {
        return set ? "1" : "0";
    }
}
