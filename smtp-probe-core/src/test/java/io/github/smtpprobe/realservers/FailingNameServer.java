/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.realservers;

import java.io.Closeable;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;

/** Answers every question with SERVFAIL. */
final class FailingNameServer implements Closeable {
    private static final byte RESPONSE = (byte) 0x80;
    private static final byte SERVFAIL = 2;
    private static final int HEADER = 12;

    private final DatagramSocket socket;

    FailingNameServer(String address) throws IOException {
        socket = new DatagramSocket(53, InetAddress.getByName(address));
        Thread thread = new Thread(this::serve, "failing-name-server");
        thread.setDaemon(true);
        thread.start();
    }

    private void serve() {
        byte[] octets = new byte[4096];
        while (!socket.isClosed()) {
            try {
                DatagramPacket query = new DatagramPacket(octets, octets.length);
                socket.receive(query);
                if (query.getLength() >= HEADER) {
                    octets[2] |= RESPONSE;
                    octets[3] = SERVFAIL;
                    socket.send(query);
                }
            } catch (IOException closed) {
                return;
            }
        }
    }

    @Override
    public void close() {
        socket.close();
    }
}
