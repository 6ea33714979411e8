/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.domains;

import io.github.smtpprobe.testkit.CertificateAuthority.Issued;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A policy host that gives every client the same answer. */
final class PolicyServer implements Closeable {
    private final ServerSocket server;
    private final byte[] answer;

    private PolicyServer(ServerSocket server, String answer) {
        this.server = server;
        this.answer = answer.getBytes(StandardCharsets.ISO_8859_1);
        Thread thread = new Thread(this::serve, "policy-server");
        thread.setDaemon(true);
        thread.start();
    }

    static PolicyServer answering(Issued certificate, String answer) throws IOException {
        return new PolicyServer(
                certificate
                        .serverContext()
                        .getServerSocketFactory()
                        .createServerSocket(0, 50, InetAddress.getLoopbackAddress()),
                answer);
    }

    static String ok(String body) {
        return "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: "
                + body.getBytes(StandardCharsets.ISO_8859_1).length + "\r\n\r\n" + body;
    }

    int port() {
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
                client.getOutputStream().write(answer);
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
