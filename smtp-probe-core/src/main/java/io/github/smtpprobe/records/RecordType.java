/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.records;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A type of DNS records (RFC 1035 §3.2.2 and IANA's registry). Immutable and thread-safe; types with the same code are equal. */
public final class RecordType {
    /** An IPv4 address (RFC 1035 §3.4.1). */
    public static final RecordType A = new RecordType(1, "A");
    /** A name server (RFC 1035 §3.3.11). */
    public static final RecordType NS = new RecordType(2, "NS");
    /** An alias (RFC 1035 §3.3.1). */
    public static final RecordType CNAME = new RecordType(5, "CNAME");
    /** The start of a zone (RFC 1035 §3.3.13). */
    public static final RecordType SOA = new RecordType(6, "SOA");
    /** The name of an address (RFC 1035 §3.3.12). */
    public static final RecordType PTR = new RecordType(12, "PTR");
    /** A mail exchanger (RFC 1035 §3.3.9). */
    public static final RecordType MX = new RecordType(15, "MX");
    /** Text (RFC 1035 §3.3.14). */
    public static final RecordType TXT = new RecordType(16, "TXT");
    /** An IPv6 address (RFC 3596). */
    public static final RecordType AAAA = new RecordType(28, "AAAA");
    /** The location of a service (RFC 2782). */
    public static final RecordType SRV = new RecordType(33, "SRV");
    /** An alias of a whole tree (RFC 6672). */
    public static final RecordType DNAME = new RecordType(39, "DNAME");
    /** The key of a signed child zone, by its digest (RFC 4034 §5). */
    public static final RecordType DS = new RecordType(43, "DS");
    /** A signature (RFC 4034 §3). */
    public static final RecordType RRSIG = new RecordType(46, "RRSIG");
    /** A proof that a name or type does not exist (RFC 4034 §4). */
    public static final RecordType NSEC = new RecordType(47, "NSEC");
    /** A key of a zone (RFC 4034 §2). */
    public static final RecordType DNSKEY = new RecordType(48, "DNSKEY");
    /** A proof that a name or type does not exist, with hashed names (RFC 5155 §3). */
    public static final RecordType NSEC3 = new RecordType(50, "NSEC3");
    /** How the names of a zone are hashed (RFC 5155 §4). */
    public static final RecordType NSEC3PARAM = new RecordType(51, "NSEC3PARAM");
    /** The certificate or key of a server (RFC 6698). */
    public static final RecordType TLSA = new RecordType(52, "TLSA");
    /** The authorities that may issue certificates (RFC 8659). */
    public static final RecordType CAA = new RecordType(257, "CAA");

    private static final List<RecordType> KNOWN = List.of(
            A, NS, CNAME, SOA, PTR, MX, TXT, AAAA, SRV, DNAME, DS, RRSIG, NSEC, DNSKEY, NSEC3, NSEC3PARAM, TLSA, CAA);
    private static final Map<Integer, RecordType> BY_CODE =
            KNOWN.stream().collect(Collectors.toUnmodifiableMap(RecordType::code, Function.identity()));
    private static final Map<String, RecordType> BY_NAME =
            KNOWN.stream().collect(Collectors.toUnmodifiableMap(RecordType::name, Function.identity()));
    private static final int LARGEST = 65_535;
    private static final String UNKNOWN = "TYPE";

    private final int code;
    private final String name;

    private RecordType(int code, String name) {
        this.code = code;
        this.name = name;
    }

    /**
     * The type with a code.
     *
     * @param code from 0 to 65,535
     * @return the type; if its name is not known here, it is {@code TYPE} followed by the code (RFC 3597 §5)
     * @throws IllegalArgumentException if the code is out of range
     */
    public static RecordType of(int code) {
        if (code < 0 || code > LARGEST) {
            throw new IllegalArgumentException("code: must be 0 to " + LARGEST);
        }
        RecordType known = BY_CODE.get(code);
        return known == null ? new RecordType(code, UNKNOWN + code) : known;
    }

    /**
     * The type with a name.
     *
     * @param mnemonic such as {@code MX} or {@code TYPE65280}, in any case
     * @return the type
     * @throws IllegalArgumentException if no type with this name is known here
     */
    public static RecordType of(String mnemonic) {
        return find(mnemonic).orElseThrow(() -> new IllegalArgumentException("mnemonic: is not a known record type"));
    }

    /** Finds a type by its name. */
    static Optional<RecordType> find(String mnemonic) {
        String upper = Objects.requireNonNull(mnemonic, "mnemonic").toUpperCase(Locale.ROOT);
        RecordType known = BY_NAME.get(upper);
        if (known != null) {
            return Optional.of(known);
        }
        String digits = upper.startsWith(UNKNOWN) ? upper.substring(UNKNOWN.length()) : "";
        boolean number =
                !digits.isEmpty() && digits.length() <= 5 && digits.chars().allMatch(c -> c >= '0' && c <= '9');
        return number && Integer.parseInt(digits) <= LARGEST
                ? Optional.of(of(Integer.parseInt(digits)))
                : Optional.empty();
    }

    /** {@return the number that is used on the wire} */
    public int code() {
        return code;
    }

    /** {@return the name, such as {@code MX}} */
    public String name() {
        return name;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RecordType that && code == that.code;
    }

    @Override
    public int hashCode() {
        return code;
    }

    /** {@return the name} */
    @Override
    public String toString() {
        return name;
    }
}
