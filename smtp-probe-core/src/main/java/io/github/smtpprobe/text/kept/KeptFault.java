/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.text.kept;

/** What is wrong with a stored map, and where. It repeats no value. */
public final class KeptFault extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    private final String place;
    private final String words;
    private final boolean unknownWord;

    /**
     * Makes a fault.
     *
     * @param place       a key, or several joined by dots; empty for the whole map
     * @param words       what is wrong there, in words that follow the place
     * @param unknownWord whether only a newer release can understand it
     */
    public KeptFault(String place, String words, boolean unknownWord) {
        super(place.isEmpty() ? words : place + ": " + words);
        this.place = place;
        this.words = words;
        this.unknownWord = unknownWord;
    }

    /** The same fault, with an outer place in front. */
    KeptFault within(String outer) {
        String dot = place.isEmpty() || place.startsWith("[") ? "" : ".";
        return new KeptFault(outer + dot + place, words, unknownWord);
    }

    /** {@return whether it is a token that this release does not know} */
    public boolean unknownWord() {
        return unknownWord;
    }
}
