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
 * A header of the PROXY protocol, with which a load balancer tells the server behind it who the client is: one line of text
 * (version 1) or a block of octets (version 2), sent once, before anything else. Servers believe it only from clients that they
 * trust. Immutable and thread-safe; headers with the same content are equal. Source: HAProxy's {@code proxy-protocol.txt}.
 */
public final class ProxyHeader {
    /** The size that the specification requires every receiver to accept; it leaves room for extensions of a version 2 header. */
    public static final int MAX_OCTETS = 536;

    /** The forms of a header, as the notation of transcripts writes them. */
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

    /** {@return a line of text (version 1) with the two ends of the connection itself, unless others are chosen} */
    public static ProxyHeader v1() {
        return of(Form.V1);
    }

    /** {@return a block of octets (version 2) with the two ends of the connection itself, unless others are chosen} */
    public static ProxyHeader v2() {
        return of(Form.V2);
    }

    /** {@return the line {@code PROXY UNKNOWN} of version 1, which has no addresses: the server uses those of the connection} */
    public static ProxyHeader unknown() {
        return of(Form.UNKNOWN);
    }

    /** {@return the command LOCAL of version 2, as health checks send it: the server uses the addresses of the connection} */
    public static ProxyHeader local() {
        return of(Form.LOCAL);
    }

    /**
     * Sends exactly these octets, whatever they mean: for a deliberately malformed header, or one with extensions of its own.
     *
     * @param octets 1 to {@value #MAX_OCTETS}; copied
     * @return the header
     * @throws IllegalArgumentException if the array is empty or too long
     */
    public static ProxyHeader ofOctets(byte[] octets) {
        int length = Objects.requireNonNull(octets, "octets").length;
        if (length == 0 || length > MAX_OCTETS) {
            throw new IllegalArgumentException(
                    "octets: a header has 1 to " + MAX_OCTETS + " octets, and not " + length);
        }
        return new ProxyHeader(Form.OCTETS, null, null, false, octets.clone());
    }

    /**
     * The same header with another source, that is the client as the server shall see it. EHLO then carries the literal of this
     * address, unless a name was chosen.
     *
     * @param address of the client
     * @param port    0 to 65535
     * @return another header
     * @throws IllegalArgumentException if this kind of header has no addresses, if the port is invalid, or if source and
     *                                  destination are of different families
     */
    public ProxyHeader source(InetAddress address, int port) {
        return with(end(address, port), destination);
    }

    /**
     * The same header with another source, given as text. Nothing is looked up.
     *
     * @param end such as {@code 192.0.2.1:40000} or {@code [2001:db8::1]:40000}
     * @return another header
     * @throws IllegalArgumentException if the text does not have this form, or as in {@link #source(InetAddress, int)}
     */
    public ProxyHeader source(String end) {
        return with(ProxyHeaderForm.end(Objects.requireNonNull(end, "end")), destination);
    }

    /**
     * The same header with another destination, that is the address to which the client has connected.
     *
     * @param address of the server, as the client sees it
     * @param port    0 to 65535
     * @return another header
     * @throws IllegalArgumentException if this kind of header has no addresses, if the port is invalid, or if source and
     *                                  destination are of different families
     */
    public ProxyHeader destination(InetAddress address, int port) {
        return with(source, end(address, port));
    }

    /**
     * The same header with another destination, given as text. Nothing is looked up.
     *
     * @param end such as {@code 192.0.2.2:25} or {@code [2001:db8::2]:25}
     * @return another header
     * @throws IllegalArgumentException if the text does not have this form, or as in {@link #destination(InetAddress, int)}
     */
    public ProxyHeader destination(String end) {
        return with(source, ProxyHeaderForm.end(Objects.requireNonNull(end, "end")));
    }

    /**
     * The same header with the checksum of version 2 (PP2_TYPE_CRC32C), which receivers verify if it is present.
     *
     * @return another header
     * @throws IllegalArgumentException if this is not a header of version 2
     */
    public ProxyHeader withChecksum() {
        if (form != Form.V2 && form != Form.LOCAL) {
            throw new IllegalArgumentException("only a header of version 2 has a checksum");
        }
        return new ProxyHeader(form, source, destination, true, raw);
    }

    /**
     * The header for one connection, whose ends are filled in where none were chosen. If a chosen end and a filled-in end are of
     * different families, the IPv4 address is written as an IPv6 address ({@code ::ffff:192.0.2.1}), since a header has only one
     * family.
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

    /** {@return whether an end of the connection still has to be filled in, see {@link #on}} */
    public boolean needsEnds() {
        return hasAddresses() && (source == null || destination == null);
    }

    /** {@return the chosen address of the client; empty if none was chosen} */
    public Optional<InetAddress> chosenSource() {
        return Optional.ofNullable(source).map(InetSocketAddress::getAddress);
    }

    /**
     * The octets of the header, as they are sent.
     *
     * @return a copy
     * @throws IllegalStateException if its ends are not known yet, see {@link #on}
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
            throw new IllegalArgumentException("source and destination must be of the same address family");
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
