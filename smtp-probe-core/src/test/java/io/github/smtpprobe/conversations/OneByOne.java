/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.conversations;

import io.github.smtpprobe.SmtpProbe;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.request.TlsMode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;

/** A server with small buffers, which reads one command and answers it with a long line before it reads the next. */
final class OneByOne implements AutoCloseable {
    private static final String LONG = " " + "y".repeat(500) + "\r\n";
    private final ServerSocket listener;
    private final boolean reads;
    private final CountDownLatch closed = new CountDownLatch(1);

    OneByOne(boolean reads) {
        this.reads = reads;
        try {
            listener = new ServerSocket();
            listener.setReceiveBufferSize(1_024);
            listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        } catch (IOException noPort) {
            throw new UncheckedIOException(noPort);
        }
        Thread thread = new Thread(this::serve, "one-by-one");
        thread.setDaemon(true);
        thread.start();
    }

    ProbeReport probe(ProbeRequest request) {
        return SmtpProbe.standard()
                .probe(request.toBuilder()
                        .port(listener.getLocalPort())
                        .tls(TlsMode.PLAIN)
                        .build());
    }

    private void serve() {
        try (Socket client = listener.accept()) {
            client.setSendBufferSize(1_024);
            client.setTcpNoDelay(true);
            say(client, "220" + LONG);
            BufferedReader lines =
                    new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.ISO_8859_1), 64);
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("EHLO")) {
                    say(client, "250-mx\r\n250 PIPELINING\r\n");
                    if (!reads) {
                        closed.await();
                    }
                } else {
                    say(client, (line.equals("QUIT") ? "221" : "250") + LONG);
                }
            }
        } catch (IOException | InterruptedException gone) {
            // The client leaves when its time is over.
        }
    }

    private static void say(Socket client, String reply) throws IOException {
        client.getOutputStream().write(reply.getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public void close() {
        closed.countDown();
        try {
            listener.close();
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }
}
