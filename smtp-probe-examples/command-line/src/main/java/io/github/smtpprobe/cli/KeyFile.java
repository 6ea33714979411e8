/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.cli;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.UnrecoverableKeyException;
import java.util.Collections;

/**
 * A file with a private key and its certificates, as PKCS#12 (RFC 7292) or PEM (RFC 7468). Messages repeat none of its content.
 */
final class KeyFile {
    private static final int LARGEST = 4 << 20;

    private final byte[] content;

    private KeyFile(byte[] content) {
        this.content = content;
    }

    /** The file is encrypted with a different password. */
    static final class WrongPassword extends Exception {
        private static final long serialVersionUID = 1;
    }

    /**
     * Reads a file.
     *
     * @throws IllegalArgumentException if there is none, or none that can be read
     */
    static KeyFile read(Path file) {
        GivenFile given = new GivenFile("--client-key", file);
        if (!given.regular()) {
            throw new IllegalArgumentException("--client-key names something that is not a file" + ShownPath.of(file));
        }
        try (InputStream in = given.open()) {
            byte[] content = in.readNBytes(LARGEST + 1);
            if (content.length <= LARGEST) {
                return new KeyFile(content);
            }
        } catch (IOException unreadable) {
            // refused like one that is too large
        }
        throw new IllegalArgumentException(
                "--client-key names a file that is larger than 4 MiB or cannot be read" + ShownPath.of(file));
    }

    /**
     * Opens the file.
     *
     * @param password empty if none is known
     * @return a store that holds the key under the same password
     * @throws IllegalArgumentException if the file holds no key with its certificate
     */
    KeyStore open(char[] password) throws WrongPassword, GeneralSecurityException {
        String text = new String(content, StandardCharsets.ISO_8859_1);
        KeyStore store = text.contains("-----BEGIN ") ? new PemKey(text).open(password) : pkcs12(password);
        for (String alias : Collections.list(store.aliases())) {
            if (store.isKeyEntry(alias)) {
                return store;
            }
        }
        throw new IllegalArgumentException("--client-key names a file without a private key");
    }

    private KeyStore pkcs12(char[] password) throws WrongPassword, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try {
            store.load(new ByteArrayInputStream(content), password);
            return store;
        } catch (IOException unread) {
            if (unread.getCause() instanceof UnrecoverableKeyException) {
                throw new WrongPassword();
            }
            throw new IllegalArgumentException("--client-key names a file that is neither PKCS#12 nor PEM");
        }
    }
}
