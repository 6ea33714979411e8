/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.benchmark;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/**
 * A mail server that says yes to everything, as fast as one thread a connection can: a process of its own, so that what it costs is not
 * in a client's figures. It prints its port, and ends when its standard input does.
 */
public final class Responder {
    private static final int BACKLOG = 1024;

    /** The response of PLAIN to the user and the password that all clients have. */
    private static final String RESPONSE = "AGFkYQBwYXNzd29yZA==";

    private final boolean implicit;
    private final SSLContext tls;

    private Responder(boolean implicit, SSLContext tls) {
        this.implicit = implicit;
        this.tls = tls;
    }

    /**
     * Serves.
     *
     * @param arguments {@code implicit} or {@code clear}, then a key store in PKCS #12 and its password
     * @throws IOException              if the port cannot be bound
     * @throws GeneralSecurityException if the key store cannot be read
     */
    public static void main(String... arguments) throws IOException, GeneralSecurityException {
        SSLContext tls = context(Path.of(arguments[1]), arguments[2].toCharArray());
        Responder responder = new Responder(arguments[0].equals("implicit"), tls);
        ServerSocket server = new ServerSocket(0, BACKLOG, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
        System.out.println(server.getLocalPort());
        System.out.flush();
        Thread accepting = new Thread(() -> responder.serve(server), "accepting");
        accepting.setDaemon(true);
        accepting.start();
        while (System.in.read() >= 0) {
            // the benchmark says nothing; the end of its process is the end of ours
        }
        System.exit(0);
    }

    private static SSLContext context(Path store, char[] password) throws IOException, GeneralSecurityException {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, password);
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, password);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }

    private void serve(ServerSocket server) {
        ExecutorService threads = Executors.newCachedThreadPool();
        try {
            while (true) {
                Socket socket = server.accept();
                threads.execute(() -> converse(socket));
            }
        } catch (IOException closed) {
            threads.shutdownNow();
        }
    }

    private void converse(Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            talk(implicit ? encrypted(socket) : socket);
        } catch (IOException gone) {
            return; // the client shows it where it matters
        }
    }

    private Socket encrypted(Socket socket) throws IOException {
        SSLSocket encrypted = (SSLSocket) tls.getSocketFactory().createSocket(socket, null, socket.getPort(), true);
        encrypted.setUseClientMode(false);
        encrypted.startHandshake();
        return encrypted;
    }

    private void talk(Socket first) throws IOException {
        Socket socket = first;
        BufferedReader in = lines(socket);
        OutputStream out = socket.getOutputStream();
        say(out, "220 127.0.0.1 ESMTP\r\n");
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            say(out, answer(line, socket instanceof SSLSocket));
            if (line.startsWith("QUIT")) {
                return;
            }
            if (line.startsWith("STARTTLS")) {
                socket = encrypted(socket);
                in = lines(socket);
                out = socket.getOutputStream();
            }
        }
    }

    private static String answer(String line, boolean encrypted) {
        if (line.startsWith("EHLO")) {
            return "250-127.0.0.1\r\n250-PIPELINING\r\n" + (encrypted ? "250 AUTH PLAIN\r\n" : "250 STARTTLS\r\n");
        }
        if (line.equals("AUTH PLAIN")) {
            return "334 \r\n";
        }
        if (line.startsWith("STARTTLS")) {
            return "220 2.0.0 go ahead\r\n";
        }
        if (line.startsWith("AUTH") || line.equals(RESPONSE)) {
            return "235 2.7.0 ok\r\n";
        }
        return line.startsWith("QUIT") ? "221 2.0.0 bye\r\n" : "250 2.0.0 ok\r\n";
    }

    private static BufferedReader lines(Socket socket) throws IOException {
        return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII), 1024);
    }

    private static void say(OutputStream out, String reply) throws IOException {
        out.write(reply.getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }
}
