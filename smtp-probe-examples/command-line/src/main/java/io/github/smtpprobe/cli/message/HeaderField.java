/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.cli.message;

import java.util.Locale;
import java.util.Set;

/**
 * A field of a header (RFC 5322 §2.2). Messages repeat nothing of it.
 *
 * @param name  printable ASCII without a colon
 * @param value text of one line, as people read it
 */
public record HeaderField(String name, String value) {
    private static final Set<String> WITH_MAILBOXES = Set.of(
            "from", "sender", "reply-to", "to", "cc", "bcc", "resent-from", "resent-sender", "resent-to", "resent-cc");

    private static final int LONGEST_NAME = 76;

    /** The longest line with encoded words (RFC 2047 §2). */
    private static final int GOOD = 76;

    /** The longest line (RFC 5322 §2.1.1). */
    private static final int MOST = 998;

    /**
     * Makes a field.
     *
     * @param name  printable ASCII without a colon
     * @param value text of one line
     * @throws IllegalArgumentException if it is none; the message follows the name of what was read
     */
    public HeaderField {
        if (!name.matches("[!-9;-~]{1," + LONGEST_NAME + "}")) {
            throw new IllegalArgumentException("must be 'Name: value', the name in ASCII without blanks");
        }
        if (value.chars().anyMatch(each -> (each < ' ' && each != '\t') || each == 0x7F)) {
            throw new IllegalArgumentException("must be one line without control characters");
        }
    }

    /**
     * Reads a field as it stands in a header.
     *
     * @param text such as {@code Subject: test}
     * @return the field
     * @throws IllegalArgumentException if it is none; the message follows the name of what was read
     */
    public static HeaderField read(String text) {
        int colon = text.indexOf(':');
        if (colon < 0) {
            throw new IllegalArgumentException("must be 'Name: value', such as 'Subject: test'");
        }
        return new HeaderField(
                text.substring(0, colon), text.substring(colon + 1).replaceAll("^[ \t]+|[ \t]+$", ""));
    }

    /**
     * Compares names without regard to case, as readers do.
     *
     * @param other name in any case
     * @return whether it is this field's
     */
    public boolean named(String other) {
        return name.equalsIgnoreCase(other);
    }

    /** {@return the field in ASCII, folded, with a line end} */
    String line() {
        boolean mailboxes = WITH_MAILBOXES.contains(name.toLowerCase(Locale.ROOT));
        String encoded = mailboxes ? AddressText.encoded(value) : EncodedWords.inText(value);
        boolean type = named("Content-Type") && !EncodedWords.ascii(value);
        if (type || !EncodedWords.ascii(encoded)) {
            throw new IllegalArgumentException("contains a non-ASCII character at a place where it cannot be encoded");
        }
        return folded(name + ": " + encoded) + "\r\n";
    }

    /** Breaks lines before blanks that are followed by text. */
    static String folded(String text) {
        StringBuilder lines = new StringBuilder();
        int length = 0;
        for (String word : text.split("(?<=[^ \\t])(?=[ \\t])", -1)) {
            if (length > 0 && length + word.length() > GOOD) {
                lines.append("\r\n");
                length = 0;
            }
            length += word.length();
            if (length > MOST) {
                throw new IllegalArgumentException("has a word of more than " + MOST + " characters");
            }
            lines.append(word);
        }
        return lines.toString();
    }
}
