/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.transport;

import java.io.Closeable;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A proxy on a real port of this machine that goes where it is told: SOCKS5 or CONNECT, by the first octet that it is sent. */
final class FakeProxy implements Closeable {
    private final ServerSocket listening;
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private final List<InetAddress> clients = new CopyOnWriteArrayList<>();

    FakeProxy() throws IOException {
        listening = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
        thread(() -> {
            while (true) {
                Socket client = listening.accept();
                clients.add(client.getInetAddress());
                open.add(client);
                thread(() -> serve(client));
            }
        });
    }

    int port() {
        return listening.getLocalPort();
    }

    /** What it was asked for, such as {@code 127.0.0.1:25}. */
    List<String> asked() {
        return asked;
    }

    List<InetAddress> clients() {
        return clients;
    }

    @FunctionalInterface
    private interface Task {
        void run() throws IOException;
    }

    private static void thread(Task task) {
        Thread made = new Thread(() -> {
            try {
                task.run();
            } catch (IOException closed) {
                // one of the three has gone
            }
        });
        made.setDaemon(true);
        made.start();
    }

    private void serve(Socket client) throws IOException {
        DataInputStream in = new DataInputStream(client.getInputStream());
        OutputStream out = client.getOutputStream();
        int first = in.read();
        Socket server = first == 5 ? socks(in, out) : http(in, out);
        open.add(server);
        thread(() -> pump(in, server.getOutputStream(), server));
        pump(server.getInputStream(), out, client);
    }

    private Socket socks(DataInputStream in, OutputStream out) throws IOException {
        in.readFully(new byte[in.read()]);
        out.write(new byte[] {5, 0});
        in.readFully(new byte[3]);
        byte[] address = new byte[in.read() == 1 ? 4 : 16];
        in.readFully(address);
        Socket server = to(InetAddress.getByAddress(address), in.readUnsignedShort());
        out.write(new byte[] {5, 0, 0, 1, 0, 0, 0, 0, 0, 0});
        return server;
    }

    private Socket http(DataInputStream in, OutputStream out) throws IOException {
        StringBuilder request = new StringBuilder("C");
        while (request.indexOf("\r\n\r\n") < 0) {
            request.append((char) in.readUnsignedByte());
        }
        String authority = request.substring("CONNECT ".length(), request.indexOf(" HTTP/1.1"));
        int colon = authority.lastIndexOf(':');
        Socket server = to(
                InetAddress.getByName(authority.substring(0, colon)), Integer.parseInt(authority.substring(colon + 1)));
        out.write("HTTP/1.1 200 Connection established\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        return server;
    }

    private Socket to(InetAddress address, int port) throws IOException {
        asked.add(address.getHostAddress() + ":" + port);
        return new Socket(address, port);
    }

    private static void pump(InputStream from, OutputStream to, Socket end) throws IOException {
        byte[] buffer = new byte[4096];
        for (int count = from.read(buffer); count > 0; count = from.read(buffer)) {
            to.write(buffer, 0, count);
        }
        end.close();
    }

    @Override
    public void close() throws IOException {
        listening.close();
        for (Socket each : open) {
            each.close();
        }
    }
}
