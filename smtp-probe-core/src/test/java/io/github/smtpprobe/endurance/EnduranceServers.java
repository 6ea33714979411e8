/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.endurance;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.harness.ChildJvm;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.request.TlsMode;
import io.github.smtpprobe.testkit.CertificateAuthority;
import io.github.smtpprobe.testkit.Script;
import io.github.smtpprobe.testkit.ScriptedServer;
import io.github.smtpprobe.tls.Certificate;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** Servers that hold on to their clients, in a JVM of their own: prints the certificate's fingerprint and a port for each. */
final class EnduranceServers {
    private static final String TO_DATA = """
        S: 220 mx
        C: EHLO x
        S: 250 mx
        C: MAIL FROM:<ada@example.com>
        S: 250 ok
        C: RCPT TO:<bob@example.com>
        S: 250 ok
        C: DATA
        S: 354 go
        * pause 600000ms
        """;

    /** What each does; {@code pause} does not read either, so the window closes. */
    static final Map<String, String> BEHAVIOURS = new LinkedHashMap<>(Map.of(
            "silence", "* silence",
            "drip", "* drip 300ms\nS: 220 " + "x".repeat(500),
            "tarpit", "S: 220 mx\nC: EHLO x\n" + "S: 250-mx\n* pause 400ms\n".repeat(200),
            "zero-window", TO_DATA,
            "tls-drip", "* tls any\n* drip 300ms\nS~ 220 " + "x".repeat(100),
            "tls-stuck-writer", "* tls any\n" + TO_DATA.replace("S: ", "S~ ").replace("C: ", "C~ "),
            "key-updates", "* tls any\n" + "* rekey\n* pause 400ms\n".repeat(200),
            "half-handshake", "* client-hello\nS: \\x16\\x03\\x03\\x00\\x40\\x02\\-\n* silence"));

    private static final byte[] MESSAGE =
            "x".repeat(998).concat("\r\n").repeat(1_000).getBytes(StandardCharsets.US_ASCII);

    private EnduranceServers() {}

    public static void main(String[] arguments) throws Exception {
        CertificateAuthority.Issued issued = CertificateAuthority.selfSigned("mx.example.com");
        System.out.println(Certificate.fingerprint(issued.chain().get(0)));
        for (Map.Entry<String, String> each : BEHAVIOURS.entrySet()) {
            ScriptedServer server = ScriptedServer.playing(Script.parse(each.getValue()))
                    .tls(issued.serverContext())
                    .start();
            System.out.println(each.getKey() + " " + server.port());
        }
        System.out.println("ready");
        while (System.in.read() >= 0) {
            // The parent ends us by closing our input.
        }
        System.exit(0);
    }

    /** They, started from here: the behaviour's name and its port. */
    static final class Started implements AutoCloseable {
        private final Process process;
        private final String fingerprint;
        private final Map<String, Integer> ports = new LinkedHashMap<>();

        Started(Path directory) throws IOException {
            process = new ChildJvm(directory, "-Xmx1g").start(EnduranceServers.class);
            BufferedReader lines =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
            fingerprint = lines.readLine();
            for (String line = lines.readLine(); !"ready".equals(line); line = lines.readLine()) {
                assertThat(line).isNotNull();
                ports.put(line.split(" ")[0], Integer.parseInt(line.split(" ")[1]));
            }
        }

        Map<String, Integer> ports() {
            return ports;
        }

        String fingerprint() {
            return fingerprint;
        }

        ProbeRequest request(String behaviour, Duration deadline) {
            boolean tls = BEHAVIOURS.get(behaviour).contains("* tls") || behaviour.startsWith("half");
            return ProbeRequest.to("mx.example.com", ports.get(behaviour))
                    .tls(tls ? TlsMode.IMPLICIT_TLS : TlsMode.PLAIN)
                    .connectTo("127.0.0.1")
                    .envelope("ada@example.com", "bob@example.com")
                    .message(MESSAGE)
                    .deadline(deadline)
                    .withoutSecondLook()
                    .build();
        }

        @Override
        public void close() throws IOException {
            process.getOutputStream().close();
            process.destroy();
        }
    }
}
