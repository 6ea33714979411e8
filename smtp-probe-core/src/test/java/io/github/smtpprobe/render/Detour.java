/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.render;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** A proxy that leads every connection to one port. */
final class Detour implements AutoCloseable {
    private final ServerSocket listening = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    volatile int taken;

    private Detour(boolean socks, int port) throws IOException {
        Thread thread = new Thread(() -> {
            while (!listening.isClosed()) {
                try {
                    Socket client = listening.accept();
                    taken++;
                    DataInputStream in = new DataInputStream(client.getInputStream());
                    if (socks) {
                        in.readUnsignedByte();
                        in.skipBytes(in.readUnsignedByte());
                        client.getOutputStream().write(new byte[] {5, 0});
                        in.readFully(new byte[10]);
                        client.getOutputStream().write(new byte[] {5, 0, 0, 1, 127, 0, 0, 1, 0, 25});
                    } else {
                        while (!line(in).isEmpty()) {
                            continue;
                        }
                        client.getOutputStream().write("HTTP/1.1 200 OK\r\n\r\n".getBytes());
                    }
                    Socket server = new Socket(InetAddress.getLoopbackAddress(), port);
                    pump(client, server);
                    pump(server, client);
                } catch (IOException ended) {
                    // the probe or the test has ended
                }
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    static Detour http(int port) throws IOException {
        return new Detour(false, port);
    }

    static Detour socks(int port) throws IOException {
        return new Detour(true, port);
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int octet = in.read(); octet != '\n' && octet >= 0; octet = in.read()) {
            line.append((char) octet);
        }
        return line.toString().strip();
    }

    private static void pump(Socket from, Socket to) {
        Thread thread = new Thread(() -> {
            try (from;
                    to) {
                from.getInputStream().transferTo(to.getOutputStream());
            } catch (IOException ended) {
                // so is the conversation
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return listening.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        listening.close();
    }
}
