/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.request;

import io.github.smtpprobe.names.AddressLiteral;
import io.github.smtpprobe.text.Ascii;
import java.io.ByteArrayOutputStream;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/** Writes a header of the PROXY protocol: version 1 (section 2.1 of its specification) or version 2 (section 2.2). */
final class ProxyHeaderForm {
    /**
     * The octets with which version 2 begins: a server of another protocol is to find them meaningless and to hang up at
     * {@code QUIT}.
     */
    private static final byte[] SIGNATURE = {'\r', '\n', '\r', '\n', 0, '\r', '\n', 'Q', 'U', 'I', 'T', '\n'};

    private static final byte LOCAL = 0x20;
    private static final byte PROXY = 0x21;
    private static final byte UNSPECIFIED = 0x00;
    private static final byte TCP4 = 0x11;
    private static final byte TCP6 = 0x21;
    private static final byte CRC32C_TYPE = 0x03;
    private static final int CHECKSUM_OCTETS = 7; // one octet for the type, two for the length, four for the checksum

    private static final int MAX_PORT = 65_535;

    private ProxyHeaderForm() {}

    static InetSocketAddress end(InetAddress address, int port) {
        if (port < 0 || port > MAX_PORT) {
            throw new IllegalArgumentException("port must be 0 to " + MAX_PORT);
        }
        return new InetSocketAddress(address, port);
    }

    /**
     * An end as people write it; an address with colons needs brackets, since otherwise nobody could tell where its port
     * begins.
     */
    static InetSocketAddress end(String text) {
        int colon = text.lastIndexOf(':');
        String address = text.substring(0, Math.max(0, colon));
        String port = text.substring(colon + 1);
        boolean digits =
                !port.isEmpty() && port.length() <= 5 && port.chars().allMatch(each -> Ascii.digit((char) each));
        if (!digits || !AddressLiteral.looksLike(address)) {
            throw new IllegalArgumentException(
                    "must be address and port, such as 192.0.2.1:40000 or [2001:db8::1]:40000");
        }
        return end(AddressLiteral.parse(address), Integer.parseInt(port));
    }

    static byte[] line(InetSocketAddress source, InetSocketAddress destination) {
        String line = "PROXY " + (four(source, destination) ? "TCP4 " : "TCP6 ")
                + address(source, destination) + " " + address(destination, source) + " "
                + source.getPort() + " " + destination.getPort() + "\r\n";
        return line.getBytes(StandardCharsets.US_ASCII);
    }

    static byte[] unknown() {
        return "PROXY UNKNOWN\r\n".getBytes(StandardCharsets.US_ASCII);
    }

    static byte[] block(InetSocketAddress source, InetSocketAddress destination, boolean checksum) {
        ByteArrayOutputStream ends = new ByteArrayOutputStream(36);
        ends.writeBytes(octets(source, destination));
        ends.writeBytes(octets(destination, source));
        ends.writeBytes(port(source));
        ends.writeBytes(port(destination));
        return block(PROXY, four(source, destination) ? TCP4 : TCP6, ends.toByteArray(), checksum);
    }

    static byte[] local(boolean checksum) {
        return block(LOCAL, UNSPECIFIED, new byte[0], checksum);
    }

    private static byte[] block(byte command, byte family, byte[] ends, boolean checksum) {
        int length = ends.length + (checksum ? CHECKSUM_OCTETS : 0);
        ByteBuffer block = ByteBuffer.allocate(SIGNATURE.length + 4 + length);
        block.put(SIGNATURE).put(command).put(family).putShort((short) length).put(ends);
        if (checksum) {
            block.put(CRC32C_TYPE).putShort((short) 4);
            CRC32C sum = new CRC32C(); // over the whole header, with zeros in its own place
            sum.update(block.array());
            block.putInt((int) sum.getValue());
        }
        return block.array();
    }

    /** Whether two ends are of different families. */
    static boolean mixed(InetSocketAddress one, InetSocketAddress other) {
        return four(one) != four(other);
    }

    /** One end as transcripts show it, in the family that both have. */
    static String text(InetSocketAddress end, InetSocketAddress other) {
        String address = address(end, other);
        return (address.indexOf(':') < 0 ? address : "[" + address + "]") + ":" + end.getPort();
    }

    /**
     * An address without its scope, which means nothing elsewhere; an IPv4 address next to an IPv6 address is shown as an
     * IPv4-mapped one (RFC 4291 §2.5.5.2).
     */
    private static String address(InetSocketAddress end, InetSocketAddress other) {
        String text = AddressLiteral.text(end.getAddress());
        int scope = text.indexOf('%');
        String plain = scope < 0 ? text : text.substring(0, scope);
        return four(end) && !four(other) ? "::ffff:" + plain : plain;
    }

    private static byte[] octets(InetSocketAddress end, InetSocketAddress other) {
        InetAddress address = end.getAddress();
        return four(end) && !four(other)
                ? ByteBuffer.allocate(16)
                        .position(10)
                        .putShort((short) 0xFFFF)
                        .put(address.getAddress())
                        .array()
                : address.getAddress();
    }

    private static byte[] port(InetSocketAddress end) {
        return ByteBuffer.allocate(2).putShort((short) end.getPort()).array();
    }

    private static boolean four(InetSocketAddress one, InetSocketAddress other) {
        return four(one) && four(other);
    }

    private static boolean four(InetSocketAddress end) {
        return end.getAddress() instanceof Inet4Address;
    }
}
