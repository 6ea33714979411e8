/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.text.masking;

import io.github.smtpprobe.text.Printable;
import io.github.smtpprobe.text.Redacted;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.function.Consumer;
import java.util.function.IntSupplier;

/**
 * Masks secrets in what the server says, from the moment they are sent and not earlier: a server that guesses must not see
 * which guess was masked. One instance serves a whole probe, because what was sent on one connection can come back on the next.
 * Any eight consecutive octets of a secret are masked, so that parts of it are found, too; shorter secrets are found whole, and
 * those of less than four octets as a whole word. Each is found as it is, escaped, letter by letter, with invisible characters
 * in it, in hexadecimal, as numbers and in base64; from eight octets on, also in another case or width, and backwards. The cost
 * grows only with the length of the line.
 */
public final class Scrubber {
    private static final Base64.Encoder BASE64 = Base64.getEncoder().withoutPadding();
    private static final byte[] MASKED = Redacted.MASK.getBytes(StandardCharsets.US_ASCII);

    private final Runs runs = new Runs();
    private boolean masked;

    /**
     * Learns a secret as it is and in base64, also for positions in the middle of what was encoded.
     *
     * @param secret the secret, which is not kept as a whole
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
            // The first characters also contain bits of what precedes the secret,
            // and the last one may contain bits of what follows it.
            int last = (before + secret.length) % 3 == 0 ? base64.length : base64.length - 1;
            int first = before == 0 ? 0 : before + 1;
            if (last - first >= Runs.LENGTH) {
                runs.learn(Arrays.copyOfRange(base64, first, last));
            }
            Arrays.fill(base64, (byte) 0);
        }
    }

    /** Learns the secret in one case: octets of letters beyond ASCII do not show their case. */
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

    /** Learns the secret backwards by characters: the octets of each character stay in order. */
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
     * Learns a text that is sent in an encoded form.
     *
     * @param octets the encoded text
     */
    public void learnRuns(byte[] octets) {
        runs.learn(octets);
    }

    /** {@return whether the last line was changed} */
    public boolean masked() {
        return masked;
    }

    /**
     * Masks known secrets in a line from the server.
     *
     * @param line the line with its end; without one, its last octets may be the beginning of a secret
     * @param read how many octets at its beginning were read as a code or a keyword, and must not be changed
     * @return the same line, or a copy with masks
     */
    public byte[] scrub(byte[] line, int read) {
        return scrub(line, () -> read);
    }

    /**
     * As above, for a caller for whom it is expensive to know what was read: most probes send no secret.
     *
     * @param line the line with its end, if it has one
     * @param read tells how many octets at its beginning were read
     * @return the same line, or a copy with masks
     */
    public byte[] scrub(byte[] line, IntSupplier read) {
        if (runs.isEmpty()) {
            return line;
        }
        return scrub(line, read.getAsInt(), cut(line));
    }

    /**
     * Masks known secrets in octets that are no reply, and cuts them into lines afterwards: a secret may be written across the
     * places where they are cut.
     *
     * @param text   octets that came one after the other
     * @param first  how many of them are recorded as one line, whether or not they end one; 0 if there are none
     * @param record receives one line after the other; {@link #masked()} tells of that line
     */
    public void scrubLines(byte[] text, int first, Consumer<byte[]> record) {
        masked = false;
        boolean[] whole = runs.isEmpty() ? new boolean[text.length] : found(text, 0, cut(text));
        int begin = 0;
        for (int end = 1; end <= text.length; end++) {
            if (end == first || end == text.length || (end > first && text[end - 1] == '\n')) {
                record.accept(scrubLine(Arrays.copyOfRange(text, begin, end), whole, begin));
                begin = end;
            }
        }
    }

    private byte[] scrubLine(byte[] line, boolean[] whole, int begin) {
        if (runs.isEmpty()) {
            return line;
        }
        boolean[] hidden = found(line, 0, cut(line));
        for (int i = 0; i < line.length; i++) {
            hidden[i] |= whole[begin + i];
        }
        keepEnds(line, 0, hidden);
        return masked(line, hidden);
    }

    private static boolean cut(byte[] line) {
        return line.length > 0 && line[line.length - 1] != '\n';
    }

    private byte[] scrub(byte[] line, int read, boolean cut) {
        masked = false;
        if (runs.isEmpty()) {
            return line;
        }
        boolean[] hidden = found(line, read, cut);
        keepEnds(line, read, hidden);
        return masked(line, hidden);
    }

    private boolean[] found(byte[] line, int read, boolean cut) {
        boolean[] hidden = new boolean[line.length];
        texts(line, each -> runs.find(each, hidden));
        findWords(line, read, hidden);
        if (cut) {
            texts(line, each -> runs.findCut(each, hidden));
        }
        Digits.read(line, each -> runs.find(each, hidden));
        Numbers.read(line, each -> runs.find(each, hidden));
        return hidden;
    }

    private static void keepEnds(byte[] line, int read, boolean[] hidden) {
        Arrays.fill(hidden, 0, Math.min(read, line.length), false);
        Arrays.fill(
                hidden,
                endOfText(line),
                line.length,
                false); // a secret may look like the end of a line without being one
    }

    private byte[] masked(byte[] line, boolean[] hidden) {
        masked = false;
        for (boolean each : hidden) {
            masked |= each;
        }
        return masked ? mask(line, hidden) : line;
    }

    /** Masks whole words. A word may begin right after the code and its hyphen. */
    private void findWords(byte[] line, int read, boolean[] hidden) {
        if (!runs.hasWords()) {
            return;
        }
        byte[] behind = line.clone();
        Arrays.fill(behind, 0, Math.min(read, line.length), (byte) ' ');
        texts(behind, each -> runs.findWords(each, hidden));
        runs.findWords(Digits.tokens(behind), hidden);
    }

    /** The texts that a line may contain: as it is, with escapes decoded, and each of these in one case, too. */
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
     * Masks known secrets in any text.
     *
     * @param words the text, without a code
     * @return printable text
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
