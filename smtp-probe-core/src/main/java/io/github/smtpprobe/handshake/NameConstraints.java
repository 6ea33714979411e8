/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.handshake;

import io.github.smtpprobe.text.Printable;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Describes in words for which names an authority may issue certificates (RFC 5280 §4.2.1.10). The JDK enforces these
 * constraints; this only explains them, and leaves out what it cannot read.
 */
final class NameConstraints {
    static final String OID = "2.5.29.30";

    private static final int OCTETS = 0x04;
    private static final int PERMITTED = 0xA0;
    private static final int EXCLUDED = 0xA1;
    private static final int DNS_NAME = 0x82;
    private static final int IP_ADDRESS = 0x87;
    private static final int LONG_FORM = 0x80;
    private static final int MOST = 3;
    private static final int LONGEST_NAME = 255;

    private NameConstraints() {}

    /**
     * The constraints in words, such as {@code it is limited to example.com, 10.0.0.0/255.0.0.0}; empty if none of them can be
     * described.
     */
    static String words(X509Certificate authority) {
        byte[] extension = authority.getExtensionValue(OID);
        if (extension == null) {
            return "";
        }
        List<String> told = new ArrayList<>(2);
        try {
            for (Value each : values(inside(ByteBuffer.wrap(extension)))) {
                String names = names(each.content);
                if (!names.isEmpty() && (each.tag == PERMITTED || each.tag == EXCLUDED)) {
                    told.add((each.tag == PERMITTED ? "it is limited to " : "it must not issue any for ") + names);
                }
            }
        } catch (RuntimeException unreadable) {
            return "";
        }
        return String.join(", and ", told);
    }

    private record Value(int tag, ByteBuffer content) {}

    /** The contents of the extension: an octet string around a sequence. */
    private static ByteBuffer inside(ByteBuffer extension) {
        Value octets = next(extension);
        return octets.tag == OCTETS ? next(octets.content).content : ByteBuffer.allocate(0);
    }

    private static String names(ByteBuffer subtrees) {
        return values(subtrees).stream()
                .map(subtree -> next(subtree.content))
                .map(NameConstraints::name)
                .filter(name -> !name.isEmpty())
                .limit(MOST)
                .collect(Collectors.joining(", "));
    }

    private static String name(Value base) {
        byte[] octets = new byte[base.content.remaining()];
        base.content.get(octets);
        return switch (base.tag) {
            case DNS_NAME -> octets.length == 0 ? "no DNS name" : shown(octets);
            case IP_ADDRESS -> address(octets);
            default -> "";
        };
    }

    /**
     * A name for display. The server wrote it, so control characters are escaped, and it is cut to the length of a name (RFC
     * 1035 §2.3.4).
     */
    private static String shown(byte[] name) {
        return Printable.cut(Printable.clean(new String(name, StandardCharsets.ISO_8859_1)), LONGEST_NAME, "...");
    }

    /** An address and a mask of the same length. */
    private static String address(byte[] octets) {
        try {
            int half = octets.length / 2;
            return InetAddress.getByAddress(Arrays.copyOf(octets, half)).getHostAddress() + "/"
                    + InetAddress.getByAddress(Arrays.copyOfRange(octets, half, octets.length))
                            .getHostAddress();
        } catch (UnknownHostException noAddress) {
            return "";
        }
    }

    private static List<Value> values(ByteBuffer octets) {
        List<Value> all = new ArrayList<>();
        while (octets.hasRemaining()) {
            all.add(next(octets));
        }
        return all;
    }

    private static Value next(ByteBuffer octets) {
        int tag = octets.get() & 0xFF;
        int length = octets.get() & 0xFF;
        if (length >= LONG_FORM) {
            int more = length - LONG_FORM;
            length = 0;
            for (int i = 0; i < more; i++) {
                length = (length << 8) | (octets.get() & 0xFF);
            }
        }
        ByteBuffer content = octets.slice(octets.position(), length);
        octets.position(octets.position() + length);
        return new Value(tag, content);
    }
}
