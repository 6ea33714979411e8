/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.text;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Masks secrets in what the server says, from the moment they are sent and not before: a server that guesses must not see which
 * guess was masked. Any eight octets in a row of a secret are masked, so a part of it is found too; shorter secrets are found
 * whole, from four octets on. The reply code is never touched.
 */
public final class Scrubber {
    /** What stands in the place of a secret. */
    public static final String MASK = "[redacted]";

    private static final int RUN = 8;
    private static final int SHORTEST = 4;
    private static final int AFTER_CODE = 4;
    private static final byte[] MASKED = MASK.getBytes(StandardCharsets.US_ASCII);

    private final Set<Long> runs = new HashSet<>();
    private final List<byte[]> shorts = new ArrayList<>();
    private boolean masked;

    /**
     * Learns a secret as it is and in base64, also where it stands in the middle of what was encoded.
     *
     * @param secret not kept as a whole
     */
    public void learn(byte[] secret) {
        learnRuns(secret);
        for (int before = 0; before < 3; before++) {
            byte[] shifted = new byte[before + secret.length];
            System.arraycopy(secret, 0, shifted, before, secret.length);
            byte[] base64 = Base64.getEncoder().withoutPadding().encode(shifted);
            Arrays.fill(shifted, (byte) 0);
            // So many characters hold bits of what stands before; the runs take care of the end.
            learnRuns(Arrays.copyOfRange(base64, before == 0 ? 0 : before + 1, base64.length));
        }
    }

    /**
     * Learns a text that was sent and is already encoded.
     *
     * @param octets as sent
     */
    public void learnRuns(byte[] octets) {
        if (octets.length < RUN) {
            if (octets.length >= SHORTEST) {
                shorts.add(octets.clone());
            }
            return;
        }
        for (int i = 0; i + RUN <= octets.length; i++) {
            runs.add(window(octets, i));
        }
    }

    /** {@return whether the last line was changed} */
    public boolean masked() {
        return masked;
    }

    /**
     * Masks what is known in a line of the server's, but never its code.
     *
     * @param line with its code
     * @return the same line, or a copy with masks
     */
    public byte[] scrub(byte[] line) {
        return scrub(line, AFTER_CODE);
    }

    /**
     * Masks what is known in any words.
     *
     * @param words without a code
     * @return printable
     */
    public String scrub(String words) {
        return Printable.decode(scrub(words.getBytes(StandardCharsets.UTF_8), 0));
    }

    private byte[] scrub(byte[] line, int first) {
        masked = false;
        if (runs.isEmpty() && shorts.isEmpty()) {
            return line;
        }
        boolean[] hidden = new boolean[line.length];
        int from = first;
        for (int mask = indexOf(line, MASKED, from); mask >= 0; mask = indexOf(line, MASKED, from)) {
            find(line, from, mask, hidden);
            from = mask + MASKED.length; // what is masked stays as it is, whatever the secret looks like
        }
        find(line, from, line.length, hidden);
        return masked ? mask(line, hidden) : line;
    }

    private void find(byte[] line, int from, int to, boolean[] hidden) {
        for (int i = from; i + RUN <= to; i++) {
            if (runs.contains(window(line, i))) {
                hide(hidden, i, RUN);
            }
        }
        for (byte[] each : shorts) {
            for (int i = from; i + each.length <= to; i++) {
                if (Arrays.equals(line, i, i + each.length, each, 0, each.length)) {
                    hide(hidden, i, each.length);
                }
            }
        }
    }

    private static int indexOf(byte[] line, byte[] sought, int from) {
        for (int i = from; i + sought.length <= line.length; i++) {
            if (Arrays.equals(line, i, i + sought.length, sought, 0, sought.length)) {
                return i;
            }
        }
        return -1;
    }

    private void hide(boolean[] hidden, int from, int length) {
        masked = true;
        Arrays.fill(hidden, from, from + length, true);
    }

    private static byte[] mask(byte[] line, boolean[] hidden) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(line.length);
        for (int i = 0; i < line.length; i++) {
            if (!hidden[i]) {
                out.write(line[i]);
            } else if (i == 0 || !hidden[i - 1]) {
                out.writeBytes(MASKED);
            }
        }
        return out.toByteArray();
    }

    private static long window(byte[] octets, int at) {
        long packed = 0;
        for (int i = 0; i < RUN; i++) {
            packed = packed << 8 | (octets[at + i] & 0xFF);
        }
        return packed;
    }
}
