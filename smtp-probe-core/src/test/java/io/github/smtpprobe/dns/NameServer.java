/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.dns;

import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Master;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** A name server over UDP and TCP that knows a few records, and for some names misbehaves as it is told. */
public final class NameServer implements Closeable {
    /** No answer at all. */
    public static final Function<Message, List<byte[]>> SILENCE = query -> List.of();

    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    private final DatagramSocket socket;
    private final ServerSocket stream;
    private volatile boolean mute;
    private volatile boolean cutting;
    private final List<Record> records = new ArrayList<>();
    private final Map<String, Function<Message, List<byte[]>>> odd = new ConcurrentHashMap<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final Set<String> late = ConcurrentHashMap.newKeySet();
    private final Map<String, DatagramPacket> held = new ConcurrentHashMap<>();

    private NameServer(String zone, int port) throws IOException {
        try (Master master = new Master(new ByteArrayInputStream(zone.getBytes(StandardCharsets.UTF_8)))) {
            for (Record record = master.nextRecord(); record != null; record = master.nextRecord()) {
                records.add(record);
            }
        }
        stream = new ServerSocket(port, 50, LOOPBACK);
        socket = new DatagramSocket(stream.getLocalPort(), LOOPBACK);
        odd.put("servfail.example", query -> List.of(failing(query, Rcode.SERVFAIL)));
        odd.put("silent.example", SILENCE);
        start(this::serveDatagrams);
        start(this::serveStreams);
    }

    public static NameServer start(String zone) throws IOException {
        return new NameServer(zone, 0);
    }

    /** Listens where programs look that cannot be told a port. */
    public static NameServer startOnPort53(String zone) throws IOException {
        return new NameServer(zone, 53);
    }

    /** Answers questions for one name in an odd way: with these datagrams. */
    public NameServer answering(String name, Function<Message, List<byte[]>> answer) {
        odd.put(name, answer);
        return this;
    }

    /** Answers the first question for a name when it is asked for the second time, and the second never: a slow server. */
    public NameServer answeringLate(String name) {
        late.add(name);
        return this;
    }

    /** Takes no TCP connections any more. */
    public void refuseStreams() throws IOException {
        stream.close();
    }

    /** Answers over TCP, too, that the answer is cut off. */
    public NameServer cuttingStreams() {
        cutting = true;
        return this;
    }

    /** Takes TCP connections and never answers on them. */
    public void muteStreams() {
        mute = true;
    }

    public InetSocketAddress address() {
        return (InetSocketAddress) socket.getLocalSocketAddress();
    }

    /** What was asked for, in order: name and type. */
    public List<String> asked() {
        return List.copyOf(asked);
    }

    private static void start(Runnable task) {
        Thread thread = new Thread(task, "test-name-server");
        thread.setDaemon(true);
        thread.start();
    }

    private void serveDatagrams() {
        byte[] buffer = new byte[1500];
        while (!socket.isClosed()) {
            try {
                DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
                socket.receive(packet);
                byte[] octets = Arrays.copyOf(buffer, packet.getLength());
                Message query = new Message(octets);
                if (late.contains(query.getQuestion().getName().toString(true))) {
                    serveLate(query, new DatagramPacket(octets, octets.length, packet.getSocketAddress()));
                    continue;
                }
                for (byte[] answer : answers(query)) {
                    socket.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
                }
            } catch (IOException closed) {
                return; // close() ends the loop this way
            }
        }
    }

    private void serveLate(Message query, DatagramPacket packet) throws IOException {
        DatagramPacket first = held.put(query.getQuestion().toString(), packet);
        if (first != null) {
            byte[] answer = answer(new Message(first.getData())).toWire();
            socket.send(new DatagramPacket(answer, answer.length, first.getSocketAddress()));
        }
    }

    private void serveStreams() {
        while (!stream.isClosed()) {
            try (Socket client = stream.accept()) {
                if (stream.isClosed()) {
                    return; // a connection may still come in while the port is being closed
                }
                DataInputStream in = new DataInputStream(client.getInputStream());
                byte[] query = in.readNBytes(in.readUnsignedShort());
                if (mute) {
                    in.readNBytes(1); // until the client has had enough
                    continue;
                }
                Message asked = new Message(query);
                byte[] answer = cutting ? cutOff(asked).get(0) : answer(asked).toWire();
                DataOutputStream out = new DataOutputStream(client.getOutputStream());
                out.writeShort(answer.length);
                out.write(answer);
            } catch (IOException gone) {
                // The client went, or close() ends the loop.
            }
        }
    }

    private List<byte[]> answers(Message query) {
        String name = query.getQuestion().getName().toString(true);
        asked.add(name + " " + Type.string(query.getQuestion().getType()));
        Function<Message, List<byte[]>> other = odd.get(name);
        return other != null
                ? other.apply(query)
                : List.of(answer(query).toWire(512)); // longer ones are truncated, and asked for by TCP
    }

    /** The regular answer. */
    public Message answer(Message query) {
        Record question = query.getQuestion();
        Message answer = new Message(query.getHeader().getID());
        answer.getHeader().setFlag(Flags.QR);
        answer.getHeader().setFlag(Flags.RA);
        answer.addRecord(question, Section.QUESTION);
        boolean known = false;
        for (Record record : records) {
            if (record.getName().equals(question.getName())) {
                known = true;
                if (record.getType() == question.getType() || record.getType() == Type.CNAME) {
                    answer.addRecord(record, Section.ANSWER);
                }
            }
        }
        answer.getHeader().setRcode(known ? Rcode.NOERROR : Rcode.NXDOMAIN);
        return answer;
    }

    /** An answer that says: ask for me over TCP. */
    public static List<byte[]> cutOff(Message query) {
        Message answer = query.clone();
        answer.getHeader().setFlag(Flags.QR);
        answer.getHeader().setFlag(Flags.TC);
        return List.of(answer.toWire());
    }

    public static byte[] failing(Message query, int rcode) {
        Message answer = new Message(query.getHeader().getID());
        answer.getHeader().setFlag(Flags.QR);
        answer.getHeader().setRcode(rcode);
        answer.addRecord(query.getQuestion(), Section.QUESTION);
        return answer.toWire();
    }

    @Override
    public void close() throws IOException {
        socket.close();
        stream.close();
    }
}
