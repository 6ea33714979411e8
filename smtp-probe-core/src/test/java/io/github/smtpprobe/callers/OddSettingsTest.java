/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.callers;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.SmtpProbe;
import io.github.smtpprobe.harness.ChildJvm;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.request.TlsMode;
import io.github.smtpprobe.testkit.CertificateAuthority;
import io.github.smtpprobe.testkit.Delivery;
import io.github.smtpprobe.testkit.MemoryTransport;
import io.github.smtpprobe.testkit.Script;
import io.github.smtpprobe.tls.TlsSettings;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;

/** Java processes whose own settings are in the way: each is told from a fault of the server. */
@Tag("waits")
class OddSettingsTest {
    /** Probes an address, and prints what was found. */
    static final class ProbingAddress {
        public static void main(String[] arguments) {
            print(SmtpProbe.run(ProbeRequest.to("[2001:db8::1]", 25)
                    .tls(TlsMode.PLAIN)
                    .deadline(Duration.ofSeconds(10))
                    .build()));
        }
    }

    private static final String KEYS = "keys.jks";
    private static final String TRUSTED = "trusted.jks";
    private static final String PASSWORD = "in-memory";

    /** Lets another JVM probe a server, with a key that is made here, once for all. */
    private static String probing(Path directory, List<String> options, String... arguments) throws Exception {
        CertificateAuthority authority = CertificateAuthority.create();
        CertificateAuthority.Issued issued = authority.issueRsa(2048, "mx.example.com");
        write(issued.keyStore(), directory.resolve(KEYS));
        write(authority.trustStore(), directory.resolve(TRUSTED));
        return new ChildJvm(directory, options.toArray(String[]::new)).run(Probing.class, arguments);
    }

    private static void write(KeyStore store, Path file) throws Exception {
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, PASSWORD.toCharArray());
        }
    }

    private static KeyStore read(String file) throws Exception {
        return KeyStore.getInstance(new File(file), PASSWORD.toCharArray());
    }

    /** Probes a TLS server in this process, and prints what was found. */
    static final class Probing {
        private static SSLServerSocket server() throws Exception {
            KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            factory.init(read(KEYS), PASSWORD.toCharArray());
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(factory.getKeyManagers(), null, null);
            return (SSLServerSocket) context.getServerSocketFactory().createServerSocket(0);
        }

        public static void main(String[] arguments) throws Exception {
            try (SSLServerSocket server = server()) {
                server.setEnabledProtocols(new String[] {"TLSv1.2"});
                server.setEnabledCipherSuites(new String[] {"TLS_DHE_RSA_WITH_AES_128_GCM_SHA256"});
                Thread thread = new Thread(() -> serve(server));
                thread.setDaemon(true);
                thread.start();
                TlsSettings settings = arguments.length > 0
                        ? TlsSettings.standard()
                        : TlsSettings.builder().trustStore(read(TRUSTED)).build();
                print(SmtpProbe.builder()
                        .tlsSettings(settings)
                        .build()
                        .probe(ProbeRequest.to("mx.example.com", server.getLocalPort())
                                .connectTo("127.0.0.1")
                                .tls(TlsMode.IMPLICIT_TLS)
                                .withoutSecondLook()
                                .build()));
            }
        }

        private static void serve(SSLServerSocket server) {
            while (true) {
                try (SSLSocket client = (SSLSocket) server.accept()) {
                    client.startHandshake();
                } catch (IOException refused) {
                    return; // one client is all there is
                }
            }
        }
    }

    private static void print(ProbeReport report) {
        System.out.println(report.verdict() + " " + report.findings());
    }

    @Test
    void withoutAddressesOfAFamily(@TempDir Path directory) throws Exception {
        assertThat(new ChildJvm(directory, "-Djava.net.preferIPv4Stack=true").run(ProbingAddress.class))
                .contains("local.family-absent");
    }

    @Tag("sweep")
    @Test
    void withAServerWhoseKeyExchangeIsTooWeak(@TempDir Path directory) throws Exception {
        assertThat(probing(directory, List.of("-Djdk.tls.ephemeralDHKeySize=legacy")))
                .contains("tls.too-weak")
                .contains("FAILED");
    }

    @Tag("sweep")
    @Test
    void withoutAVersionToOffer(@TempDir Path directory) throws Exception {
        assertThat(probing(directory, List.of("-Djdk.tls.client.protocols=TLSv1")))
                .contains("INCONCLUSIVE")
                .contains("local.tls")
                .contains("No appropriate protocol");
    }

    @Tag("sweep")
    @Test
    void withoutATrustedAuthority(@TempDir Path directory) throws Exception {
        KeyStore empty = KeyStore.getInstance("PKCS12");
        empty.load(null, null);
        Path file = directory.resolve("empty.p12");
        write(empty, file);
        assertThat(probing(
                        directory,
                        List.of("-Djavax.net.ssl.trustStore=" + file, "-Djavax.net.ssl.trustStorePassword=" + PASSWORD),
                        "standard trust"))
                .contains("local.tls")
                .contains("trusts no certificate authority");
    }

    /** Probes a server that ends the handshake by handshake_failure, and prints what was found. */
    static final class ProbingInVain {
        public static void main(String[] arguments) {
            Script refusing = Script.parse("* client-hello\nS: \\x15\\x03\\x03\\x00\\x02\\x02\\x28\\-\n* silence");
            print(SmtpProbe.builder()
                    .transport(new MemoryTransport(Delivery.WHOLE, null, refusing))
                    .build()
                    .probe(ProbeRequest.to("mx.example.com", 465)
                            .connectTo("192.0.2.1")
                            .withoutSecondLook()
                            .build()));
        }
    }

    /** From Java 22 on elliptic curves are in java.base, which none can be without. */
    @Test
    @EnabledForJreRange(max = JRE.JAVA_21)
    void withoutEllipticCurves(@TempDir Path directory) throws Exception {
        assertThat(new ChildJvm(directory, "--limit-modules=java.logging,java.naming,java.xml")
                        .run(ProbingInVain.class))
                .contains("INCONCLUSIVE")
                .contains("local.tls")
                .contains("jdk.crypto.ec");
        assertThat(new ChildJvm(directory).run(ProbingInVain.class))
                .contains("FAILED")
                .contains("tls.nothing-in-common");
    }
}
