/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.handshakes;

import io.github.smtpprobe.SmtpProbe;
import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.clock.Ticker;
import io.github.smtpprobe.fact.TlsHandshake;
import io.github.smtpprobe.guard.Cancellation;
import io.github.smtpprobe.guard.Guard;
import io.github.smtpprobe.handshake.StartUp;
import io.github.smtpprobe.harness.DialogueFile;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.request.TlsMode;
import io.github.smtpprobe.testkit.CertificateAuthority;
import io.github.smtpprobe.testkit.Delivery;
import io.github.smtpprobe.testkit.MemoryTransport;
import io.github.smtpprobe.testkit.Script;
import io.github.smtpprobe.tls.TlsSettings;
import java.net.ConnectException;
import java.security.GeneralSecurityException;
import java.security.Provider;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLContext;

/** What a new process does about its first TLS handshake, told between the lines of its log of loaded classes. */
final class FirstHandshake {
    static final String CONNECTS = "[connects]";
    static final String WARM = "[warm]";

    private static final String STARTS_TLS = """
        S: 220 mx.example.com ESMTP
        C: EHLO x
        S: 250-mx.example.com
        S: 250 STARTTLS
        C: STARTTLS
        S: 220 2.0.0 Ready to start TLS
        """;
    private static final String TALKS = """
        * tls any
        C~ EHLO x
        S~ 250 mx.example.com
        C~ QUIT
        S~ 221 2.0.0 Bye
        """;

    private FirstHandshake() {}

    public static void main(String... arguments) throws Exception {
        switch (arguments[0]) {
            case "plain" -> refused(TlsMode.PLAIN, Duration.ofSeconds(20), TlsSettings.standard());
            case "starttls" -> refused(TlsMode.STARTTLS, Duration.ofSeconds(20), TlsSettings.standard());
            case "if-offered" -> refused(TlsMode.STARTTLS_IF_OFFERED, Duration.ofSeconds(20), TlsSettings.standard());
            case "hurried" -> refused(TlsMode.STARTTLS, Duration.ofMillis(1500), TlsSettings.standard());
            case "provider" -> refused(TlsMode.STARTTLS, Duration.ofSeconds(20), otherProvider());
            case "context" -> refused(TlsMode.STARTTLS, Duration.ofSeconds(20), ownContext());
            case "asked" -> asked();
            case "ended" -> ended();
            default -> thrice();
        }
    }

    private static void refused(TlsMode mode, Duration deadline, TlsSettings tls) {
        SmtpProbe.builder()
                .tlsSettings(tls)
                .transport((route, limit) -> {
                    System.out.println(CONNECTS);
                    throw new ConnectException("nobody");
                })
                .build()
                .probe(ProbeRequest.to("mx.example.com", 587)
                        .connectTo("192.0.2.1")
                        .tls(mode)
                        .withoutSecondLook()
                        .deadline(deadline)
                        .build());
    }

    private static TlsSettings otherProvider() {
        return TlsSettings.builder().provider(new Other()).build();
    }

    private static TlsSettings ownContext() throws GeneralSecurityException {
        SSLContext own = SSLContext.getInstance("TLS");
        own.init(null, null, null);
        return TlsSettings.builder().sslContext(own).build();
    }

    private static final class Other extends Provider {
        private static final long serialVersionUID = 1;

        Other() {
            super("Other", "1", "does no TLS");
        }
    }

    private static void asked() {
        long before = threads();
        SmtpProbe.standard().warmUp();
        System.out.println(WARM + (threads() - before) + " threads more");
    }

    private static void ended() {
        Cancellation cancelled = new Cancellation();
        cancelled.cancel();
        TlsSettings tls = TlsSettings.standard();
        StartUp.warmUp(tls, tls, new Guard(cancelled), Deadline.after(Duration.ofSeconds(20), Ticker.system()));
        Thread.currentThread().interrupt();
        SmtpProbe.standard().warmUp();
        System.out.println(WARM + "interrupted: " + Thread.interrupted());
        SmtpProbe.standard().warmUp();
    }

    private static long threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(Thread::isAlive)
                .count();
    }

    /** Three probes of servers in this process; the first server closes before it has shown a certificate. */
    private static void thrice() {
        for (String rest : List.of("* closed", TALKS, TALKS)) {
            CertificateAuthority.Issued certificate = DialogueFile.good();
            MemoryTransport memory =
                    new MemoryTransport(Delivery.WHOLE, certificate.serverContext(), Script.parse(STARTS_TLS + rest));
            ProbeReport report = SmtpProbe.builder()
                    .transport(memory)
                    .ticker(memory.ticker())
                    .tlsSettings(DialogueFile.trusting())
                    .build()
                    .probe(ProbeRequest.to(DialogueFile.HOST, 587)
                            .connectTo("192.0.2.1")
                            .build());
            TlsHandshake fact =
                    report.attempts().get(0).fact(TlsHandshake.class).orElseThrow();
            System.out.println(WARM + fact.asMap().get("includesStartUp") + " " + fact.description());
        }
    }
}
