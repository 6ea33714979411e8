/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** What is read of octets that may be UTF-8, held against the JDK's decoder. */
class PrintableTest {
    /** Octets at the edges of what RFC 3629 §4 allows, after every lead. */
    private static final int[] EDGES = {0x00, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xFF};

    private final CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    private final CharBuffer out = CharBuffer.allocate(8);

    private boolean wellFormed(byte[] octets) {
        decoder.reset();
        out.clear();
        CoderResult result = decoder.decode(ByteBuffer.wrap(octets), out, true);
        return result.isUnderflow() && decoder.flush(out).isUnderflow();
    }

    private void check(int... values) {
        byte[] octets = new byte[values.length];
        StringBuilder hex = new StringBuilder();
        for (int i = 0; i < values.length; i++) {
            octets[i] = (byte) values[i];
            hex.append(String.format("\\x%02X", values[i]));
        }
        String seen = Printable.escape(octets, 0, octets.length);
        if (!wellFormed(octets)) {
            assertThat(seen).as(hex.toString()).startsWith("\\x");
            return;
        }
        int point = new String(octets, StandardCharsets.UTF_8).codePointAt(0);
        assertThat(seen)
                .as(hex.toString())
                .isEqualTo(Printable.visible(point) ? Character.toString(point) : String.format("\\u{%X}", point));
    }

    @Test
    void sequencesAreCharactersWhereTheJdkSaysSo() {
        for (int lead = 0x80; lead <= 0xFF; lead++) {
            check(lead);
            for (int second = 0; second <= 0xFF; second++) {
                if (lead >= 0xC2 && lead <= 0xDF) {
                    check(lead, second);
                }
            }
            for (int second : EDGES) {
                for (int third : EDGES) {
                    if (lead >= 0xE0 && lead <= 0xEF) {
                        check(lead, second, third);
                    }
                    for (int fourth : lead >= 0xF0 ? EDGES : new int[0]) {
                        check(lead, second, third, fourth);
                    }
                }
            }
        }
    }

    @Test
    void everyCharacterThatCanBeSeenStaysAsItIs() {
        StringBuilder all = new StringBuilder();
        for (int point = 0xA0; point <= Character.MAX_CODE_POINT; point++) {
            boolean half = point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
            if (!half && Printable.visible(point)) {
                all.appendCodePoint(point);
            }
        }
        assertThat(Printable.decode(all.toString().getBytes(StandardCharsets.UTF_8))
                        .contentEquals(all))
                .isTrue();
    }

    /** An octet of what is none is written out alone, and reading goes on behind it. */
    @Test
    void whatIsNoSequenceIsWrittenOutOctetByOctet() {
        byte[] octets = "a\u00C3(\u00E4\u00B8\u00ED\u00A0\u0080\u00C3\u00BC".getBytes(StandardCharsets.ISO_8859_1);
        assertThat(Printable.decode(octets)).isEqualTo("a\\xC3(\\xE4\\xB8\\xED\\xA0\\x80\u00FC");
    }

    /** Default_Ignorable_Code_Point of Unicode's DerivedCoreProperties.txt, first and last of each range. */
    private static final int[][] IGNORABLE = {
        {0x00AD, 0x00AD}, {0x034F, 0x034F}, {0x061C, 0x061C}, {0x115F, 0x1160}, {0x17B4, 0x17B5}, {0x180B, 0x180F},
        {0x200B, 0x200F}, {0x202A, 0x202E}, {0x2060, 0x206F}, {0x3164, 0x3164}, {0xFE00, 0xFE0F}, {0xFEFF, 0xFEFF},
        {0xFFA0, 0xFFA0}, {0xFFF0, 0xFFF8}, {0x1BCA0, 0x1BCA3}, {0x1D173, 0x1D17A}, {0xE0000, 0xE0FFF}
    };

    @Test
    void nothingIsShownThatIsDrawnAsNothing() {
        for (int[] range : IGNORABLE) {
            for (int point = range[0]; point <= range[1]; point++) {
                assertThat(Printable.clean("a" + Character.toString(point) + "b"))
                        .isEqualTo(String.format("a\\u{%X}b", point));
            }
        }
    }

    @Test
    void lettersBesideThoseAreShown() {
        for (int point :
                new int[] {0x034E, 0x0350, 0x115E, 0x1161, 0x17B3, 0x17B6, 0x3163, 0x3165, 0xFF9F, 0xFFA1, 0x1F600}) {
            assertThat(Printable.visible(point)).as("U+%04X", point).isTrue();
        }
    }
}
