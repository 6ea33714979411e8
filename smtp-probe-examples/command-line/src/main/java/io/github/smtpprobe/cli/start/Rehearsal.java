/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.cli.start;

import io.github.smtpprobe.SmtpProbe;
import io.github.smtpprobe.cli.Program;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.testkit.CertificateAuthority;
import io.github.smtpprobe.testkit.Script;
import io.github.smtpprobe.testkit.ScriptedServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;

/**
 * Does once what users mostly do, against servers of its own on this machine, so that the JVM sees which classes are needed. No
 * look-up and no connection leaves the machine, and nothing is printed.
 */
public final class Rehearsal {
    private static final String IN_CLEAR = """
        S: 220 mx.demo.test ESMTP
        C: EHLO probe
        S: 250-mx.demo.test
        S: 250-SIZE 10240000
        S: 250 PIPELINING
        C: QUIT
        S: 221 2.0.0 Bye
        """;
    private static final String REFUSED = """
        S: 554 5.7.1 Service unavailable; client host blocked using zen.spamhaus.org
        """;
    private static final String WITH_STARTTLS = """
        S: 220 mx.demo.test ESMTP
        C: EHLO probe
        S: 250-mx.demo.test
        S: 250 STARTTLS
        C: STARTTLS
        S: 220 2.0.0 Ready to start TLS
        * tls any
        C~ EHLO probe
        S~ 250-mx.demo.test
        S~ 250 AUTH PLAIN LOGIN
        C~ MAIL FROM:<ada@demo.test>
        S~ 250 2.1.0 Ok
        C~ RCPT TO:<bob@demo.test>
        S~ 550 5.1.1 No such user
        C~ RSET
        S~ 250 2.0.0 Ok
        C~ QUIT
        S~ 221 2.0.0 Bye
        """;

    private static final PrintWriter NOWHERE = new PrintWriter(Writer.nullWriter());

    private Rehearsal() {}

    /**
     * Rehearses.
     *
     * @param arguments none
     * @throws IOException              if a server cannot be started
     * @throws GeneralSecurityException if this JVM cannot make certificates
     */
    public static void main(String... arguments) throws IOException, GeneralSecurityException {
        EarlyTls.begin("mx.demo.test");
        look("--help");
        play(IN_CLEAR, "--tls", "plain");
        play(REFUSED, "--tls", "plain", "--json");
        play(WITH_STARTTLS);
        play(WITH_STARTTLS, "--inspect-invalid-certificate", "-f", "ada@demo.test", "-t", "bob@demo.test");
        play("* tls any\n" + IN_CLEAR.replace("S:", "S~").replace("C:", "C~"), "--tls", "implicit-tls", "--transcript");
        names();
        Path jar = Path.of(System.getProperty("java.class.path"));
        Origin.now(jar, jar);
        ClassArchive.keepNamed();
    }

    private static void look(String... arguments) {
        Program.run(NOWHERE, NOWHERE, arguments);
    }

    private static void play(String dialogue, String... options) throws IOException, GeneralSecurityException {
        try (ScriptedServer server = ScriptedServer.playing(Script.parse(dialogue))
                .tls(CertificateAuthority.create()
                        .issue("mx.demo.test", "127.0.0.1")
                        .serverContext())
                .lenient() // a client that does not trust the certificate leaves early
                .start()) {
            String[] all = new String[options.length + 5];
            all[0] = "mx.demo.test";
            all[1] = "--connect-to";
            all[2] = "127.0.0.1";
            all[3] = "-p";
            all[4] = String.valueOf(server.port());
            System.arraycopy(options, 0, all, 5, options.length);
            look(all);
        }
    }

    /** Looks up a name, at a name server on a bound port that never answers. */
    private static void names() throws IOException {
        InetSocketAddress any = new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0);
        try (DatagramSocket silent = new DatagramSocket(any)) {
            SmtpProbe.builder()
                    .nameServers(new InetSocketAddress(any.getAddress(), silent.getLocalPort()))
                    .build()
                    .probe(ProbeRequest.toMxOf("demo.test")
                            .deadline(Duration.ofMillis(500))
                            .build());
        }
    }
}
