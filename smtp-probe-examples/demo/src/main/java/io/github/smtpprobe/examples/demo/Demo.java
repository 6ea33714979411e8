/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.examples.demo;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.github.smtpprobe.LiveTranscript;
import io.github.smtpprobe.SmtpProbe;
import io.github.smtpprobe.fact.TlsHandshake;
import io.github.smtpprobe.render.AnsiTranscript;
import io.github.smtpprobe.render.TextReport;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.report.Verdict;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.request.TlsMode;
import io.github.smtpprobe.testkit.CertificateAuthority;
import io.github.smtpprobe.testkit.Script;
import io.github.smtpprobe.testkit.ScriptedServer;
import io.github.smtpprobe.tls.TlsSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Optional;

/** Runs five probes of servers that the demo itself starts on loopback ports. */
public final class Demo {
    private static final String USER = "ada";
    private static final String PASSWORD = "correct horse battery staple";
    private static final String GREYLISTING = """
        S: 220 mx.demo.test ESMTP
        C: EHLO probe
        S: 250-mx.demo.test
        S: 250-SIZE 10240000
        S: 250 STARTTLS
        C: STARTTLS
        S: 220 2.0.0 Ready to start TLS
        * tls any
        C~ EHLO probe
        S~ 250-mx.demo.test
        S~ 250-SIZE 10240000
        S~ 250 AUTH PLAIN LOGIN
        C~ AUTH PLAIN [redacted]
        S~ 235 2.7.0 Authentication successful
        C~ MAIL FROM:<ada@demo.test>
        S~ 250 2.1.0 Ok
        C~ RCPT TO:<bob@demo.test>
        S~ 451 4.7.1 Greylisted, please try again in 300 seconds
        C~ RSET
        S~ 250 2.0.0 Ok
        C~ QUIT
        S~ 221 2.0.0 Bye
        """;

    private final PrintWriter out;
    private final boolean colour;
    private int surprises;

    /**
     * Creates the demo.
     *
     * @param out    the output
     * @param colour whether to use colours
     */
    public Demo(PrintWriter out, boolean colour) {
        this.out = out;
        this.colour = colour;
    }

    /**
     * Runs the demo and ends the process, with status 0 if every probe found what it should, otherwise with 1.
     *
     * @param arguments none
     * @throws IOException if a server cannot be started
     */
    public static void main(String... arguments) throws IOException {
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        int code = new Demo(
                        out,
                        AnsiTranscript.wanted(
                                System.getenv(),
                                Optional.ofNullable(System.console()).isPresent()))
                .run();
        out.close();
        System.exit(code); // GreenMail leaves threads behind
    }

    /**
     * Runs the demo.
     *
     * @return 0 if every probe found what it should
     * @throws IOException if a server cannot be started
     */
    public int run() throws IOException {
        GreenMail mail = new GreenMail(new ServerSetup[] {
            new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP),
            new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTPS)
        });
        mail.setUser("ada@demo.test", USER, PASSWORD);
        mail.start();
        try {
            goodLogin(mail.getSmtps().getPort());
            wrongPassword(mail.getSmtp().getPort());
            refusedByUs(mail.getSmtp().getPort());
        } finally {
            mail.stop();
        }
        greylisted();
        nothingListens();
        out.println(
                surprises == 0
                        ? "The demo found what it should, five times."
                        : "The demo was surprised " + surprises + " times.");
        out.flush();
        return surprises == 0 ? 0 : 1;
    }

    private void goodLogin(int port) {
        title("1. A good login over implicit TLS (GreenMail; its certificate is trusted by its fingerprint)");
        ProbeRequest.Builder request = ProbeRequest.to("127.0.0.1", port).tls(TlsMode.IMPLICIT_TLS);
        request.trustCertificate(fingerprint(request))
                .password(USER, PASSWORD.toCharArray())
                .envelope("ada@demo.test", "bob@demo.test");
        show(SmtpProbe.standard(), request, Verdict.PASSED);
    }

    /** Looks, without credentials, at the certificate that GreenMail has created for itself. */
    private static String fingerprint(ProbeRequest.Builder request) {
        ProbeReport look = SmtpProbe.run(
                request.build().toBuilder().inspectInvalidCertificate().build());
        return look.decisive()
                .flatMap(attempt -> attempt.fact(TlsHandshake.class))
                .map(handshake -> handshake.tls().chain().get(0).sha256())
                .orElseThrow();
    }

    private void wrongPassword(int port) {
        title("2. A wrong password, in clear text because that was allowed by name (GreenMail)");
        ProbeRequest.Builder request =
                ProbeRequest.to("127.0.0.1", port).tls(TlsMode.PLAIN).allowCleartextCredentials();
        show(SmtpProbe.standard(), request.password(USER, "wrong password".toCharArray()), Verdict.FAILED);
    }

    private void refusedByUs(int port) {
        title("3. A clear-text login that the probe itself refuses to send (GreenMail)");
        ProbeRequest.Builder request = ProbeRequest.to("127.0.0.1", port).tls(TlsMode.PLAIN);
        show(SmtpProbe.standard(), request.password(USER, PASSWORD.toCharArray()), Verdict.FAILED);
    }

    private void greylisted() throws IOException {
        title("4. A greylisted recipient over STARTTLS (scripted server)");
        CertificateAuthority authority = CertificateAuthority.create();
        try (ScriptedServer server = ScriptedServer.playing(Script.parse(GREYLISTING))
                .tls(authority.issue("mx.demo.test").serverContext())
                .start()) {
            SmtpProbe probe = SmtpProbe.builder()
                    .tlsSettings(TlsSettings.builder()
                            .trustStore(authority.trustStore())
                            .build())
                    .build();
            show(
                    probe,
                    ProbeRequest.to("mx.demo.test", server.port())
                            .connectTo("127.0.0.1")
                            .password(USER, PASSWORD.toCharArray())
                            .envelope("ada@demo.test", "bob@demo.test"),
                    Verdict.INCONCLUSIVE);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("the demo's own certificate authority is not usable", impossible);
        }
    }

    private void nothingListens() throws IOException {
        title("5. A port where nothing listens");
        try (Socket bound = new Socket()) { // has the port and does not listen, so nobody else can
            bound.bind(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0));
            show(SmtpProbe.standard(), ProbeRequest.to("127.0.0.1", bound.getLocalPort()), Verdict.FAILED);
        }
    }

    private void title(String text) {
        out.println();
        out.println("== " + text);
        out.println();
    }

    private void show(SmtpProbe probe, ProbeRequest.Builder request, Verdict expected) {
        ProbeReport report =
                probe.call(request.build(), new LiveTranscript(out, colour)).execute();
        out.println();
        out.print(TextReport.render(report));
        out.println();
        if (report.verdict() != expected) {
            surprises++;
            out.println("!! The demo expected " + expected + ".");
        }
        out.flush();
    }
}
