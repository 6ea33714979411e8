/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.benchmark;

import io.github.smtpprobe.SmtpProbe;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.request.TlsMode;
import io.github.smtpprobe.sasl.Credentials;
import io.github.smtpprobe.sasl.Secret;
import io.github.smtpprobe.testkit.CertificateAuthority;
import io.github.smtpprobe.testkit.Script;
import io.github.smtpprobe.testkit.ScriptedServer;
import io.github.smtpprobe.tls.TlsSettings;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One whole probe, report and findings included, over the loopback address. The scripted server runs in the same JVM, so figures
 * hold its part too: compare them with each other, not with a client's alone.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 5)
@Measurement(iterations = 5, time = 3)
public class ProbeBenchmark {
    /** How far a probe goes. */
    public enum Workload {
        /** Connect, greeting, EHLO, QUIT in clear text. */
        W1(TlsMode.PLAIN, false, false),
        /** And MAIL, RCPT, RSET. */
        W2(TlsMode.PLAIN, true, false),
        /** STARTTLS, EHLO, AUTH PLAIN, MAIL, RCPT, RSET, QUIT. */
        W3(TlsMode.STARTTLS, true, true),
        /** The same over implicit TLS. */
        W4(TlsMode.IMPLICIT_TLS, true, true);

        private final TlsMode mode;
        private final boolean envelope;
        private final boolean login;

        Workload(TlsMode mode, boolean envelope, boolean login) {
            this.mode = mode;
            this.envelope = envelope;
            this.login = login;
        }

        Script script() {
            String mark = mode == TlsMode.PLAIN ? ":" : "~";
            String rest = (login ? "Cm AUTH PLAIN [redacted]\nSm 235 ok\n" : "")
                    + (envelope
                            ? "Cm MAIL FROM:<ada@example.com>\nSm 250 ok\nCm RCPT TO:<bob@example.com>\nSm 250 ok\n"
                                    + "Cm RSET\nSm 250 ok\n"
                            : "")
                    + "Cm QUIT\nSm 221 bye\n";
            String hello = "Cm EHLO x\nSm 250-mx.example.com\nSm 250 AUTH PLAIN LOGIN\n";
            String dialogue =
                    switch (mode) {
                        case PLAIN -> "Sm 220 mx.example.com ESMTP\n" + hello + rest;
                        case IMPLICIT_TLS -> "* tls any\nSm 220 mx.example.com ESMTP\n" + hello + rest;
                        default -> "S: 220 mx.example.com ESMTP\nC: EHLO x\nS: 250-mx.example.com\nS: 250 STARTTLS\n"
                                + "C: STARTTLS\nS: 220 go ahead\n* tls any\n" + hello + rest;
                    };
            return Script.parse(dialogue.replaceAll("(?m)^([CS])m ", "$1" + mark + " "));
        }

        ProbeRequest request(int port) {
            ProbeRequest.Builder request =
                    ProbeRequest.to("mx.example.com", port).connectTo("127.0.0.1").tls(mode);
            if (login) {
                request.credentials(Credentials.password("ada@example.com", Secret.of("correct horse battery staple")));
            }
            if (envelope) {
                request.envelope("ada@example.com", "bob@example.com");
            }
            return request.build();
        }
    }

    /** What is measured. */
    @Param
    public Workload workload;

    private ScriptedServer server;
    private SmtpProbe probe;
    private ProbeRequest request;

    /** Starts the server. */
    @Setup
    public void start() throws IOException, GeneralSecurityException {
        CertificateAuthority authority = CertificateAuthority.create();
        server = ScriptedServer.playing(workload.script())
                .tls(authority.issue("mx.example.com").serverContext())
                .start();
        probe = SmtpProbe.builder()
                .tlsSettings(
                        TlsSettings.builder().trustStore(authority.trustStore()).build())
                .build();
        request = workload.request(server.port());
    }

    /** Stops it. */
    @TearDown
    public void stop() throws IOException {
        server.close();
    }

    /** {@return the report of one probe} */
    @Benchmark
    public ProbeReport probe() {
        ProbeReport report = probe.probe(request);
        if (!report.passed()) {
            throw new IllegalStateException(report.toString());
        }
        return report;
    }
}
