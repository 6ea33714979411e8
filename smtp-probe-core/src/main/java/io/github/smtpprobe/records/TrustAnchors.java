/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.records;

import io.github.smtpprobe.arguments.Arguments;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * The keys that DNSSEC proofs start from. Without any, nothing can be proven, and nothing is called insecure either. Immutable
 * and thread-safe; instances with the same anchors in the same order are equal.
 */
public final class TrustAnchors {
    private static final String FILE = "root-anchors.txt";
    private static final int MOST = 100;
    private static final TrustAnchors STANDARD = read();

    private final List<TrustAnchor> all;

    private TrustAnchors(List<TrustAnchor> all) {
        this.all = all;
    }

    /** {@return the anchors of the root zone as published by IANA (RFC 9718) at the time of this release} */
    public static TrustAnchors standard() {
        return STANDARD;
    }

    /**
     * Uses the given anchors.
     *
     * @param anchors up to 100 anchors; if empty, nothing can be proven
     * @return the anchors
     * @throws IllegalArgumentException if there are more
     */
    public static TrustAnchors of(List<TrustAnchor> anchors) {
        List<TrustAnchor> copy = Arguments.copy(anchors, "anchors");
        if (copy.size() > MOST) {
            throw new IllegalArgumentException("anchors: must be at most " + MOST);
        }
        return new TrustAnchors(copy);
    }

    /**
     * Reads the lines of a file, each with one DS record. Empty lines and lines that begin with {@code #} or {@code ;} are
     * skipped.
     *
     * @param lines of the file
     * @return the anchors
     * @throws IllegalArgumentException if a line is not a DS record; the message has its number, counted from 1
     */
    public static TrustAnchors parse(List<String> lines) {
        List<TrustAnchor> found = new ArrayList<>();
        int number = 0;
        for (String line : Arguments.copy(lines, "lines")) {
            number++;
            String plain = line.strip();
            if (plain.isEmpty() || plain.startsWith("#") || plain.startsWith(";")) {
                continue;
            }
            try {
                found.add(TrustAnchor.parse(plain));
            } catch (IllegalArgumentException other) {
                throw new IllegalArgumentException("lines: line " + number + ": " + other.getMessage(), other);
            }
        }
        return of(found);
    }

    private static TrustAnchors read() {
        try (InputStream file = TrustAnchors.class.getResourceAsStream(FILE)) {
            byte[] octets = Objects.requireNonNull(file, FILE).readAllBytes();
            return parse(new String(octets, StandardCharsets.UTF_8).lines().toList());
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** {@return the anchors in order} */
    public List<TrustAnchor> all() {
        return all;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TrustAnchors that && all.equals(that.all);
    }

    @Override
    public int hashCode() {
        return all.hashCode();
    }

    /** {@return the anchors as lines of a zone file} */
    @Override
    public String toString() {
        return all.toString();
    }
}
