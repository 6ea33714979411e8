/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.request.TlsMode;
import io.github.smtpprobe.testkit.CertificateAuthority;
import io.github.smtpprobe.tls.TlsSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Java processes whose own settings are in the way: each is told from a fault of the server. */
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

    /** Probes a TLS server in this process, and prints what was found. */
    static final class Probing {
        public static void main(String[] arguments) throws Exception {
            CertificateAuthority authority = CertificateAuthority.create();
            CertificateAuthority.Issued issued = authority.issueRsa(2048, "mx.example.com");
            try (SSLServerSocket server = (SSLServerSocket)
                    issued.serverContext().getServerSocketFactory().createServerSocket(0)) {
                server.setEnabledProtocols(new String[] {"TLSv1.2"});
                server.setEnabledCipherSuites(new String[] {"TLS_DHE_RSA_WITH_AES_128_GCM_SHA256"});
                Thread thread = new Thread(() -> serve(server));
                thread.setDaemon(true);
                thread.start();
                TlsSettings settings = arguments.length > 0
                        ? TlsSettings.standard()
                        : TlsSettings.builder()
                                .trustStore(authority.trustStore())
                                .build();
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

    @Test
    void withAServerWhoseKeyExchangeIsTooWeak(@TempDir Path directory) throws Exception {
        assertThat(new ChildJvm(directory, "-Djdk.tls.ephemeralDHKeySize=legacy").run(Probing.class))
                .contains("tls.too-weak")
                .contains("FAILED");
    }

    @Test
    void withoutAVersionToOffer(@TempDir Path directory) throws Exception {
        assertThat(new ChildJvm(directory, "-Djdk.tls.client.protocols=TLSv1").run(Probing.class))
                .contains("INCONCLUSIVE")
                .contains("local.tls")
                .contains("No appropriate protocol");
    }

    @Test
    void withoutATrustedAuthority(@TempDir Path directory) throws Exception {
        KeyStore empty = KeyStore.getInstance("PKCS12");
        empty.load(null, null);
        Path file = directory.resolve("empty.p12");
        try (var out = Files.newOutputStream(file)) {
            empty.store(out, "changeit".toCharArray());
        }
        assertThat(new ChildJvm(
                                directory,
                                "-Djavax.net.ssl.trustStore=" + file,
                                "-Djavax.net.ssl.trustStorePassword=changeit")
                        .run(Probing.class, "standard trust"))
                .contains("local.tls")
                .contains("trusts no certificate authority");
    }
}
