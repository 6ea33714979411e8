/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.sasl;

import io.github.smtpprobe.text.Printable;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * A password or token that cannot be shown by accident: it has no accessor that bean mapping would find, no {@code toString}, no
 * serial form and no equality. Thread-safe.
 */
public final class Secret {
    /** Transient, so that mappers that read fields skip it. */
    private final transient char[] value;

    private Secret(char[] value) {
        this.value = value;
    }

    /**
     * Makes a secret from a copy of the characters; the caller may overwrite the array.
     *
     * @param value the secret
     * @return the secret
     */
    public static Secret of(char[] value) {
        return new Secret(Objects.requireNonNull(value, "value").clone());
    }

    /**
     * Makes a secret from a string.
     *
     * @param value the secret
     * @return the secret
     */
    public static Secret of(String value) {
        return new Secret(Objects.requireNonNull(value, "value").toCharArray());
    }

    /** {@return a copy of the secret in UTF-8, for a mechanism, which should overwrite it after use} */
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
     * Tells whether the secret contains a character, so that it can be validated without being revealed.
     *
     * @param wanted the character
     * @return whether the secret contains it
     */
    public boolean contains(char wanted) {
        for (char each : value) {
            if (each == wanted) {
                return true;
            }
        }
        return false;
    }

    /** {@return whether it contains no unpaired surrogates} */
    public boolean wellFormed() {
        return Printable.wellFormed(CharBuffer.wrap(value));
    }

    @Override
    public String toString() {
        return "[redacted]";
    }
}
