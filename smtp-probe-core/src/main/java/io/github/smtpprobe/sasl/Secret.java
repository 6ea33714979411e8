/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.sasl;

import io.github.smtpprobe.text.Printable;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * A password or token that shows itself to nobody by accident: no accessor that bean mapping would find, no
 * {@code toString}, no serial form, no equality. Thread-safe.
 */
public final class Secret {
    /** Transient for mappers that read fields. */
    private final transient char[] value;

    private Secret(char[] value) {
        this.value = value;
    }

    /**
     * Keeps a copy of the characters; the caller may overwrite its own.
     *
     * @param value the secret
     * @return the secret
     */
    public static Secret of(char[] value) {
        return new Secret(Objects.requireNonNull(value, "value").clone());
    }

    /**
     * Keeps a copy of the characters of a string.
     *
     * @param value the secret
     * @return the secret
     */
    public static Secret of(String value) {
        return new Secret(Objects.requireNonNull(value, "value").toCharArray());
    }

    /** {@return a copy of the secret in UTF-8, for a mechanism; overwrite it after use} */
    public byte[] revealUtf8() {
        if (ascii()) {
            byte[] octets = new byte[value.length];
            for (int i = 0; i < octets.length; i++) {
                octets[i] = (byte) value[i];
            }
            return octets;
        }
        ByteBuffer encoded = StandardCharsets.UTF_8.encode(CharBuffer.wrap(value));
        byte[] octets = new byte[encoded.remaining()];
        encoded.get(octets);
        encoded.clear().put(new byte[encoded.capacity()]);
        return octets;
    }

    private boolean ascii() {
        for (char each : value) {
            if (each >= 0x80) {
                return false;
            }
        }
        return true;
    }

    /** {@return the number of characters} */
    public int length() {
        return value.length;
    }

    /**
     * Tells whether a character occurs, so that the secret can be checked without being revealed.
     *
     * @param wanted the character
     * @return whether the secret holds it
     */
    public boolean contains(char wanted) {
        for (char each : value) {
            if (each == wanted) {
                return true;
            }
        }
        return false;
    }

    /** {@return whether every character is a whole one, not half of a surrogate pair} */
    public boolean wellFormed() {
        return Printable.wellFormed(CharBuffer.wrap(value));
    }

    @Override
    public String toString() {
        return "[redacted]";
    }
}
