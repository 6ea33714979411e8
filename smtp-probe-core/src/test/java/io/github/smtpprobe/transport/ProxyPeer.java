/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.transport;

import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.names.AddressLiteral;
import io.github.smtpprobe.testkit.VirtualTicker;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;

/** A proxy in memory that follows a script of octets, on virtual time, and then hands all on to a server. */
final class ProxyPeer implements Connection {
    private sealed interface Step {
        record Asked() implements Step {}

        record Said(byte[] octets, Duration gap) implements Step {}

        record Reset() implements Step {}

        record Closed() implements Step {}
    }

    private final Deque<Step> steps = new ArrayDeque<>();
    private final List<byte[]> asked = new ArrayList<>();
    private final VirtualTicker ticker;
    private Connection behind;
    boolean closed;

    ProxyPeer(VirtualTicker ticker) {
        this.ticker = ticker;
    }

    /** It waits for one write. */
    ProxyPeer asked() {
        steps.add(new Step.Asked());
        return this;
    }

    ProxyPeer says(byte[] octets) {
        steps.add(new Step.Said(octets, Duration.ZERO));
        return this;
    }

    ProxyPeer saysHex(String hex) {
        return says(HexFormat.of().parseHex(hex.replace(" ", "")));
    }

    ProxyPeer says(String text) {
        return says(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    ProxyPeer drips(byte[] octets, Duration gap) {
        for (byte each : octets) {
            steps.add(new Step.Said(new byte[] {each}, gap));
        }
        return this;
    }

    ProxyPeer closes() {
        steps.add(new Step.Closed());
        return this;
    }

    ProxyPeer resets() {
        steps.add(new Step.Reset());
        return this;
    }

    /** What comes when the script is over. */
    ProxyPeer then(Connection server) {
        behind = server;
        return this;
    }

    /** What it was asked, write by write. */
    List<String> asked(boolean hex) {
        return asked.stream()
                .map(each -> hex ? HexFormat.of().formatHex(each) : new String(each, StandardCharsets.ISO_8859_1))
                .toList();
    }

    @Override
    public int read(byte[] buffer, Deadline deadline) throws IOException {
        Step next = steps.peek();
        if (next == null && behind != null) {
            return behind.read(buffer, deadline);
        }
        if (next instanceof Step.Closed) {
            return -1;
        }
        if (next instanceof Step.Reset) {
            throw new SocketException("Connection reset");
        }
        if (!(next instanceof Step.Said said) || said.gap().compareTo(deadline.remaining()) >= 0) {
            ticker.advance(deadline.remaining());
            throw new SocketTimeoutException("nothing came");
        }
        steps.poll();
        ticker.advance(said.gap());
        return take(said, buffer);
    }

    private int take(Step.Said said, byte[] buffer) {
        int count = Math.min(buffer.length, said.octets().length);
        System.arraycopy(said.octets(), 0, buffer, 0, count);
        if (count < said.octets().length) {
            byte[] rest = Arrays.copyOfRange(said.octets(), count, said.octets().length);
            steps.addFirst(new Step.Said(rest, Duration.ZERO));
        }
        return count;
    }

    @Override
    public int readAvailable(byte[] buffer) throws IOException {
        if (steps.isEmpty()) {
            return behind == null ? 0 : behind.readAvailable(buffer);
        }
        return steps.peek() instanceof Step.Said said && said.gap().isZero()
                ? take((Step.Said) steps.poll(), buffer)
                : 0;
    }

    @Override
    public void write(byte[] octets, Deadline deadline) throws IOException {
        if (steps.peek() instanceof Step.Asked) {
            steps.poll();
            asked.add(octets.clone());
        } else if (steps.isEmpty() && behind != null) {
            behind.write(octets, deadline);
        } else {
            asked.add(octets.clone());
        }
    }

    static byte[] join(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] each : parts) {
            all.writeBytes(each);
        }
        return all.toByteArray();
    }

    @Override
    public InetAddress localAddress() {
        return AddressLiteral.parse("8.8.4.4");
    }

    @Override
    public void close() throws IOException {
        closed = true;
        if (behind != null) {
            behind.close();
        }
    }
}
