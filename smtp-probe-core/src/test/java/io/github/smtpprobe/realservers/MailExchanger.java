/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.realservers;

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
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** Takes mail on port 25 of an address, and remembers for whom it came, and whether in TLS. */
final class MailExchanger implements Closeable {
    /** What becomes of STARTTLS. */
    enum Manner {
        STARTTLS,
        NO_STARTTLS,
        REFUSES_STARTTLS
    }

    private static final int IDLE_MILLIS = 20_000;

    private final ServerSocket listener;
    private final Issued certificate;
    private final Manner manner;
    private final Map<String, List<Boolean>> taken = new ConcurrentHashMap<>();

    MailExchanger(String address, Issued certificate, Manner manner) throws IOException {
        this.certificate = certificate;
        this.manner = manner;
        this.listener = new ServerSocket(25, 200, InetAddress.getByName(address));
        run("mail-exchanger", this::accept);
    }

    /** {@return of each message that came for a recipient whether it came in TLS} */
    List<Boolean> inTls(String recipient) {
        return taken.getOrDefault(recipient, List.of());
    }

    private static void run(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                client.setSoTimeout(IDLE_MILLIS);
                run("mail-exchange", () -> converse(client));
            } catch (IOException closing) {
                return;
            }
        }
    }

    private void converse(Socket client) {
        try (Socket ours = client) {
            new Conversation(ours).hold();
        } catch (IOException gone) {
            // a client that does not like the certificate goes, and has left no message
            return;
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }

    /** One client. */
    private final class Conversation {
        private Socket socket;
        private BufferedReader in;
        private OutputStream out;
        private boolean tls;
        private @Nullable String recipient;

        Conversation(Socket socket) throws IOException {
            this.socket = socket;
            this.in = reader(socket);
            this.out = socket.getOutputStream();
        }

        private static BufferedReader reader(Socket socket) throws IOException {
            return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
        }

        void hold() throws IOException {
            say("220 mx.test ESMTP");
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                String command = line.toUpperCase(Locale.ROOT);
                if (command.startsWith("EHLO")) {
                    say(tls || manner == Manner.NO_STARTTLS ? "250 mx.test" : "250-mx.test\r\n250 STARTTLS");
                } else if (command.startsWith("STARTTLS")) {
                    starttls();
                } else if (command.startsWith("RCPT TO:")) {
                    recipient = line.substring(line.indexOf('<') + 1, line.indexOf('>'));
                    say("250 2.1.5 ok");
                } else if (command.equals("DATA")) {
                    message();
                } else if (command.equals("QUIT")) {
                    say("221 2.0.0 bye");
                    return;
                } else {
                    say("250 2.0.0 ok");
                }
            }
        }

        private void starttls() throws IOException {
            if (manner != Manner.STARTTLS) {
                say("454 4.7.0 TLS not available");
                return;
            }
            say("220 2.0.0 go");
            SSLSocket secured =
                    (SSLSocket) certificate.serverContext().getSocketFactory().createSocket(socket, "client", 25, true);
            secured.setUseClientMode(false);
            secured.startHandshake();
            socket = secured;
            in = reader(secured);
            out = secured.getOutputStream();
            tls = true;
        }

        private void message() throws IOException {
            say("354 go on");
            for (String line = in.readLine(); !".".equals(line); line = in.readLine()) {
                if (line == null) {
                    return;
                }
            }
            if (recipient != null) {
                taken.computeIfAbsent(recipient, key -> new CopyOnWriteArrayList<>())
                        .add(tls);
            }
            say("250 2.0.0 taken");
        }

        private void say(String reply) throws IOException {
            out.write((reply + "\r\n").getBytes(StandardCharsets.US_ASCII));
            out.flush();
        }
    }
}
