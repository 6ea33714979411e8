/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.dane;

import io.github.smtpprobe.text.Ascii;
import io.github.smtpprobe.text.kept.Node;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.StringTokenizer;

/** A TLSA record (RFC 6698 §2.1), usable or not. Immutable and thread-safe; records with the same octets are equal. */
public final class TlsaRecord {
    private static final int FIELDS = 3;
    private static final int LARGEST = 255;

    private final byte[] rdata;
    private final Usability usability;

    private TlsaRecord(byte[] rdata) {
        this.rdata = rdata;
        this.usability = Suitability.of(this);
    }

    /**
     * Makes a record from its data as DNS sent it.
     *
     * @param rdata any octets; if they are not a valid TLSA record, {@link #usability()} says so
     * @return the record
     */
    public static TlsaRecord of(byte[] rdata) {
        return new TlsaRecord(Objects.requireNonNull(rdata, "rdata").clone());
    }

    /**
     * Reads the data of a record as it appears in zone files (RFC 6698 §2.2).
     *
     * @param text three numbers from 0 to 255, then hexadecimal digits in any case, which may be separated by blanks
     * @return the record
     * @throws IllegalArgumentException if it has another form
     */
    public static TlsaRecord parse(String text) {
        StringTokenizer words = new StringTokenizer(Objects.requireNonNull(text, "text"));
        ByteArrayOutputStream rdata = new ByteArrayOutputStream();
        for (int i = 0; i < FIELDS; i++) {
            rdata.write(number(words.hasMoreTokens() ? words.nextToken() : ""));
        }
        StringBuilder digits = new StringBuilder();
        while (words.hasMoreTokens()) {
            digits.append(words.nextToken());
        }
        try {
            rdata.writeBytes(HexFormat.of().parseHex(digits));
        } catch (IllegalArgumentException other) {
            throw new IllegalArgumentException("text: does not end in pairs of hexadecimal digits", other);
        }
        return new TlsaRecord(rdata.toByteArray());
    }

    private static int number(String word) {
        int number = 0;
        for (int i = 0; i < word.length(); i++) {
            number =
                    Ascii.digit(word.charAt(i)) && number <= LARGEST ? number * 10 + word.charAt(i) - '0' : LARGEST + 1;
        }
        if (word.isEmpty() || number > LARGEST) {
            throw new IllegalArgumentException("text: does not begin with three numbers from 0 to " + LARGEST);
        }
        return number;
    }

    private OptionalInt field(int place) {
        return rdata.length > place ? OptionalInt.of(rdata[place] & LARGEST) : OptionalInt.empty();
    }

    /** {@return the certificate usage (RFC 6698 §2.1.1), 0 to 255; empty if the record is too short} */
    public OptionalInt usage() {
        return field(0);
    }

    /** {@return the selector (RFC 6698 §2.1.2), 0 to 255; empty if the record is too short} */
    public OptionalInt selector() {
        return field(1);
    }

    /** {@return the matching type (RFC 6698 §2.1.3), 0 to 255; empty if the record is too short} */
    public OptionalInt matching() {
        return field(2);
    }

    /** {@return a copy of the certificate association data (RFC 6698 §2.1.4); empty if the record is too short} */
    public byte[] data() {
        return rdata.length > FIELDS ? Arrays.copyOfRange(rdata, FIELDS, rdata.length) : new byte[0];
    }

    /** {@return a copy of the whole data of the record as DNS sent it} */
    public byte[] rdata() {
        return rdata.clone();
    }

    /** {@return whether an SMTP client can use it} */
    public Usability usability() {
        return usability;
    }

    /** {@return the three fields, such as {@code 3 1 1}; fewer if the record is too short} */
    public String parameters() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < Math.min(FIELDS, rdata.length); i++) {
            text.append(i == 0 ? "" : " ").append(rdata[i] & LARGEST);
        }
        return text.toString();
    }

    /** {@return the record as it appears in zone files, such as {@code 3 1 1 9f86…}, whole and in lower case} */
    public String text() {
        String digits = HexFormat.of().formatHex(data());
        return digits.isEmpty() ? parameters() : parameters() + " " + digits;
    }

    /** {@return the record as a plain map, for any JSON library: its text and its usability} */
    public Map<String, Object> asMap() {
        return new Node()
                .put("text", text())
                .put("usability", usability.token())
                .map();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TlsaRecord that && Arrays.equals(rdata, that.rdata);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(rdata);
    }

    /** {@return as {@link #text()}} */
    @Override
    public String toString() {
        return text();
    }
}
