/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.HotSpotDiagnosticMXBean;
import io.github.smtpprobe.SmtpProbe;
import io.github.smtpprobe.harness.ChildJvm;
import io.github.smtpprobe.harness.Needles;
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
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** After probes in another JVM, its live heap holds no trace of a password but in the caller's own object, and no file is left. */
class HeapSweepTest {
    private static final String PASSWORD = "hunter-of-Canaries-4711-";
    private static final String DUMP = "heap.hprof";

    /** How a password travels: a mechanism, in clear or under TLS. */
    private record Way(String mechanism, TlsMode mode) {
        static List<Way> all() {
            return Stream.of("PLAIN", "LOGIN")
                    .flatMap(each -> Stream.of(new Way(each, TlsMode.PLAIN), new Way(each, TlsMode.IMPLICIT_TLS)))
                    .toList();
        }

        /** Each way has its own, so that a copy tells who made it. */
        String password() {
            return PASSWORD + mechanism + mode;
        }

        Script script() {
            String auth = mechanism.equals("PLAIN")
                    ? "C: AUTH PLAIN [redacted]\n"
                    : "C: AUTH LOGIN\nS: 334 VXNlcm5hbWU6\nC: [redacted]\nS: 334 UGFzc3dvcmQ6\nC: [redacted]\n";
            String talk = "S: 220 mx\nC: EHLO x\nS: 250-mx\nS: 250 AUTH " + mechanism + "\n" + auth
                    + "S: 535 5.7.8 no, " + password() + " is wrong\nC: QUIT\nS: 221 bye\n";
            return Script.parse(
                    mode == TlsMode.IMPLICIT_TLS
                            ? "* tls any\n" + talk.replace("S: ", "S~ ").replace("C: ", "C~ ")
                            : talk);
        }

        /** The octets in which the password may stand: in three encodings, and as either mechanism sends it. */
        List<String> forms() {
            String message = base64("\0ada@example.com\0" + password());
            String alone = base64(password());
            return List.of(
                    password(),
                    new String(password().getBytes(StandardCharsets.UTF_16LE), StandardCharsets.ISO_8859_1),
                    new String(password().getBytes(StandardCharsets.UTF_16BE), StandardCharsets.ISO_8859_1),
                    alone.substring(0, alone.length() - 4),
                    message.substring(24, message.length() - 4));
        }

        private static String base64(String text) {
            return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** The other JVM's part: a probe for each port, then a heap; then one more heap, with a request in it. */
    static final class Child {
        private static Object kept; // what stays reachable: the reports, and at last a request

        public static void main(String[] arguments) throws Exception {
            SmtpProbe probe = SmtpProbe.builder()
                    .tlsSettings(
                            TlsSettings.builder().trustCertificate(arguments[0]).build())
                    .build();
            List<ProbeReport> reports = new ArrayList<>();
            for (int i = 1; i < arguments.length; i += 3) {
                reports.add(probe.probe(request(arguments, i)));
            }
            reports.forEach(each -> System.out.println(each.summary()));
            kept = reports;
            dump("reports");
            kept = List.of(reports, request(arguments, 1));
            dump("request");
        }

        /** The password comes backwards, so that the command line does not hold it. */
        private static ProbeRequest request(String[] arguments, int at) {
            char[] password =
                    new StringBuilder(arguments[at + 2]).reverse().toString().toCharArray();
            ProbeRequest request = ProbeRequest.to("mx.example.com", Integer.parseInt(arguments[at]))
                    .tls(TlsMode.valueOf(arguments[at + 1]))
                    .connectTo("127.0.0.1")
                    .allowCleartextCredentials()
                    .credentials(Credentials.password("ada@example.com", Secret.of(password)))
                    .build();
            java.util.Arrays.fill(password, ' ');
            return request;
        }

        private static void dump(String what) throws IOException {
            ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class).dumpHeap(what + "-" + DUMP, true);
            System.out.println("kept " + what + " in a " + kept.getClass().getSimpleName());
        }
    }

    // README, Security: "when the report is there, no copy of ours can be reached on the heap."
    // README, Security: "The caller's own Secret stays in memory as long as the caller keeps it. In clear text mode
    // the JDK may keep what was last written in a native buffer of the thread."
    @Test
    void noCopyStaysAlive(@TempDir Path directory) throws Exception {
        String output = probed(directory);
        assertThat(output.split("does not accept the credentials", -1))
                .as(output)
                .hasSize(1 + Way.all().size());
        assertThat(output).doesNotContain(PASSWORD);
        Map<String, Way> forms = new LinkedHashMap<>();
        Way.all().forEach(way -> way.forms().forEach(form -> forms.put(form, way)));
        String reports = heap(directory, "reports");
        assertThat(reports)
                .as("the reports are in it, in an encoding that is looked for")
                .contains("does not accept the credentials");
        Needles needles = new Needles(List.copyOf(forms.keySet()));
        assertThat(needles.first(reports).map(forms::get)).isEmpty();
        assertThat(needles.first(heap(directory, "request")).map(forms::get))
                .as("the sweep sees what is there: the caller's own object")
                .contains(Way.all().get(0));
        try (Stream<Path> left = Files.list(directory)) {
            assertThat(left).as("files that a probe leaves").isEmpty();
        }
    }

    private static String probed(Path directory) throws Exception {
        CertificateAuthority.Issued issued = CertificateAuthority.selfSigned("mx.example.com");
        List<String> arguments = new ArrayList<>();
        arguments.add(Certificate.fingerprint(issued.chain().get(0)));
        List<ScriptedServer> servers = new ArrayList<>();
        try {
            for (Way way : Way.all()) {
                ScriptedServer server = ScriptedServer.playing(way.script())
                        .tls(issued.serverContext())
                        .start();
                servers.add(server);
                arguments.addAll(List.of(
                        Integer.toString(server.port()),
                        way.mode().name(),
                        new StringBuilder(way.password()).reverse().toString()));
            }
            return new ChildJvm(directory, "-Xmx64m").run(Child.class, arguments.toArray(String[]::new));
        } finally {
            for (ScriptedServer each : servers) {
                each.close();
            }
        }
    }

    private static String heap(Path directory, String what) throws IOException {
        Path dump = directory.resolve(what + "-" + DUMP);
        byte[] octets = Files.readAllBytes(dump);
        Files.delete(dump);
        return new String(octets, StandardCharsets.ISO_8859_1);
    }
}
