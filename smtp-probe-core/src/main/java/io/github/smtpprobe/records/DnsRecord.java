/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.records;

import io.github.smtpprobe.text.Printable;
import io.github.smtpprobe.text.kept.KeptFault;
import io.github.smtpprobe.text.kept.KeptNode;
import io.github.smtpprobe.text.kept.Node;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A DNS record as it came (RFC 1035 §3.2.1). Immutable and thread-safe. Records with the same name, type and octets are equal,
 * whatever their TTL.
 */
public final class DnsRecord {
    private static final int LONGEST_RDATA = 65_535;
    private static final int LONGEST_TEXT = 500;

    private final String name;
    private final RecordType type;
    private final Duration ttl;
    private final byte[] rdata;

    private DnsRecord(String name, RecordType type, Duration ttl, byte[] rdata) {
        this.name = name;
        this.type = type;
        this.ttl = ttl;
        this.rdata = rdata;
    }

    /**
     * Makes a record.
     *
     * @param name  the name of its owner, in A-labels, lower case and without a final dot
     * @param type  its type
     * @param ttl   how long it may be cached
     * @param rdata its data as on the wire, with names uncompressed; at most 65,535 octets, which need not be valid for the type
     * @return the record
     * @throws IllegalArgumentException if the TTL is negative, or the data too long
     */
    public static DnsRecord of(String name, RecordType type, Duration ttl, byte[] rdata) {
        if (Objects.requireNonNull(rdata, "rdata").length > LONGEST_RDATA) {
            throw new IllegalArgumentException("rdata: must have at most " + LONGEST_RDATA + " octets");
        }
        return new DnsRecord(
                WireName.safe(Objects.requireNonNull(name, "name").toLowerCase(Locale.ROOT)),
                Objects.requireNonNull(type, "type"),
                Bounds.ttl(ttl, "ttl"),
                rdata.clone());
    }

    /** {@return the name of its owner, in A-labels, lower case and without a final dot} */
    public String name() {
        return name;
    }

    /** {@return its type} */
    public RecordType type() {
        return type;
    }

    /** {@return how long it may be cached} */
    public Duration ttl() {
        return ttl;
    }

    /** {@return a copy of its data as on the wire, with names uncompressed} */
    public byte[] rdata() {
        return rdata.clone();
    }

    /**
     * The data field by field, as in a zone file: {@code 10} and {@code mx.example.com} for an MX record; usage, selector,
     * matching type and the hexadecimal digest for a TLSA record; the strings of a TXT record, one field each, without quotation
     * marks. Names are in lower case and without a final dot; the root is a dot. Data that is invalid for its type, and data of
     * types unknown here, is written as {@code \#}, length and octets in hexadecimal (RFC 3597 §5).
     *
     * @return at least one field, safe to show and never cut
     */
    public List<String> fields() {
        return Presentation.fields(type, rdata);
    }

    /** {@return the fields separated by blanks, with strings in quotation marks; at most 500 characters, safe to show} */
    public String text() {
        return Printable.cut(Presentation.text(type, rdata), LONGEST_TEXT, "\u2026");
    }

    /**
     * The strings of a TXT record, joined without blanks as for SPF, MTA-STS and TLS-RPT (RFC 7208 §3.3, RFC 8461 §3.1).
     *
     * @return the octets; empty if this is not a TXT record, or its data is invalid
     */
    public Optional<byte[]> joined() {
        return type.equals(RecordType.TXT) ? Presentation.joined(rdata) : Optional.empty();
    }

    /** {@return the address of an A or AAAA record; empty for other types and for invalid data} */
    public Optional<InetAddress> address() {
        return Presentation.address(type, rdata);
    }

    /**
     * The name that an MX, CNAME, DNAME, NS, PTR or SRV record points to.
     *
     * @return the name in lower case and without a final dot, a dot for the root; empty for other types and for invalid data
     */
    public Optional<String> target() {
        return Presentation.target(type, rdata);
    }

    /** {@return this record as a plain map, for any JSON library} */
    public Map<String, Object> asMap() {
        return new Node()
                .put("name", name)
                .put("type", type.name())
                .put("ttlSeconds", ttl.toSeconds())
                .put("text", text())
                .put("rdata", HexFormat.of().formatHex(rdata))
                .map();
    }

    static DnsRecord read(KeptNode kept) {
        return of(kept.words("name"), type(kept), ttl(kept), octets(kept));
    }

    static RecordType type(KeptNode kept) {
        return KeptNode.required("type", kept.token("type", RecordType::find));
    }

    static Duration ttl(KeptNode kept) {
        return Duration.ofSeconds(kept.whole("ttlSeconds", 0, Integer.MAX_VALUE).orElse(0L));
    }

    private static byte[] octets(KeptNode kept) {
        try {
            return HexFormat.of().parseHex(kept.words("rdata"));
        } catch (IllegalArgumentException other) {
            throw new KeptFault("rdata", "is not in hexadecimal", false);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DnsRecord that
                && name.equals(that.name)
                && type.equals(that.type)
                && Arrays.equals(rdata, that.rdata);
    }

    @Override
    public int hashCode() {
        return Objects.hash(name, type, Arrays.hashCode(rdata));
    }

    /** {@return name, type and data as in a zone file} */
    @Override
    public String toString() {
        return (name.isEmpty() ? "." : name) + " " + type + " " + text();
    }
}
