/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.domains;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.github.smtpprobe.testkit.CertificateAuthority.Issued;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import javax.net.ssl.SSLSocket;

/** A mail server that asks in TLS 1.3 for a certificate of the client: it demands one, or it goes on without and then breaks TLS. */
final class DemandingServer implements Closeable, Listening {
    private final Issued certificate;
    private final boolean demands;
    private final ServerSocket listener;

    DemandingServer(Issued certificate) throws IOException {
        this(certificate, true);
    }

    /** Asks for one, and demands it or not. */
    DemandingServer(Issued certificate, boolean demands) throws IOException {
        this.certificate = certificate;
        this.demands = demands;
        this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(this::accept, "demanding-server");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public int port() {
        return listener.getLocalPort();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try (Socket plain = listener.accept()) {
                serve(plain);
            } catch (IOException over) {
                // the next client, or none
            }
        }
    }

    private void serve(Socket plain) throws IOException {
        BufferedReader from = new BufferedReader(new InputStreamReader(plain.getInputStream(), US_ASCII));
        OutputStream to = plain.getOutputStream();
        to.write("220 mx\r\n".getBytes(US_ASCII));
        from.readLine();
        to.write("250-mx\r\n250 STARTTLS\r\n".getBytes(US_ASCII));
        from.readLine();
        to.write("220 go\r\n".getBytes(US_ASCII));
        SSLSocket secured =
                (SSLSocket) certificate.serverContext().getSocketFactory().createSocket(plain, "", 25, false);
        secured.setUseClientMode(false);
        secured.setWantClientAuth(true);
        if (demands) {
            secured.setNeedClientAuth(true);
        }
        secured.setEnabledProtocols(new String[] {"TLSv1.3"});
        try {
            secured.startHandshake();
            plain.getOutputStream().write("no record of TLS\r\n".getBytes(US_ASCII));
        } finally {
            while (plain.getInputStream().read() >= 0) {
                // until the client goes, which reads the alert first
            }
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
