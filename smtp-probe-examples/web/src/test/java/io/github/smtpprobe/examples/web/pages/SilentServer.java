/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.examples.web.pages;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A server that accepts one client, says nothing, and notices when the client goes. */
final class SilentServer implements AutoCloseable {
    /** Well before a probe's own deadline, and more than a busy machine needs. */
    static final Duration SOON = Duration.ofSeconds(10);

    private static final int LONGEST = 60;

    private final ServerSocket listener;
    private final CompletableFuture<Long> came = new CompletableFuture<>();
    private final CompletableFuture<Long> went = new CompletableFuture<>();

    SilentServer() throws IOException {
        listener = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
        Thread thread = new Thread(this::serve, "silent-server");
        thread.setDaemon(true);
        thread.start();
    }

    private void serve() {
        try (Socket client = listener.accept()) {
            came.complete(System.nanoTime());
            while (client.getInputStream().read() >= 0) {
                // whatever it says
            }
        } catch (IOException reset) {
            came.completeExceptionally(reset);
        }
        went.complete(System.nanoTime());
    }

    int port() {
        return listener.getLocalPort();
    }

    void awaitClient() throws Exception {
        came.get(LONGEST, TimeUnit.SECONDS);
    }

    /** {@return when the client went, by {@link System#nanoTime}} */
    long awaitEnd() throws Exception {
        return went.get(LONGEST, TimeUnit.SECONDS);
    }

    boolean hasClient() {
        return came.isDone() && !went.isDone();
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
