/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.cli.message;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** The text of a message. */
public final class Body {
    private static final String PLAIN = "text/plain; charset=UTF-8";
    private static final int MOST = 998;

    private final byte[] octets;

    private Body(byte[] octets) {
        this.octets = octets;
    }

    /**
     * Makes a body of a text, in UTF-8.
     *
     * @param text of lines that end in any way
     * @return the body
     */
    public static Body of(String text) {
        return new Body(text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Makes a body of octets.
     *
     * @param octets in UTF-8, or in the charset that the message's Content-Type names
     * @return the body
     */
    public static Body of(byte[] octets) {
        return new Body(octets.clone());
    }

    /**
     * The entity: its header fields and its content.
     *
     * @param type as somebody gave it; an empty text if nobody did
     * @throws IllegalArgumentException if it is not UTF-8 and no charset was given; the message follows the name of the body
     */
    String entity(String type) {
        if (type.isEmpty() && !utf8()) {
            throw new IllegalArgumentException(
                    "is not in UTF-8: name its charset by --header 'Content-Type: text/plain; charset=…'");
        }
        String field = new HeaderField("Content-Type", type.isEmpty() ? PLAIN : type).line();
        String text = lines();
        return fits(text)
                ? field + "Content-Transfer-Encoding: 7bit\r\n\r\n" + text
                : field + "Content-Transfer-Encoding: base64\r\n\r\n"
                        + Attachment.base64(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private boolean utf8() {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(octets));
            return true;
        } catch (CharacterCodingException other) {
            return false;
        }
    }

    /** Each octet as a character, with line ends as in mail. */
    private String lines() {
        String text = new String(octets, StandardCharsets.ISO_8859_1).replaceAll("\r\n|\r|\n", "\r\n");
        return text.endsWith("\r\n") ? text : text + "\r\n";
    }

    /** Whether a text needs no encoding (RFC 2045 §2.7). */
    private static boolean fits(String text) {
        return EncodedWords.ascii(text)
                && text.indexOf('\0') < 0
                && text.lines().allMatch(each -> each.length() <= MOST);
    }
}
