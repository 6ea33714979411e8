/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.handshakes;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.SmtpProbe;
import io.github.smtpprobe.harness.DialogueFile;
import io.github.smtpprobe.harness.Invariants;
import io.github.smtpprobe.harness.Patience;
import io.github.smtpprobe.report.Finding;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.request.TlsMode;
import io.github.smtpprobe.testkit.CertificateAuthority;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.Certificate;
import org.bouncycastle.tls.CertificateEntry;
import org.bouncycastle.tls.CertificateRequest;
import org.bouncycastle.tls.ClientCertificateType;
import org.bouncycastle.tls.DefaultTlsServer;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.SignatureScheme;
import org.bouncycastle.tls.TlsCredentials;
import org.bouncycastle.tls.TlsFatalAlert;
import org.bouncycastle.tls.TlsServerProtocol;
import org.bouncycastle.tls.TlsUtils;
import org.bouncycastle.tls.crypto.TlsCryptoParameters;
import org.bouncycastle.tls.crypto.impl.jcajce.JcaDefaultTlsCredentialedSigner;
import org.bouncycastle.tls.crypto.impl.jcajce.JcaTlsCertificate;
import org.bouncycastle.tls.crypto.impl.jcajce.JcaTlsCrypto;
import org.bouncycastle.tls.crypto.impl.jcajce.JcaTlsCryptoProvider;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Servers of all kinds that end a connection for want of a client certificate, each with its own alert or with none. */
@Timeout(Patience.HANGING)
class ClientCertificateAlertsTest {
    private static final byte[] NOTHING = new byte[0];
    /** Stands for a server that closes the connection without a word. */
    private static final short CLOSE = -1;

    /** A server that reads the certificate that is not there, and then does what it does. */
    private static final class Refusing implements AutoCloseable {
        private final ServerSocket listener =
                new ServerSocket(0, 5, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
        private final CertificateAuthority.Issued issued = DialogueFile.good();
        private final ProtocolVersion version;
        private final short alert;

        Refusing(ProtocolVersion version, short alert, boolean startTls) throws IOException {
            this.version = version;
            this.alert = alert;
            Thread thread = new Thread(() -> serve(startTls), "refusing-server");
            thread.setDaemon(true);
            thread.start();
        }

        private void serve(boolean startTls) {
            try (Socket socket = listener.accept()) {
                if (startTls) {
                    askedForTls(socket);
                }
                TlsServerProtocol protocol = new TlsServerProtocol(socket.getInputStream(), socket.getOutputStream());
                protocol.accept(new Server(new JcaTlsCryptoProvider().create(new SecureRandom()), socket));
            } catch (IOException refused) {
                // which is how this ends
            }
        }

        private static void askedForTls(Socket socket) throws IOException {
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            for (String reply : new String[] {"220 mx\r\n", "250-mx\r\n250 STARTTLS\r\n", "220 go\r\n"}) {
                socket.getOutputStream().write(reply.getBytes(StandardCharsets.US_ASCII));
                if (!reply.startsWith("220 go")) {
                    in.readLine();
                }
            }
        }

        @Override
        public void close() throws IOException {
            listener.close();
        }

        private final class Server extends DefaultTlsServer {
            private final JcaTlsCrypto jca;
            private final Socket socket;

            Server(JcaTlsCrypto crypto, Socket socket) {
                super(crypto);
                this.jca = crypto;
                this.socket = socket;
            }

            @Override
            protected ProtocolVersion[] getSupportedVersions() {
                return version.only();
            }

            @Override
            public TlsCredentials getCredentials() {
                boolean today = TlsUtils.isTLSv13(context);
                CertificateEntry[] entries = issued.chain().stream()
                        .map(each -> new CertificateEntry(new JcaTlsCertificate(jca, each), null))
                        .toArray(CertificateEntry[]::new);
                return new JcaDefaultTlsCredentialedSigner(
                        new TlsCryptoParameters(context),
                        jca,
                        issued.key(),
                        new Certificate(today ? NOTHING : null, entries),
                        SignatureScheme.getSignatureAndHashAlgorithm(SignatureScheme.ecdsa_secp256r1_sha256));
            }

            @Override
            public CertificateRequest getCertificateRequest() throws IOException {
                List<Object> algorithms = new ArrayList<>();
                algorithms.add(SignatureScheme.getSignatureAndHashAlgorithm(SignatureScheme.ecdsa_secp256r1_sha256));
                return TlsUtils.isTLSv13(context)
                        ? new CertificateRequest(NOTHING, new java.util.Vector<>(algorithms), null, null)
                        : new CertificateRequest(
                                new short[] {ClientCertificateType.ecdsa_sign},
                                new java.util.Vector<>(algorithms),
                                null);
            }

            @Override
            public void notifyClientCertificate(Certificate shown) throws IOException {
                if (alert == CLOSE) {
                    socket.close();
                }
                throw new TlsFatalAlert(alert == CLOSE ? AlertDescription.internal_error : alert);
            }
        }
    }

    static Stream<Arguments> refusals() {
        short[] alerts = {
            CLOSE,
            AlertDescription.handshake_failure,
            AlertDescription.bad_certificate,
            AlertDescription.unsupported_certificate,
            AlertDescription.certificate_unknown,
            AlertDescription.unknown_ca,
            AlertDescription.access_denied,
            AlertDescription.certificate_required
        };
        List<Arguments> all = new ArrayList<>();
        for (short alert : alerts) {
            for (ProtocolVersion version : new ProtocolVersion[] {ProtocolVersion.TLSv12, ProtocolVersion.TLSv13}) {
                for (TlsMode mode : new TlsMode[] {TlsMode.IMPLICIT_TLS, TlsMode.STARTTLS}) {
                    all.add(Arguments.of(alert, version, mode));
                }
            }
        }
        return all.stream();
    }

    @ParameterizedTest(name = "alert {0}, {1}, {2}")
    @MethodSource("refusals")
    void whatIsMissingIsNamedWhateverTheServerSays(short alert, ProtocolVersion version, TlsMode mode)
            throws Exception {
        try (Refusing server = new Refusing(version, alert, mode == TlsMode.STARTTLS)) {
            ProbeReport report = SmtpProbe.builder()
                    .tlsSettings(DialogueFile.trusting())
                    .build()
                    .probe(ProbeRequest.to(DialogueFile.HOST, server.listener.getLocalPort())
                            .tls(mode)
                            .connectTo("127.0.0.1")
                            .deadline(Duration.ofSeconds(20))
                            .withoutSecondLook()
                            .build());
            Invariants.check(report);
            assertThat(report.rootCause().map(Finding::id))
                    .as(report.toString())
                    .contains("tls.client-certificate");
        }
    }
}
