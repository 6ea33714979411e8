/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.wire;

import io.github.smtpprobe.text.Scrubber;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One line that we send, made of parts that may be shown and parts that may not. CR, LF and NUL are refused where the line is
 * made, so that nothing a caller gives can become a second command.
 */
public final class ClientLine {
    /** What stands for a sensitive part; its width tells nothing of the secret's. */
    public static final String MASK = Scrubber.MASK;

    private final List<byte[]> parts = new ArrayList<>();
    private final List<Boolean> sensitive = new ArrayList<>();

    private ClientLine() {}

    /**
     * A line that may be shown whole.
     *
     * @param text without line end
     * @return the line
     * @throws IllegalArgumentException if the text holds CR, LF or NUL
     */
    public static ClientLine of(String text) {
        return new ClientLine().with(text.getBytes(StandardCharsets.UTF_8), false);
    }

    /**
     * A line with a part that must not be shown.
     *
     * @param shown  what comes first, may be empty
     * @param secret what follows; the array is copied
     * @return the line
     * @throws IllegalArgumentException if a part holds CR, LF or NUL; the message shows neither
     */
    public static ClientLine secret(String shown, byte[] secret) {
        return of(shown).with(secret, true);
    }

    private ClientLine with(byte[] octets, boolean hidden) {
        for (byte octet : octets) {
            if (octet == '\r' || octet == '\n' || octet == 0) {
                throw new IllegalArgumentException("a command must not hold CR, LF or NUL");
            }
        }
        parts.add(octets.clone());
        sensitive.add(hidden);
        return this;
    }

    /** {@return whether a part must not be shown} */
    public boolean sensitive() {
        return sensitive.contains(true);
    }

    /** {@return the octets to send, CRLF included} */
    public byte[] wire() {
        return join(false);
    }

    /** {@return the octets to record: as sent, with a mask for each sensitive part} */
    public byte[] record() {
        return join(true);
    }

    /** Overwrites the sensitive parts in memory; the line cannot be sent again. */
    public void forget() {
        for (int i = 0; i < parts.size(); i++) {
            if (sensitive.get(i)) {
                Arrays.fill(parts.get(i), (byte) '*');
            }
        }
    }

    private byte[] join(boolean masked) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(64);
        for (int i = 0; i < parts.size(); i++) {
            out.writeBytes(masked && sensitive.get(i) ? MASK.getBytes(StandardCharsets.US_ASCII) : parts.get(i));
        }
        out.write('\r');
        out.write('\n');
        return out.toByteArray();
    }

    /** {@return the line without its end, sensitive parts masked} */
    @Override
    public String toString() {
        byte[] shown = record();
        return new String(shown, 0, shown.length - 2, StandardCharsets.UTF_8);
    }
}
