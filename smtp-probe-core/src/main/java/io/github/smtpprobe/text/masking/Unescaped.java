/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.text.masking;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A text with its escapes decoded, and for each character the place in the original text that it comes from: {@code %3A},
 * {@code =3A}, {@code \x3a} and HTML's number 58 are a colon. It is meant for searching ASCII only.
 */
public final class Unescaped {
    private static final int OTHER = 0xBF;
    private static final int OTHER_LETTER = 0xFF;

    /** How often escapes are decoded: a link within a link is escaped twice. */
    private static final int DEEPEST = 2;

    private final String text;
    private final int[] starts;
    private final int[] ends;

    private Unescaped(Decoding made) {
        this.text = new String(made.copy(), StandardCharsets.ISO_8859_1);
        this.starts = new int[made.length()];
        this.ends = new int[made.length()];
        for (int i = 0; i < starts.length; i++) {
            starts[i] = made.start(i);
            ends[i] = made.end(i);
        }
    }

    private Unescaped(Unescaped inner, Unescaped outer) {
        this.text = inner.text;
        this.starts = inner.starts.clone();
        this.ends = inner.ends.clone();
        for (int i = 0; i < starts.length; i++) {
            starts[i] = outer.starts[inner.starts[i]];
            ends[i] = outer.ends[inner.ends[i] - 1];
        }
    }

    /**
     * Decodes the escapes in a text in all ways in which they can be read.
     *
     * @param text any text
     * @return the decoded texts; empty if there are no escapes
     */
    public static List<Unescaped> of(String text) {
        List<Unescaped> all = new ArrayList<>(once(text));
        int from = 0;
        for (int depth = 1; depth < DEEPEST; depth++) {
            int to = all.size();
            for (Unescaped outer : List.copyOf(all.subList(from, to))) {
                once(outer.text).forEach(inner -> all.add(new Unescaped(inner, outer)));
            }
            from = to;
        }
        return all;
    }

    private static List<Unescaped> once(String text) {
        List<Unescaped> all = new ArrayList<>();
        byte[] octets = new byte[text.length()];
        for (int i = 0; i < octets.length; i++) {
            char c = text.charAt(i);
            octets[i] = (byte) (c < 0x80 ? c : Character.isLetter(c) ? OTHER_LETTER : OTHER);
        }
        Escapes.read(octets, made -> {
            if (made.length() < octets.length) {
                all.add(new Unescaped(made));
            }
        });
        return all;
    }

    /** {@return the decoded text} */
    public String text() {
        return text;
    }

    /**
     * Tells whether a part of the decoded text contains an escape.
     *
     * @param from its beginning in the decoded text
     * @param to   its end there
     * @return whether it is longer in the original text
     */
    public boolean escaped(int from, int to) {
        return end(to) - start(from) > to - from;
    }

    /**
     * Finds where a character of the decoded text begins in the original one.
     *
     * @param at an index in the decoded text
     * @return the index in the original text
     */
    public int start(int at) {
        return starts[at];
    }

    /**
     * Finds the end, in the original text, of a part that is not empty.
     *
     * @param at the index after its last character in the decoded text
     * @return its end in the original text
     */
    public int end(int at) {
        return ends[at - 1];
    }
}
