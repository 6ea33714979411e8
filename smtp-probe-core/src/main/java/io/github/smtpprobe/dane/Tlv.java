/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.dane;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A value in DER (ITU-T X.690 §8.1) within octets that may come from anybody.
 *
 * @param octets  all of them, never changed
 * @param begin   where its tag begins
 * @param content where its content begins
 * @param end     after its last octet
 */
record Tlv(byte[] octets, int begin, int content, int end) {
    static final int SEQUENCE = 0x30;
    static final int INTEGER = 0x02;
    static final int BIT_STRING = 0x03;
    static final int VERSION = 0xA0;
    private static final int CONSTRUCTED = 0x20;
    private static final int MANY_OCTETS = 0x1F;
    private static final int LONG_FORM = 0x80;
    private static final int LARGEST_LENGTH_OF_LENGTH = 4;

    /** The value that takes up all of the octets. */
    static Optional<Tlv> whole(byte[] octets) {
        return at(octets, 0, octets.length).filter(each -> each.end == octets.length);
    }

    private static Optional<Tlv> at(byte[] octets, int from, int limit) {
        if (limit - from < 2 || (octets[from] & MANY_OCTETS) == MANY_OCTETS) {
            return Optional.empty();
        }
        int first = octets[from + 1] & 0xFF;
        int content = from + 2;
        long length = first;
        if (first >= LONG_FORM) {
            int size = first - LONG_FORM;
            if (size == 0 || size > LARGEST_LENGTH_OF_LENGTH || limit - content < size) {
                return Optional.empty();
            }
            length = 0;
            for (int i = 0; i < size; i++) {
                length = (length << 8) | (octets[content + i] & 0xFF);
            }
            content += size;
        }
        return length > limit - content
                ? Optional.empty()
                : Optional.of(new Tlv(octets, from, content, (int) (content + length)));
    }

    int tag() {
        return octets[begin] & 0xFF;
    }

    boolean is(int tag) {
        return tag() == tag;
    }

    /** The values of which its content consists; empty if there are none, or it contains anything else. */
    List<Tlv> parts() {
        List<Tlv> found = new ArrayList<>();
        int from = content;
        while ((tag() & CONSTRUCTED) != 0 && from < end) {
            Optional<Tlv> next = at(octets, from, end);
            if (next.isEmpty()) {
                return List.of();
            }
            found.add(next.get());
            from = next.get().end;
        }
        return found;
    }

    /** A copy of its content. */
    byte[] contentCopy() {
        return Arrays.copyOfRange(octets, content, end);
    }

    /** A copy of the whole value, with tag and length. */
    byte[] copy() {
        return Arrays.copyOfRange(octets, begin, end);
    }
}
