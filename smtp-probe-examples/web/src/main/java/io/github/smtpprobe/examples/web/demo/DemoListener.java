/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.examples.web.demo;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.SSLContext;

/** Accepts the clients of one demo server on 127.0.0.1, at most {@value #MOST_CLIENTS} at the same time. */
final class DemoListener implements Closeable {
    private static final int MOST_CLIENTS = 100;
    private static final long PAUSE = Duration.ofMillis(10).toNanos();

    private final Manner manner;
    private final SSLContext tls;
    private final ServerSocket listener;
    private final Semaphore places = new Semaphore(MOST_CLIENTS);
    private final Set<Socket> clients = ConcurrentHashMap.newKeySet();

    DemoListener(Manner manner, SSLContext tls) throws IOException {
        this.manner = manner;
        this.tls = tls;
        listener = new ServerSocket(0, MOST_CLIENTS, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
        start("demo-server", this::accept);
    }

    int port() {
        return listener.getLocalPort();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                if (places.tryAcquire()) {
                    clients.add(client);
                    start("demo-conversation", () -> serve(client));
                } else {
                    client.close();
                }
            } catch (IOException closedOrOutOfDescriptors) {
                LockSupport.parkNanos(PAUSE);
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            new DemoConversation(manner, tls, client).hold();
        } catch (IOException gone) {
            // Visitors may leave at any time.
        } finally {
            clients.remove(client);
            places.release();
        }
    }

    private static void start(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket each : clients) {
            each.close();
        }
    }
}
