/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.testkit;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Writes values in DER (ITU-T X.690 §8, §10), as far as certificates need them. Each method returns a complete value with its tag
 * and length.
 */
final class Der {
    private static final int BOOLEAN = 0x01;
    private static final int INTEGER = 0x02;
    private static final int BIT_STRING = 0x03;
    private static final int OCTET_STRING = 0x04;
    private static final int OBJECT_IDENTIFIER = 0x06;
    private static final int GENERALIZED_TIME = 0x18;
    private static final int UTC_TIME = 0x17;
    private static final int SEQUENCE = 0x30;
    private static final int CONTEXT = 0x80;
    private static final int CONSTRUCTED = 0x20;
    private static final int YEARS_IN_TWO_DIGITS_END = 2050;

    private Der() {}

    static byte[] sequence(byte[]... parts) {
        return value(SEQUENCE, join(parts));
    }

    static byte[] sequence(List<byte[]> parts) {
        return sequence(parts.toArray(byte[][]::new));
    }

    static byte[] integer(BigInteger number) {
        return value(INTEGER, number.toByteArray());
    }

    static byte[] yes() {
        return value(BOOLEAN, new byte[] {(byte) 0xFF});
    }

    static byte[] bits(byte[] octets) {
        return value(BIT_STRING, join(new byte[] {0}, octets));
    }

    static byte[] octets(byte[] octets) {
        return value(OCTET_STRING, octets);
    }

    /** An identifier as its arcs are written, such as {@code 2.5.29.17}. */
    static byte[] identifier(String arcs) {
        long[] numbers = Stream.of(arcs.split("\\.")).mapToLong(Long::parseLong).toArray();
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        content.write((int) (40 * numbers[0] + numbers[1]));
        for (int i = 2; i < numbers.length; i++) {
            for (int shift = 63 - Long.numberOfLeadingZeros(numbers[i] | 1); shift >= 0; shift--) {
                if (shift % 7 == 0) {
                    content.write((int) (numbers[i] >> shift & 0x7F) | (shift > 0 ? 0x80 : 0));
                }
            }
        }
        return value(OBJECT_IDENTIFIER, content.toByteArray());
    }

    /** A date in the form that its year demands (RFC 5280 §4.1.2.5). */
    static byte[] time(Instant instant) {
        boolean early = instant.atOffset(ZoneOffset.UTC).getYear() < YEARS_IN_TWO_DIGITS_END;
        DateTimeFormatter form = DateTimeFormatter.ofPattern(
                        early ? "uuMMddHHmmss'Z'" : "uuuuMMddHHmmss'Z'", Locale.ROOT)
                .withZone(ZoneOffset.UTC);
        return value(early ? UTC_TIME : GENERALIZED_TIME, ascii(form.format(instant)));
    }

    /** A value whose tag is a number of its context, and whose content is a value itself. */
    static byte[] explicit(int number, byte[] content) {
        return value(CONTEXT | CONSTRUCTED | number, content);
    }

    /** A value whose tag is a number of its context in the place of its own. */
    static byte[] implicit(int number, byte[] content) {
        return value(CONTEXT | number, content);
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] value(int tag, byte[] content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(tag);
        if (content.length < 0x80) {
            out.write(content.length);
        } else {
            byte[] length = BigInteger.valueOf(content.length).toByteArray();
            int from = length[0] == 0 ? 1 : 0; // the sign has no place here
            out.write(0x80 | length.length - from);
            out.write(length, from, length.length - from);
        }
        out.writeBytes(content);
        return out.toByteArray();
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }
}
