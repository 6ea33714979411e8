/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.request;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A header of the PROXY protocol, with which a load balancer tells the server behind it who its client is: one line of text (version 1)
 * or a block of octets (version 2), sent once, before anything else. A server believes it from those clients alone that it trusts.
 * Immutable and thread-safe; two that say the same are equal. Source: HAProxy's {@code proxy-protocol.txt}.
 */
public final class ProxyHeader {
    /** The octets that the specification wants a receiver to have room for: a header of version 2 with more than addresses in it. */
    public static final int MAX_OCTETS = 536;

    /** What a header can be, as the notation of transcripts writes it. */
    private enum Form {
        V1("v1"),
        V2("v2"),
        UNKNOWN("v1 unknown"),
        LOCAL("v2 local"),
        OCTETS("octets");

        private final String word;

        Form(String word) {
            this.word = word;
        }
    }

    private final Form form;
    private final @Nullable InetSocketAddress source;
    private final @Nullable InetSocketAddress destination;
    private final boolean checksum;
    private final byte[] raw;

    private ProxyHeader(
            Form form,
            @Nullable InetSocketAddress source,
            @Nullable InetSocketAddress destination,
            boolean checksum,
            byte[] raw) {
        this.form = form;
        this.source = source;
        this.destination = destination;
        this.checksum = checksum;
        this.raw = raw;
    }

    private static ProxyHeader of(Form form) {
        return new ProxyHeader(form, null, null, false, new byte[0]);
    }

    /** {@return a line of text (version 1) with the two ends of the connection itself, until others are chosen} */
    public static ProxyHeader v1() {
        return of(Form.V1);
    }

    /** {@return a block of octets (version 2) with the two ends of the connection itself, until others are chosen} */
    public static ProxyHeader v2() {
        return of(Form.V2);
    }

    /** {@return the line {@code PROXY UNKNOWN} of version 1, which tells no address: the server takes those of the connection} */
    public static ProxyHeader unknown() {
        return of(Form.UNKNOWN);
    }

    /** {@return the command LOCAL of version 2, as health checks send it: the server takes the addresses of the connection} */
    public static ProxyHeader local() {
        return of(Form.LOCAL);
    }

    /**
     * These octets and nothing else, whatever they say: a header that is malformed on purpose, or one with parts of one's own.
     *
     * @param octets 1 to {@value #MAX_OCTETS}; copied
     * @return the header
     * @throws IllegalArgumentException if there are none or too many
     */
    public static ProxyHeader ofOctets(byte[] octets) {
        int length = Objects.requireNonNull(octets, "octets").length;
        if (length == 0 || length > MAX_OCTETS) {
            throw new IllegalArgumentException("a header has 1 to " + MAX_OCTETS + " octets, and not " + length);
        }
        return new ProxyHeader(Form.OCTETS, null, null, false, octets.clone());
    }

    /**
     * The same with another source: the client, as the server is to see it. EHLO then carries the literal of this address, unless a
     * name was chosen.
     *
     * @param address of the client
     * @param port    0 to 65535
     * @return another header
     * @throws IllegalArgumentException if this kind of header has no addresses, if the port is none, or if source and destination
     *                                  are of different families
     */
    public ProxyHeader source(InetAddress address, int port) {
        return with(end(address, port), destination);
    }

    /**
     * The same with another source, as text: nothing is looked up.
     *
     * @param end such as {@code 192.0.2.1:40000} or {@code [2001:db8::1]:40000}
     * @return another header
     * @throws IllegalArgumentException if the text is no such end, and as {@link #source(InetAddress, int)} does
     */
    public ProxyHeader source(String end) {
        return with(ProxyHeaderForm.end(Objects.requireNonNull(end, "end")), destination);
    }

    /**
     * The same with another destination: the address to which the client has connected.
     *
     * @param address of the server, as the client sees it
     * @param port    0 to 65535
     * @return another header
     * @throws IllegalArgumentException if this kind of header has no addresses, if the port is none, or if source and destination
     *                                  are of different families
     */
    public ProxyHeader destination(InetAddress address, int port) {
        return with(source, end(address, port));
    }

    /**
     * The same with another destination, as text: nothing is looked up.
     *
     * @param end such as {@code 192.0.2.2:25} or {@code [2001:db8::2]:25}
     * @return another header
     * @throws IllegalArgumentException if the text is no such end, and as {@link #destination(InetAddress, int)} does
     */
    public ProxyHeader destination(String end) {
        return with(source, ProxyHeaderForm.end(Objects.requireNonNull(end, "end")));
    }

