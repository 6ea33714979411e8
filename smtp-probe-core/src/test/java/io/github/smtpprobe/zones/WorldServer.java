/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.zones;

import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.List;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;

/** The sockets of one name server, over UDP and TCP. */
final class WorldServer implements Closeable {
    private final World world;
    private final int number;
    private final ServerSocket stream;
    private final DatagramSocket socket;
    private final InetSocketAddress address;

    WorldServer(World world, int number) {
        this.world = world;
        this.number = number;
        InetAddress loopback = InetAddress.getLoopbackAddress();
        try {
            ServerSocket taken = null;
            DatagramSocket same = null;
            while (same == null) {
                taken = new ServerSocket(0, 50, loopback);
                try {
                    same = new DatagramSocket(taken.getLocalPort(), loopback);
                } catch (BindException inUse) {
                    taken.close(); // the port is another's over UDP
                }
            }
            stream = taken;
            socket = same;
            address = (InetSocketAddress) same.getLocalSocketAddress();
        } catch (IOException unable) {
            throw new UncheckedIOException(unable);
        }
        start(this::serveDatagrams);
        start(this::serveStreams);
    }

    InetSocketAddress address() {
        return address;
    }

    private static void start(Runnable task) {
        Thread thread = new Thread(task, "zones-server");
        thread.setDaemon(true);
        thread.start();
    }

    private void serveDatagrams() {
        byte[] buffer = new byte[4096];
        while (!socket.isClosed()) {
            try {
                DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
                socket.receive(packet);
                Message query = new Message(Arrays.copyOf(buffer, packet.getLength()));
                int most = query.getOPT() == null ? 512 : query.getOPT().getPayloadSize();
                for (byte[] answer : world.answers(query, number)) {
                    byte[] sent = answer.length > most ? cutOff(query) : answer;
                    socket.send(new DatagramPacket(sent, sent.length, packet.getSocketAddress()));
                }
            } catch (IOException closed) {
                if (socket.isClosed()) {
                    return;
                }
            }
        }
    }

    private static byte[] cutOff(Message query) {
        Message answer = Misdeed.begun(query, 0);
        answer.getHeader().setFlag(Flags.TC);
        return answer.toWire();
    }

    private void serveStreams() {
        while (!stream.isClosed()) {
            try (Socket client = stream.accept()) {
                client.setSoTimeout(2_000);
                DataInputStream in = new DataInputStream(client.getInputStream());
                Message query = new Message(in.readNBytes(in.readUnsignedShort()));
                List<byte[]> answers = world.answers(query, number);
                if (answers.isEmpty()) {
                    in.readNBytes(1); // until the client has had enough
                    continue;
                }
                DataOutputStream out = new DataOutputStream(client.getOutputStream());
                out.writeShort(answers.get(0).length);
                out.write(answers.get(0));
            } catch (IOException gone) {
                // the client went, or close() ends the loop
            }
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
        stream.close();
    }
}
