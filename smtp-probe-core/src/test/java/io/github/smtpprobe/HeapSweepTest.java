/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.HotSpotDiagnosticMXBean;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.request.TlsMode;
import io.github.smtpprobe.sasl.Credentials;
import io.github.smtpprobe.sasl.Secret;
import io.github.smtpprobe.testkit.CertificateAuthority;
import io.github.smtpprobe.testkit.Script;
import io.github.smtpprobe.testkit.ScriptedServer;
import io.github.smtpprobe.tls.Certificate;
import io.github.smtpprobe.tls.TlsSettings;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** After a probe in another JVM, its live heap holds no trace of the password but in the caller's own object, and no file is left. */
class HeapSweepTest {
    private static final String PASSWORD = "hunter-of-Canaries-4711";
    private static final String DUMP = "heap.hprof";

    /** The other JVM's part. Its password comes backwards, so that the command line does not hold it. */
    static final class Child {
        private static Object kept; // what stays reachable: the report, and where asked for, the request

        public static void main(String[] arguments) throws Exception {
            char[] password =
                    new StringBuilder(arguments[3]).reverse().toString().toCharArray();
            ProbeRequest request = ProbeRequest.to("mx.example.com", Integer.parseInt(arguments[0]))
                    .tls(TlsMode.valueOf(arguments[2]))
                    .connectTo("127.0.0.1")
                    .allowCleartextCredentials()
                    .credentials(Credentials.password("ada@example.com", Secret.of(password)))
                    .build();
            java.util.Arrays.fill(password, ' ');
            ProbeReport report = SmtpProbe.builder()
                    .tlsSettings(
                            TlsSettings.builder().trustCertificate(arguments[1]).build())
                    .build()
                    .probe(request);
            System.out.println(report.summary());
            kept = arguments[4].equals("request") ? List.of(report, request) : report;
            request = null;
            ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class).dumpHeap(DUMP, true);
            System.out.println("kept " + kept.getClass().getSimpleName());
        }
    }

    private static String dialogue(boolean tls, String mechanism) {
        String auth = mechanism.equals("PLAIN")
                ? "C: AUTH PLAIN [redacted]\n"
                : "C: AUTH LOGIN\nS: 334 VXNlcm5hbWU6\nC: [redacted]\nS: 334 UGFzc3dvcmQ6\nC: [redacted]\n";
        String talk = "S: 220 mx\nC: EHLO x\nS: 250-mx\nS: 250 AUTH " + mechanism + "\n" + auth + "S: 535 5.7.8 no, "
                + PASSWORD + " is wrong\nC: QUIT\nS: 221 bye\n";
        return tls ? "* tls any\n" + talk.replace("S: ", "S~ ").replace("C: ", "C~ ") : talk;
    }

    // README, Security: "when the report is there, no copy of ours can be reached on the heap."
    // README, Security: "The caller's own Secret stays in memory as long as the caller keeps it. In clear text mode
    // the JDK may keep what was last written in a native buffer of the thread."
    @Test
    void noCopyStaysAlive(@TempDir Path directory) throws Exception {
        CertificateAuthority.Issued issued = CertificateAuthority.selfSigned("mx.example.com");
        for (String mechanism : List.of("PLAIN", "LOGIN")) {
            for (TlsMode mode : List.of(TlsMode.PLAIN, TlsMode.IMPLICIT_TLS)) {
                byte[] heap = sweep(directory, issued, mechanism, mode, "report");
                assertThat(found(heap)).as(mechanism + " " + mode).isEmpty();
            }
        }
        byte[] heap = sweep(directory, issued, "PLAIN", TlsMode.IMPLICIT_TLS, "request");
        assertThat(found(heap))
                .as("the sweep sees what is there: the caller's own object")
                .hasSize(1);
    }

    private static byte[] sweep(
            Path directory, CertificateAuthority.Issued issued, String mechanism, TlsMode mode, String kept)
            throws Exception {
        try (ScriptedServer server = ScriptedServer.playing(
                        Script.parse(dialogue(mode == TlsMode.IMPLICIT_TLS, mechanism)))
                .tls(issued.serverContext())
                .start()) {
            String output = new ChildJvm(directory, "-Xmx64m")
                    .run(
                            Child.class,
                            Integer.toString(server.port()),
                            Certificate.fingerprint(issued.chain().get(0)),
                            mode.name(),
                            new StringBuilder(PASSWORD).reverse().toString(),
                            kept);
            assertThat(output).contains("does not accept the credentials").doesNotContain(PASSWORD);
        }
        byte[] heap = Files.readAllBytes(directory.resolve(DUMP));
        Files.delete(directory.resolve(DUMP));
        try (Stream<Path> left = Files.list(directory)) {
            assertThat(left).as("files that a probe leaves").isEmpty();
        }
        assertThat(new String(heap, StandardCharsets.ISO_8859_1))
                .as("the report is in it, in an encoding that is looked for")
                .contains("does not accept the credentials");
        return heap;
    }

    /** In which encodings the password, or the SASL message with it, is in the heap. */
    private static List<String> found(byte[] heap) {
        String all = new String(heap, StandardCharsets.ISO_8859_1);
        String wide = new String(PASSWORD.getBytes(StandardCharsets.UTF_16LE), StandardCharsets.ISO_8859_1);
        String wideBig = new String(PASSWORD.getBytes(StandardCharsets.UTF_16BE), StandardCharsets.ISO_8859_1);
        String message = base64("\0ada@example.com\0" + PASSWORD);
        List<String> found = new ArrayList<>();
        for (String form : List.of(
                PASSWORD,
                wide,
                wideBig,
                base64(PASSWORD).substring(0, 28),
                message.substring(message.length() - 28, message.length() - 4))) {
            if (all.contains(form)) {
                found.add("form of " + form.length() + " octets");
            }
        }
        return found;
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
