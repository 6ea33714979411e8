/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.harness;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.SmtpProbe;
import io.github.smtpprobe.fact.TlsHandshake;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.report.Verdict;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.request.TlsMode;
import io.github.smtpprobe.tls.TlsInfo;
import io.github.smtpprobe.tls.TlsSettings;
import java.time.Duration;

/** Probes with implicit TLS of servers on the loopback address that go by another name. */
public final class OverTls {
    /** A deadline that nothing waits for. */
    public static final Duration LONG = Patience.AMPLE.multipliedBy(2);

    private OverTls() {}

    public static ProbeReport probe(String host, int port, TlsSettings settings) {
        return probe(host, port, settings, LONG);
    }

    public static ProbeReport probe(String host, int port, TlsSettings settings, Duration deadline) {
        ProbeReport report = SmtpProbe.builder()
                .tlsSettings(settings)
                .build()
                .probe(ProbeRequest.to(host, port)
                        .tls(TlsMode.IMPLICIT_TLS)
                        .connectTo("127.0.0.1")
                        .deadline(deadline)
                        .build());
        Invariants.check(report);
        assertThat(report.took()).isLessThan(deadline.plus(Patience.AMPLE));
        return report;
    }

    /** The report of a probe that has to fail at the certificate, before a word is said. */
    public static ProbeReport failing(ProbeReport report) {
        assertThat(report.verdict()).as(report.toString()).isEqualTo(Verdict.FAILED);
        assertThat(report.transcript().toString())
                .as("nothing is said after a bad certificate")
                .isEqualTo("* tls-failed\n");
        return report;
    }

    public static TlsInfo tls(ProbeReport report) {
        return report.decisive()
                .orElseThrow()
                .fact(TlsHandshake.class)
                .orElseThrow()
                .tls();
    }
}
