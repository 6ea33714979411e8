/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.endurance;

import io.github.smtpprobe.harness.DialogueFile;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;

/** The least that a client in Java does on STARTTLS: it checks the certificate, keeps nothing of what it reads, and resumes no session. */
final class BareClient {
    private BareClient() {}

    static void talk(int port, TrustManager[] trust) throws Exception {
        byte[] buffer = new byte[1024];
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setTcpNoDelay(true);
            read(socket, buffer);
            ask(socket, "EHLO x", buffer);
            ask(socket, "STARTTLS", buffer);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust, new SecureRandom());
            try (SSLSocket tls =
                    (SSLSocket) context.getSocketFactory().createSocket(socket, DialogueFile.HOST, port, true)) {
                SSLParameters parameters = tls.getSSLParameters();
                parameters.setEndpointIdentificationAlgorithm("HTTPS");
                tls.setSSLParameters(parameters);
                tls.startHandshake();
                ask(tls, "EHLO x", buffer);
                ask(tls, "QUIT", buffer);
            }
        }
    }

    private static void ask(Socket socket, String command, byte[] buffer) throws IOException {
        socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.US_ASCII));
        read(socket, buffer);
    }

    /** The server sends each reply in one write. */
    private static void read(Socket socket, byte[] buffer) throws IOException {
        InputStream in = socket.getInputStream();
        if (in.read(buffer) < 0) {
            throw new IOException("the server has closed");
        }
    }
}
