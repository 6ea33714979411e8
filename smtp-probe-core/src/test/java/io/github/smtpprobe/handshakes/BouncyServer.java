/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.handshakes;

import io.github.smtpprobe.testkit.CertificateAuthority;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.security.SecureRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.bouncycastle.tls.Certificate;
import org.bouncycastle.tls.CertificateEntry;
import org.bouncycastle.tls.ContentType;
import org.bouncycastle.tls.DefaultTlsServer;
import org.bouncycastle.tls.SignatureScheme;
import org.bouncycastle.tls.TlsCredentials;
import org.bouncycastle.tls.TlsServerProtocol;
import org.bouncycastle.tls.TlsUtils;
import org.bouncycastle.tls.crypto.TlsCertificate;
import org.bouncycastle.tls.crypto.TlsCryptoParameters;
import org.bouncycastle.tls.crypto.impl.jcajce.JcaDefaultTlsCredentialedSigner;
import org.bouncycastle.tls.crypto.impl.jcajce.JcaTlsCertificate;
import org.bouncycastle.tls.crypto.impl.jcajce.JcaTlsCrypto;
import org.bouncycastle.tls.crypto.impl.jcajce.JcaTlsCryptoProvider;

/** A TLS 1.3 server on Bouncy Castle that, once the handshake is done, sends records which the JDK's own engine never would. */
final class BouncyServer implements Closeable {
    /** What is sent for ever, one record after the other. */
    enum Flood {
        /** Application data of no octets, as old servers sent them against a weakness of CBC. */
        EMPTY_RECORDS("TLSv1.2"),
        /** The same in TLS 1.3 (RFC 8446 §5.1 allows it, the JDK does not). */
        EMPTY_RECORDS_OF_TODAY("TLSv1.3"),
        /** NewSessionTicket messages (RFC 8446 §4.6.1). */
        TICKETS("TLSv1.3");

        final String version;

        Flood(String version) {
            this.version = version;
        }
    }

    private static final byte[] NOTHING = new byte[0];
    /** Type 4, 13 octets: lifetime, age_add, a nonce of none, a ticket of one octet, no extensions; and its padding. */
    private static final byte[] TICKET = {4, 0, 0, 14, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 1, 7, 0, 0};

    private final ServerSocket listener = new ServerSocket(0, 5, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
    private final AtomicLong records = new AtomicLong();
    private final Flood flood;
    private final CertificateAuthority.Issued issued;

    BouncyServer(Flood flood, CertificateAuthority.Issued issued) throws IOException {
        this.flood = flood;
        this.issued = issued;
        Thread thread = new Thread(this::serve, "bouncy-server");
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return listener.getLocalPort();
    }

    /** How many records the flood had when the client was gone. */
    long records() {
        return records.get();
    }

    private void serve() {
        try (Socket socket = listener.accept()) {
            Protocol protocol = new Protocol(socket.getInputStream(), socket.getOutputStream());
            JcaTlsCrypto crypto = new JcaTlsCryptoProvider().create(new SecureRandom());
            protocol.accept(new Server(crypto));
            while (true) {
                protocol.flood();
                records.incrementAndGet();
            }
        } catch (IOException gone) {
            // The client has had enough, which is how this ends.
        }
    }

    private final class Protocol extends TlsServerProtocol {
        Protocol(InputStream in, OutputStream out) {
            super(in, out);
        }

        void flood() throws IOException {
            if (flood == Flood.TICKETS) {
                safeWriteRecord(ContentType.handshake, TICKET, 0, TICKET.length);
            } else {
                safeWriteRecord(ContentType.application_data, NOTHING, 0, 0);
            }
        }
    }

    private final class Server extends DefaultTlsServer {
        private final JcaTlsCrypto jca;

        Server(JcaTlsCrypto crypto) {
            super(crypto);
            this.jca = crypto;
        }

        @Override
        public TlsCredentials getCredentials() throws IOException {
            CertificateEntry[] entries = new CertificateEntry[issued.chain().size()];
            for (int i = 0; i < entries.length; i++) {
                TlsCertificate each = new JcaTlsCertificate(jca, issued.chain().get(i));
                entries[i] = new CertificateEntry(each, null);
            }
            return new JcaDefaultTlsCredentialedSigner(
                    new TlsCryptoParameters(context),
                    jca,
                    issued.key(),
                    new Certificate(TlsUtils.isTLSv13(context) ? NOTHING : null, entries),
                    SignatureScheme.getSignatureAndHashAlgorithm(SignatureScheme.ecdsa_secp256r1_sha256));
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
