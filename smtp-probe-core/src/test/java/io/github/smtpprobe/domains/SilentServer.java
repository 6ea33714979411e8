/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.domains;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Takes connections, counts them, and never says anything. */
final class SilentServer implements Closeable, Listening {
    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final List<Socket> clients = new CopyOnWriteArrayList<>();

    SilentServer(Runnable client) throws IOException {
        Thread thread = new Thread(() -> serve(client), "silent-server");
        thread.setDaemon(true);
        thread.start();
    }

    private void serve(Runnable client) {
        try {
            while (!server.isClosed()) {
                clients.add(server.accept());
                client.run();
            }
        } catch (IOException closed) {
            // the end
        }
    }

    int connections() {
        return clients.size();
    }

    @Override
    public int port() {
        return server.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket each : clients) {
            each.close();
        }
    }
}
