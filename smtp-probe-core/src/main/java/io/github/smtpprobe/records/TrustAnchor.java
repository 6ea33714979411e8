/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.records;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * A key that DNSSEC proofs start from, given by its digest as in a DS record (RFC 4034 §5, RFC 9718). Immutable and thread-safe;
 * anchors with the same content are equal.
 */
public final class TrustAnchor {
    private static final int LARGEST_TAG = 65_535;
    private static final int LARGEST_NUMBER = 255;
    private static final int LONGEST_LINE = 1_000;
    private static final int LARGEST_DIGEST = 64;

    /** The length of a digest by its type (RFC 4034 appendix A, RFC 8624). */
    private static final int SHA1 = 20;

    private static final int SHA256 = 32;
    private static final int SHA384 = 48;

    private final String zone;
    private final int keyTag;
    private final int algorithm;
    private final int digestType;
    private final byte[] digest;

    private TrustAnchor(String zone, int keyTag, int algorithm, int digestType, byte[] digest) {
        this.zone = zone;
        this.keyTag = keyTag;
        this.algorithm = algorithm;
        this.digestType = digestType;
        this.digest = digest;
    }

    /**
     * Makes an anchor.
     *
     * @param zone       the zone in A-labels, without a final dot; empty for the root
     * @param keyTag     the tag of its key (RFC 4034 appendix B)
     * @param algorithm  the algorithm of its key, such as 8 or 13
     * @param digestType 2 for SHA-256, 4 for SHA-384
     * @param digest     the digest of its key
     * @return the anchor
     * @throws IllegalArgumentException if a number is out of range or the digest has another length
     */
    public static TrustAnchor of(String zone, int keyTag, int algorithm, int digestType, byte[] digest) {
        Objects.requireNonNull(zone, "zone");
        Objects.requireNonNull(digest, "digest");
        within(keyTag, LARGEST_TAG, "keyTag");
        within(algorithm, LARGEST_NUMBER, "algorithm");
        within(digestType, LARGEST_NUMBER, "digestType");
        int right = digestType == 1 ? SHA1 : digestType == 2 ? SHA256 : digestType == 4 ? SHA384 : digest.length;
        if (digest.length == 0 || digest.length > LARGEST_DIGEST || digest.length != right) {
            throw new IllegalArgumentException("digest: does not have the length that its digest type has");
        }
        return new TrustAnchor(new Question(zone, RecordType.DS).name(), keyTag, algorithm, digestType, digest.clone());
    }

    private static void within(int value, int most, String name) {
        if (value < 0 || value > most) {
            throw new IllegalArgumentException(name + ": must be 0 to " + most);
        }
    }

    /**
     * Reads an anchor as it appears in a zone file, such as {@code . IN DS 20326 8 2 E06D44…}. TTL and class may be omitted, and
     * the digest may contain blanks.
     *
     * @param line the line
     * @return the anchor
     * @throws IllegalArgumentException if the line is not a DS record
     */
    public static TrustAnchor parse(String line) {
        if (Objects.requireNonNull(line, "line").length() > LONGEST_LINE) {
            throw new IllegalArgumentException("line: must have at most " + LONGEST_LINE + " characters");
        }
        List<String> words = new ArrayList<>(Arrays.asList(line.strip().split("[ \\t]+")));
        String zone = words.remove(0);
        while (!words.isEmpty() && (words.get(0).equalsIgnoreCase("IN") || number(words.get(0)))) {
            words.remove(0);
        }
        boolean record =
                words.size() >= 5 && words.get(0).toUpperCase(Locale.ROOT).equals("DS");
        if (!record || !words.subList(1, 4).stream().allMatch(TrustAnchor::number)) {
            throw new IllegalArgumentException(
                    "line: is not a DS record, which has a zone, DS, key tag, algorithm, digest type and digest");
        }
        byte[] digest;
        try {
            digest = HexFormat.of().parseHex(String.join("", words.subList(4, words.size())));
        } catch (IllegalArgumentException other) {
            throw new IllegalArgumentException("line: has a digest that is not in hexadecimal", other);
        }
        return of(
                zone,
                Integer.parseInt(words.get(1)),
                Integer.parseInt(words.get(2)),
                Integer.parseInt(words.get(3)),
                digest);
    }

    private static boolean number(String word) {
        return !word.isEmpty() && word.length() <= 9 && word.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    /** {@return the zone, in A-labels and without a final dot; empty for the root} */
    public String zone() {
        return zone;
    }

    /** {@return the tag of its key (RFC 4034 appendix B)} */
    public int keyTag() {
        return keyTag;
    }

    /** {@return the algorithm of its key} */
    public int algorithm() {
        return algorithm;
    }

    /** {@return the type of the digest} */
    public int digestType() {
        return digestType;
    }

    /** {@return a copy of the digest} */
    public byte[] digest() {
        return digest.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TrustAnchor that && toString().equals(that.toString());
    }

    @Override
    public int hashCode() {
        return toString().hashCode();
    }

    /** {@return the anchor as a line of a zone file} */
    @Override
    public String toString() {
        String hex = HexFormat.of().withUpperCase().formatHex(digest);
        return zone + ". DS " + keyTag + " " + algorithm + " " + digestType + " " + hex;
    }
}
