/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.fetch;

import io.github.smtpprobe.testkit.CertificateAuthority.Issued;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLSocket;

/** A policy host on loopback: each connection is given to what answers. Closing it closes all connections and ends all threads. */
final class PolicyHost implements AutoCloseable {
    static final String POLICY = "version: STSv1\r\nmode: enforce\r\nmx: mail.example.com\r\nmax_age: 604800\r\n";

    /** What is done with a connection, whose request has been read. */
    @FunctionalInterface
    interface Answer {
        void give(OutputStream out) throws Exception;
    }

    /** What is done with a socket, of which nothing has been read. */
    @FunctionalInterface
    interface Talk {
        void with(Socket socket) throws Exception;
    }

    private final ServerSocket server;
    private final Talk talk;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final List<Thread> threads = new CopyOnWriteArrayList<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final AtomicLong sent = new AtomicLong();

    private PolicyHost(ServerSocket server, Talk talk) {
        this.server = server;
        this.talk = talk;
        start(this::accept);
    }

    static PolicyHost https(Issued certificate, Answer answer) throws IOException {
        ServerSocket server = certificate
                .serverContext()
                .getServerSocketFactory()
                .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        PolicyHost[] self = new PolicyHost[1];
        Talk talk = socket -> {
            ((SSLSocket) socket).startHandshake();
            self[0].readRequest(socket.getInputStream());
            answer.give(self[0].counted(socket.getOutputStream()));
        };
        self[0] = new PolicyHost(server, talk);
        return self[0];
    }

    static PolicyHost https(Issued certificate, String answer) throws IOException {
        return https(certificate, out -> out.write(answer.getBytes(StandardCharsets.ISO_8859_1)));
    }

    static PolicyHost plain(Talk talk) throws IOException {
        return new PolicyHost(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), talk);
    }

    /** A whole answer. */
    static String ok(String body) {
        return "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: "
                + body.getBytes(StandardCharsets.ISO_8859_1).length + "\r\n\r\n" + body;
    }

    int port() {
        return server.getLocalPort();
    }

    /** The requests that came, up to the blank line. */
    List<String> requests() {
        return requests;
    }

    int connections() {
        return sockets.size();
    }

    /** How many octets of answers were written. */
    long sent() {
        return sent.get();
    }

    private void start(Runnable code) {
        Thread thread = new Thread(code, "policy-host");
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = server.accept();
                sockets.add(socket);
                start(() -> serve(socket));
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            talk.with(socket);
        } catch (Exception gone) {
            // The client went away, which some tests want.
        }
    }

    private void readRequest(InputStream in) throws IOException {
        StringBuilder request = new StringBuilder();
        while (request.indexOf("\r\n\r\n") < 0) {
            int octet = in.read();
            if (octet < 0) {
                throw new IOException("no request");
            }
            request.append((char) octet);
        }
        requests.add(request.toString());
    }

    private OutputStream counted(OutputStream out) {
        return new OutputStream() {
            @Override
            public void write(int octet) throws IOException {
                write(new byte[] {(byte) octet}, 0, 1);
            }

            @Override
            public void write(byte[] octets, int from, int length) throws IOException {
                out.write(octets, from, length);
                sent.addAndGet(length);
            }
        };
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket each : sockets) {
            each.close();
        }
        threads.forEach(Thread::interrupt);
        threads.forEach(PolicyHost::join);
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException over) {
            Thread.currentThread().interrupt();
        }
    }
}