    /**
     * The same with the checksum of version 2 (PP2_TYPE_CRC32C), which a receiver verifies if it is there.
     *
     * @return another header
     * @throws IllegalArgumentException if this is no header of version 2
     */
    public ProxyHeader withChecksum() {
        if (form != Form.V2 && form != Form.LOCAL) {
            throw new IllegalArgumentException("only a header of version 2 has a checksum");
        }
        return new ProxyHeader(form, source, destination, true, raw);
    }

    /**
     * The header for one connection: its ends stand where none were chosen. Where one end was chosen and the other is of the other
     * family, the one of IPv4 is written as IPv6 ({@code ::ffff:192.0.2.1}), since a header has but one family.
     *
     * @param own    our end of the connection
     * @param server the server's end
     * @return a header whose octets are known
     * @throws IllegalArgumentException if an end has no address
     */
    public ProxyHeader on(InetSocketAddress own, InetSocketAddress server) {
        resolved(own, "own");
        resolved(server, "server");
        return hasAddresses()
                ? new ProxyHeader(
                        form, source == null ? own : source, destination == null ? server : destination, checksum, raw)
                : this;
    }

    /** {@return whether an end of the connection has to stand in it, since none was chosen: see {@link #on}} */
    public boolean needsEnds() {
        return hasAddresses() && (source == null || destination == null);
    }

    /** {@return the address of the client that was chosen; empty where none was} */
    public Optional<InetAddress> chosenSource() {
        return Optional.ofNullable(source).map(InetSocketAddress::getAddress);
    }

    /**
     * The octets of the header, as they are sent.
     *
     * @return a copy
     * @throws IllegalStateException if it is not known which ends stand in it: see {@link #on}
     */
    public byte[] octets() {
        return switch (form) {
            case V1 -> ProxyHeaderForm.line(known(source), known(destination));
            case V2 -> ProxyHeaderForm.block(known(source), known(destination), checksum);
            case UNKNOWN -> ProxyHeaderForm.unknown();
            case LOCAL -> ProxyHeaderForm.local(checksum);
            case OCTETS -> raw.clone();
        };
    }

    private ProxyHeader with(@Nullable InetSocketAddress from, @Nullable InetSocketAddress to) {
        if (!hasAddresses()) {
            throw new IllegalArgumentException("a header of this kind has no addresses to choose");
        }
        if (from != null && to != null && ProxyHeaderForm.mixed(from, to)) {
            throw new IllegalArgumentException("source and destination must be of one address family");
        }
        return new ProxyHeader(form, from, to, checksum, raw);
    }

    private boolean hasAddresses() {
        return form == Form.V1 || form == Form.V2;
    }

    private static InetSocketAddress end(InetAddress address, int port) {
        return ProxyHeaderForm.end(Objects.requireNonNull(address, "address"), port);
    }

    private static void resolved(InetSocketAddress end, String name) {
        if (Objects.requireNonNull(end, name).isUnresolved()) {
            throw new IllegalArgumentException(name + " has no address");
        }
    }

    private static InetSocketAddress known(@Nullable InetSocketAddress end) {
        if (end == null) {
            throw new IllegalStateException("the ends of the connection are not known yet");
        }
        return end;
    }

    private Object parts() {
        return Arrays.asList(form, source, destination, checksum, HexFormat.of().formatHex(raw));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ProxyHeader that && parts().equals(that.parts());
    }

    @Override
    public int hashCode() {
        return parts().hashCode();
    }

    /** {@return the header as transcripts show it, such as {@code v2 192.0.2.1:1234 192.0.2.2:25}} */
    @Override
    public String toString() {
        StringBuilder out = new StringBuilder(form.word);
        if (form == Form.OCTETS) {
            out.append(' ').append(HexFormat.of().formatHex(raw));
        }
        if (source != null && destination != null) {
            out.append(' ').append(ProxyHeaderForm.text(source, destination));
            out.append(' ').append(ProxyHeaderForm.text(destination, source));
        } else if (source != null) {
            out.append(" from ").append(ProxyHeaderForm.text(source, source));
        } else if (destination != null) {
            out.append(" to ").append(ProxyHeaderForm.text(destination, destination));
        }
        return out.append(checksum ? " crc32c" : "").toString();
    }
}
