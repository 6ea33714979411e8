/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.text;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.function.Consumer;
import java.util.function.IntSupplier;

/**
 * Masks secrets in what the server says, from the moment they are sent and not before: a server that guesses must not see which
 * guess was masked. One serves a whole probe, since what was sent on one connection can come back on the next. Any eight octets
 * in a row of a secret are masked, so a part of it is found too; shorter secrets are found whole, and those of less than four
 * octets as a whole word. Each is found as it is, escaped, letter by letter, with what is not drawn in it, in
 * hexadecimal, as numbers and in base64, and from eight octets on also in another case or width and backwards. What it costs grows
 * with the length of the line and with nothing else.
 */
public final class Scrubber {
    /** What stands in the place of a secret. */
    public static final String MASK = "[redacted]";

    private static final Base64.Encoder BASE64 = Base64.getEncoder().withoutPadding();
    private static final byte[] MASKED = MASK.getBytes(StandardCharsets.US_ASCII);

    private final Runs runs = new Runs();
    private boolean masked;

    /**
     * Learns a secret as it is and in base64, also where it stands in the middle of what was encoded.
     *
     * @param secret not kept as a whole
     */
    public void learn(byte[] secret) {
        runs.learn(secret);
        learnReversed(secret);
        learnFolded(secret);
        for (int before = 0; before < 3; before++) {
            byte[] shifted = new byte[before + secret.length];
            System.arraycopy(secret, 0, shifted, before, secret.length);
            byte[] base64 = BASE64.encode(shifted);
            Arrays.fill(shifted, (byte) 0);
            // So many characters hold bits of what stands before, and the last may hold some of what stands behind.
            int last = (before + secret.length) % 3 == 0 ? base64.length : base64.length - 1;
            int first = before == 0 ? 0 : before + 1;
            if (last - first >= Runs.LENGTH) {
                runs.learn(Arrays.copyOfRange(base64, first, last));
            }
            Arrays.fill(base64, (byte) 0);
        }
    }

    /** Letters beyond ASCII have no case that octets show: they are known in one. */
    private void learnFolded(byte[] secret) {
        Decoding plain = Decoding.none(secret);
        if (secret.length >= Runs.LENGTH && plain.foreign()) {
            Decoding folded = plain.folded();
            byte[] octets = folded.copy();
            runs.learn(octets);
            Arrays.fill(octets, (byte) 0);
            folded.clear();
        }
    }

    /** Backwards by characters: the octets of each stay in their order. */
    private void learnReversed(byte[] secret) {
        byte[] reversed = new byte[secret.length];
        int filled = 0;
        int start;
        for (int end = secret.length; end > 0; end = start) {
            start = end - 1;
            while (start > 0 && (secret[start] & 0xC0) == 0x80) {
                start--;
            }
            System.arraycopy(secret, start, reversed, filled, end - start);
            filled += end - start;
        }
        if (secret.length >= Runs.LENGTH) {
            runs.learn(reversed);
        }
        Arrays.fill(reversed, (byte) 0);
    }

    /**
     * Learns a text that was sent and is already encoded.
     *
     * @param octets as sent
     */
    public void learnRuns(byte[] octets) {
        runs.learn(octets);
    }

    /** {@return whether the last line was changed} */
    public boolean masked() {
        return masked;
    }

    /**
     * Masks what is known in a line of the server's.
     *
     * @param line with its end, if it has one: else its last octets may be the beginning of a secret
     * @param read so many octets at its beginning have been read as a code or a keyword, and stay
     * @return the same line, or a copy with masks
     */
    public byte[] scrub(byte[] line, int read) {
        return scrub(line, () -> read);
    }

    /**
     * The same where it costs something to tell what has been read: most probes send no secret.
     *
     * @param line with its end, if it has one
     * @param read tells how many octets at its beginning have been read
     * @return the same line, or a copy with masks
     */
    public byte[] scrub(byte[] line, IntSupplier read) {
        if (runs.isEmpty()) {
            return line;
        }
        boolean cut = line.length > 0 && line[line.length - 1] != '\n';
        return scrub(line, read.getAsInt(), cut);
    }

    private byte[] scrub(byte[] line, int read, boolean cut) {
        masked = false;
        if (runs.isEmpty()) {
            return line;
        }
        boolean[] hidden = new boolean[line.length];
        texts(line, each -> runs.find(each, hidden));
        findWords(line, read, hidden);
        if (cut) {
            runs.findCut(line, hidden);
        }
        Digits.read(line, each -> runs.find(each, hidden));
        Numbers.read(line, each -> runs.find(each, hidden));
        Arrays.fill(hidden, 0, Math.min(read, line.length), false);
        Arrays.fill(hidden, endOfText(line), line.length, false); // a secret may look like a line's end and is none
        for (boolean each : hidden) {
            masked |= each;
        }
        return masked ? mask(line, hidden) : line;
    }

    /** A word may begin right behind the code and its hyphen. */
    private void findWords(byte[] line, int read, boolean[] hidden) {
        if (!runs.hasWords()) {
            return;
        }
        byte[] behind = line.clone();
        Arrays.fill(behind, 0, Math.min(read, line.length), (byte) ' ');
        texts(behind, each -> runs.findWords(each, hidden));
        runs.findWords(Digits.tokens(behind), hidden);
    }

    /** What a line may say as text: as it is, without escapes, and each of these also in one case. */
    private static void texts(byte[] line, Consumer<Decoding> reader) {
        read(Decoding.none(line), reader);
        Consumer<Decoding> shorter = each -> {
            if (each.length() < line.length) {
                read(each, reader);
            }
        };
        Escapes.read(line, shorter);
        Quoting.read(line, shorter);
        Spaced.read(line, shorter);
        Drawn.read(line, shorter);
    }

    private static void read(Decoding text, Consumer<Decoding> reader) {
        reader.accept(text);
        if (text.foreign()) {
            reader.accept(text.folded());
        }
    }

    /**
     * Masks what is known in any words.
     *
     * @param words without a code
     * @return printable
     */
    public String scrub(String words) {
        return Printable.decode(scrub(words.getBytes(StandardCharsets.UTF_8), 0, false));
    }

    private static int endOfText(byte[] line) {
        int end = line.length;
        end -= end > 0 && line[end - 1] == '\n' ? 1 : 0;
        return end < line.length && end > 0 && line[end - 1] == '\r' ? end - 1 : end;
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
}
