/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.benchmark;

import io.github.smtpprobe.testkit.CertificateAuthority;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
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
 * The same dialogue as this library and other clients have it, with one server in a process of its own. Read the CPU of the client's
 * process beside the time: the clients are as their users get them, and those that leave Nagle's algorithm on wait for the
 * server's delayed acknowledgement where they write twice.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 5)
@Measurement(iterations = 5, time = 3)
public class PeersBenchmark {
    /** Which client. */
    public enum Peer {
        /** This library. */
        SMTP_PROBE,
        /** This library with PIPELINING, which tells only where there is an envelope. */
        SMTP_PROBE_PIPELINING,
        /** Apache Commons Net. */
        COMMONS_NET,
        /** Angus Mail with one Session. */
        ANGUS
    }

    /** What is asked. */
    @Param
    public Workload workload;

    /** Who asks. */
    @Param
    public Peer peer;

    private Path keys;
    private Process responder;
    private Client client;

    /** Makes a certificate, and starts the server with it. */
    @Setup
    public void start() throws IOException, GeneralSecurityException {
        CertificateAuthority authority = CertificateAuthority.create();
        CertificateAuthority.Issued certificate = authority.issue("127.0.0.1");
        keys = Files.createTempFile("benchmark", ".p12");
        try (OutputStream out = Files.newOutputStream(keys)) {
            certificate.keyStore().store(out, certificate.password());
        }
        responder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Responder.class.getName(),
                        workload.implicit() ? "implicit" : "clear",
                        keys.toString(),
                        new String(certificate.password()))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        int port = Integer.parseInt(
                new BufferedReader(new InputStreamReader(responder.getInputStream(), StandardCharsets.US_ASCII))
                        .readLine());
        client = client(port, authority.trustStore());
    }

    private Client client(int port, KeyStore trust) throws GeneralSecurityException {
        return switch (peer) {
            case SMTP_PROBE -> new OwnClient(workload, port, trust, false);
            case SMTP_PROBE_PIPELINING -> new OwnClient(workload, port, trust, true);
            case COMMONS_NET -> new CommonsNetClient(workload, port, trusting(trust));
            case ANGUS -> new AngusClient(workload, port, trusting(trust));
        };
    }

    private static SSLContext trusting(KeyStore trust) throws GeneralSecurityException {
        TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(trust);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, managers.getTrustManagers(), null);
        return context;
    }

    /** Stops the server. */
    @TearDown
    public void stop() throws IOException, InterruptedException {
        responder.getOutputStream().close();
        responder.waitFor();
        Files.delete(keys);
    }

    /**
     * Asks once.
     *
     * @return that everything was accepted
     * @throws Exception if the client gives up
     */
    @Benchmark
    public boolean probe() throws Exception {
        if (!client.probe()) {
            throw new IllegalStateException("the server did not accept everything");
        }
        return true;
    }
}
