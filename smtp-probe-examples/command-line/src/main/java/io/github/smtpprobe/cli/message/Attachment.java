/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.cli.message;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;

/** A file that goes with a message, in base64 (RFC 2045 §6.8), with its name (RFC 2183, RFC 2231). */
public final class Attachment {
    /** How many octets of a name go into one parameter, so that lines stay short. */
    private static final int SECTION = 16;

    private final String name;
    private final String type;
    private final byte[] content;

    /**
     * Makes an attachment.
     *
     * @param name    of the file, without folders
     * @param type    such as {@code application/pdf}; what is none, and what cannot be in base64, becomes {@code application/octet-stream}
     * @param content its octets
     */
    public Attachment(String name, String type, byte[] content) {
        this.name = name.replaceAll("[\\p{Cntrl}/\\\\]", "_");
        String lower = type.toLowerCase(Locale.ROOT);
        boolean known = lower.matches("[a-z0-9!#$&^_.+-]{1,60}/[a-z0-9!#$&^_.+-]{1,60}");
        boolean structured = lower.startsWith("multipart/") || lower.startsWith("message/"); // RFC 2045 §6.4
        this.type = known && !structured ? lower : "application/octet-stream";
        this.content = content.clone();
    }

    /** {@return the part, from its header to the end of its last line} */
    String part() {
        return "Content-Type: " + type + "\r\nContent-Transfer-Encoding: base64\r\nContent-Disposition: attachment;"
                + fileName() + "\r\n\r\n" + base64(content);
    }

    static String base64(byte[] content) {
        return Base64.getMimeEncoder().encodeToString(content) + "\r\n";
    }

    private String fileName() {
        boolean plain = EncodedWords.ascii(name) && name.length() <= 60;
        return plain ? "\r\n filename=\"" + name.replace("\"", "\\\"") + "\"" : sections();
    }

    /** RFC 2231 §3 and §4. */
    private String sections() {
        byte[] octets = name.getBytes(StandardCharsets.UTF_8);
        StringBuilder all = new StringBuilder();
        int sections = (octets.length + SECTION - 1) / SECTION;
        for (int i = 0; i < sections; i++) {
            all.append(i == 0 ? "" : ";").append("\r\n filename*");
            all.append(sections == 1 ? "" : i + "*").append(i == 0 ? "=UTF-8''" : "=");
            for (int at = i * SECTION; at < Math.min(octets.length, (i + 1) * SECTION); at++) {
                all.append(encoded(octets[at]));
            }
        }
        return all.toString();
    }

    private static String encoded(byte octet) {
        boolean itself =
                (Character.isLetterOrDigit(octet) && octet > 0) || octet == '.' || octet == '-' || octet == '_';
        return itself ? String.valueOf((char) octet) : String.format(Locale.ROOT, "%%%02X", octet & 0xFF);
    }
}
