/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.records;

import io.github.smtpprobe.text.Printable;
import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Writes record data in the form of a zone file (RFC 1035 §5.1, RFC 3597 §5). The octets may come from anywhere; data that does
 * not fit its type is shown as unknown data.
 */
final class Presentation {
    /** One letter for each field: a name, an address, the octets of a number, strings to the end, octets to the end. */
    private static final Map<RecordType, String> SHAPES = Map.ofEntries(
            Map.entry(RecordType.A, "4"),
            Map.entry(RecordType.AAAA, "6"),
            Map.entry(RecordType.NS, "n"),
            Map.entry(RecordType.CNAME, "n"),
            Map.entry(RecordType.DNAME, "n"),
            Map.entry(RecordType.PTR, "n"),
            Map.entry(RecordType.MX, "sn"),
            Map.entry(RecordType.SRV, "sssn"),
            Map.entry(RecordType.SOA, "nniiiii"),
            Map.entry(RecordType.TXT, "t"),
            Map.entry(RecordType.TLSA, "bbbx"),
            Map.entry(RecordType.DS, "sbbx"),
            Map.entry(RecordType.DNSKEY, "sbbx"),
            Map.entry(RecordType.CAA, "bcv"));

    private static final int IPV4 = 4;
    private static final int IPV6 = 16;

    private Presentation() {}

    static List<String> fields(RecordType type, byte[] rdata) {
        String shape = SHAPES.getOrDefault(type, "");
        Optional<List<String>> read = shape.isEmpty() ? Optional.empty() : read(shape, rdata);
        return read.orElseGet(() -> generic(rdata));
    }

    private static List<String> generic(byte[] rdata) {
        String length = Integer.toString(rdata.length);
        return rdata.length == 0
                ? List.of("\\#", length)
                : List.of("\\#", length, HexFormat.of().formatHex(rdata));
    }

    static String text(RecordType type, byte[] rdata) {
        List<String> fields = fields(type, rdata);
        boolean strings = type.equals(RecordType.TXT) && joined(rdata).isPresent();
        return strings ? "\"" + String.join("\" \"", fields) + "\"" : String.join(" ", fields);
    }

    static Optional<byte[]> joined(byte[] rdata) {
        ByteArrayOutputStream all = new ByteArrayOutputStream(rdata.length);
        int at = 0;
        while (at < rdata.length) {
            int length = rdata[at++] & 0xFF;
            if (at + length > rdata.length) {
                return Optional.empty();
            }
            all.write(rdata, at, length);
            at += length;
        }
        return rdata.length == 0 ? Optional.empty() : Optional.of(all.toByteArray());
    }

    static Optional<InetAddress> address(RecordType type, byte[] rdata) {
        boolean fits = (type.equals(RecordType.A) && rdata.length == IPV4)
                || (type.equals(RecordType.AAAA) && rdata.length == IPV6);
        if (!fits) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.getByAddress(rdata));
        } catch (UnknownHostException impossible) {
            return Optional.empty();
        }
    }

    static Optional<String> target(RecordType type, byte[] rdata) {
        String shape = SHAPES.getOrDefault(type, "");
        return shape.endsWith("n") ? read(shape, rdata).map(fields -> fields.get(fields.size() - 1)) : Optional.empty();
    }

    private static Optional<List<String>> read(String shape, byte[] rdata) {
        Fields fields = new Fields(rdata);
        for (int i = 0; i < shape.length(); i++) {
            if (!fields.take(shape.charAt(i))) {
                return Optional.empty();
            }
        }
        return fields.atEnd() ? Optional.of(List.copyOf(fields.found)) : Optional.empty();
    }

    /** Reads the data field by field. */
    private static final class Fields {
        private final byte[] rdata;
        private final List<String> found = new ArrayList<>();
        private int at;

        Fields(byte[] rdata) {
            this.rdata = rdata;
        }

        boolean atEnd() {
            return at == rdata.length;
        }

        boolean take(char kind) {
            return switch (kind) {
                case '4' -> numeric(IPV4);
                case '6' -> numeric(IPV6);
                case 'b' -> number(1);
                case 's' -> number(2);
                case 'i' -> number(4);
                case 'n' -> name();
                case 't' -> strings();
                case 'c' -> string();
                case 'v' -> rest(Printable.decode(rdata, at, rdata.length));
                default -> rest(HexFormat.of().formatHex(rdata, at, rdata.length));
            };
        }

        private boolean rest(String text) {
            found.add(text);
            at = rdata.length;
            return true;
        }

        private boolean numeric(int length) {
            if (rdata.length - at != length) {
                return false;
            }
            found.add(Addresses.text(rdata));
            at += length;
            return true;
        }

        private boolean number(int octets) {
            if (rdata.length - at < octets) {
                return false;
            }
            long value = 0;
            for (int i = 0; i < octets; i++) {
                value = (value << 8) | (rdata[at++] & 0xFF);
            }
            found.add(Long.toString(value));
            return true;
        }

        private boolean name() {
            Optional<WireName> name = WireName.read(rdata, at);
            name.ifPresent(read -> {
                found.add(read.text().isEmpty() ? "." : read.text());
                at = read.end();
            });
            return name.isPresent();
        }

        private boolean strings() {
            if (atEnd()) {
                return false;
            }
            while (!atEnd()) {
                if (!string()) {
                    return false;
                }
            }
            return true;
        }

        private boolean string() {
            if (atEnd() || at + 1 + (rdata[at] & 0xFF) > rdata.length) {
                return false;
            }
            int end = at + 1 + (rdata[at] & 0xFF);
            found.add(Printable.decode(rdata, at + 1, end));
            at = end;
            return true;
        }
    }
}
