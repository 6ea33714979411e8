/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.domains;

import io.github.smtpprobe.testkit.CertificateAuthority.Issued;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A policy host that gives every client the same answer, one after the other. */
public final class PolicyServer implements Closeable, Listening {
    /** What is written to a client whose request was read. */
    @FunctionalInterface
    public interface Answer {
        void give(OutputStream out) throws IOException;
    }

    private final ServerSocket server;
    private final Answer answer;

    private PolicyServer(ServerSocket server, Answer answer) {
        this.server = server;
        this.answer = answer;
        Thread thread = new Thread(this::serve, "policy-server");
        thread.setDaemon(true);
        thread.start();
    }

    public static PolicyServer answering(Issued certificate, String answer) throws IOException {
        byte[] octets = answer.getBytes(StandardCharsets.ISO_8859_1);
        return answering(certificate, out -> out.write(octets));
    }

    public static PolicyServer answering(Issued certificate, Answer answer) throws IOException {
        return new PolicyServer(
                certificate
                        .serverContext()
                        .getServerSocketFactory()
                        .createServerSocket(0, 50, InetAddress.getLoopbackAddress()),
                answer);
    }

    public static String ok(String body) {
        return "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: "
                + body.getBytes(StandardCharsets.ISO_8859_1).length + "\r\n\r\n" + body;
    }

    @Override
    public int port() {
        return server.getLocalPort();
    }

    private void serve() {
        while (!server.isClosed()) {
            try (Socket client = server.accept()) {
                BufferedReader in =
                        new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.ISO_8859_1));
                String line = in.readLine();
                while (line != null && !line.isEmpty()) {
                    line = in.readLine();
                }
                answer.give(client.getOutputStream());
                client.getOutputStream().flush();
            } catch (IOException gone) {
                // the client went away, or the server is closed: the next accept tells
                continue;
            }
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
