/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.sasl;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * MD4 (RFC 1320), which the JDK contains but does not offer. NTLM hashes passwords with it; here it is used only to recognize and
 * mask that hash.
 */
final class Md4 {
    private static final int[] SECOND = {0, 4, 8, 12, 1, 5, 9, 13, 2, 6, 10, 14, 3, 7, 11, 15};
    private static final int[] THIRD = {0, 8, 4, 12, 2, 10, 6, 14, 1, 9, 5, 13, 3, 11, 7, 15};
    private static final int[][] SHIFTS = {{3, 7, 11, 19}, {3, 5, 9, 13}, {3, 9, 11, 15}};

    private Md4() {}

    static byte[] of(byte[] text) {
        ByteBuffer padded = ByteBuffer.allocate((text.length + 72) / 64 * 64).order(ByteOrder.LITTLE_ENDIAN);
        padded.put(text)
                .put((byte) 0x80)
                .putLong(padded.capacity() - 8, 8L * text.length)
                .rewind();
        int[] state = {0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476};
        int[] block = new int[16];
        while (padded.hasRemaining()) {
            for (int i = 0; i < block.length; i++) {
                block[i] = padded.getInt();
            }
            mix(state, block);
        }
        ByteBuffer digest = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
        for (int each : state) {
            digest.putInt(each);
        }
        return digest.array();
    }

    private static void mix(int[] state, int[] block) {
        int a = state[0];
        int b = state[1];
        int c = state[2];
        int d = state[3];
        for (int i = 0; i < 48; i++) {
            int step = i % 16;
            int sum = switch (i / 16) {
                case 0 -> a + ((b & c) | (~b & d)) + block[step];
                case 1 -> a + ((b & c) | (b & d) | (c & d)) + block[SECOND[step]] + 0x5a827999;
                default -> a + (b ^ c ^ d) + block[THIRD[step]] + 0x6ed9eba1;
            };
            a = d;
            d = c;
            c = b;
            b = Integer.rotateLeft(sum, SHIFTS[i / 16][i % 4]);
        }
        state[0] += a;
        state[1] += b;
        state[2] += c;
        state[3] += d;
    }
}
