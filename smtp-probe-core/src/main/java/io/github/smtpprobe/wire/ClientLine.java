/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.wire;

import io.github.smtpprobe.text.Redacted;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * One line that the probe sends, made of parts that may be shown and parts that may not. CR, LF and NUL are refused when the line
 * is built, so that nothing from a caller can become a second command.
 */
public final class ClientLine {
    /** Replaces a sensitive part; its width reveals nothing about the secret's. */
    public static final String MASK = Redacted.MASK;

    private static final byte[] MASKED = MASK.getBytes(StandardCharsets.US_ASCII);
    private static final byte[] NOTHING = new byte[0];

    private final byte[] shown;
    private final byte[] hidden;
    private final boolean sensitive;
    private final byte[] record;

    private ClientLine(byte[] shown, byte[] hidden, boolean sensitive) {
        this.shown = checked(shown);
        this.hidden = checked(hidden);
        this.sensitive = sensitive;
        this.record = line(sensitive ? MASKED : NOTHING);
    }

    /**
     * A line without sensitive parts.
     *
     * @param text the line without its end
     * @return the line
     * @throws IllegalArgumentException if the text holds CR, LF or NUL
     */
    public static ClientLine of(String text) {
        return new ClientLine(text.getBytes(StandardCharsets.UTF_8), NOTHING, false);
    }

    /**
     * A line with a part that must not be shown.
     *
     * @param shown  the first part, which may be shown; may be empty
     * @param secret the sensitive part that follows; the array is copied
     * @return the line
     * @throws IllegalArgumentException if a part contains CR, LF or NUL; the message repeats neither part
     */
    public static ClientLine secret(String shown, byte[] secret) {
        return new ClientLine(shown.getBytes(StandardCharsets.UTF_8), secret.clone(), true);
    }

    private static byte[] checked(byte[] part) {
        for (byte octet : part) {
            if (octet == '\r' || octet == '\n' || octet == 0) {
                throw new IllegalArgumentException("a command must not hold CR, LF or NUL");
            }
        }
        return part;
    }

    /** {@return whether a part is sensitive} */
    public boolean sensitive() {
        return sensitive;
    }

    /** {@return the octets to send, CRLF included} */
    public byte[] wire() {
        return sensitive ? line(hidden) : record.clone();
    }

    /** {@return how many octets there are to send, CRLF included} */
    public int length() {
        return shown.length + hidden.length + 2;
    }

    /** {@return the octets to record: as sent, with a mask for each sensitive part; not to be changed} */
    public byte[] record() {
        return record;
    }

    /** Overwrites the sensitive parts in memory; the line cannot be sent again. */
    public void forget() {
        Arrays.fill(hidden, (byte) '*');
    }

    private byte[] line(byte[] behind) {
        byte[] line = Arrays.copyOf(shown, shown.length + behind.length + 2);
        System.arraycopy(behind, 0, line, shown.length, behind.length);
        line[line.length - 2] = '\r';
        line[line.length - 1] = '\n';
        return line;
    }

    /** {@return the line without its end, sensitive parts masked} */
    @Override
    public String toString() {
        return new String(record, 0, record.length - 2, StandardCharsets.UTF_8);
    }
}
