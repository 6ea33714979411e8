/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.transcript;

import io.github.smtpprobe.arguments.Arguments;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Everything that was sent and received on one connection, in order. Secrets are masked as each line is recorded. A transcript
 * prints as a dialogue with one entry per line, and can be read back from it; times are not part of that notation, nor of
 * equality. Immutable.
 */
public final class Transcript {
    /** The transcript of a connection that was never made. */
    public static final Transcript EMPTY = new Transcript(List.of());

    private final List<Entry> entries;

    private Transcript(List<Entry> entries) {
        this.entries = List.copyOf(entries);
    }

    /**
     * Makes a transcript.
     *
     * @param entries in the order of the wire
     * @return the transcript
     */
    public static Transcript of(List<Entry> entries) {
        return new Transcript(Arguments.copy(entries, "entries"));
    }

    /**
     * Reads a dialogue. Blank lines and lines that start with {@code #} are skipped.
     *
     * @param dialogue a dialogue in the notation that {@link #toString()} prints
     * @return the transcript
     * @throws IllegalArgumentException if a line is not valid; the message gives its number
     */
    public static Transcript parse(String dialogue) {
        List<Entry> entries = new ArrayList<>();
        int number = 0;
        for (String line : Objects.requireNonNull(dialogue, "dialogue").split("\\R", -1)) {
            number++;
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            try {
                entries.add(Notation.parse(line));
            } catch (IllegalArgumentException wrong) {
                throw new IllegalArgumentException("line " + number + ": " + wrong.getMessage());
            }
        }
        return new Transcript(entries);
    }

    /** {@return the entries in the order of the wire} */
    public List<Entry> entries() {
        return entries;
    }

    /**
     * A copy for public use, with mailboxes, host names and addresses replaced by pseudonyms, the same one for each occurrence.
     *
     * @return another transcript
     */
    public Transcript pseudonymised() {
        return new Pseudonyms().apply(this);
    }

    /** {@return the dialogue, one entry per line, each with a line end} */
    @Override
    public String toString() {
        StringBuilder out = new StringBuilder();
        for (Entry entry : entries) {
            out.append(entry).append('\n');
        }
        return out.toString();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Transcript that && entries.equals(that.entries);
    }

    @Override
    public int hashCode() {
        return entries.hashCode();
    }
}
