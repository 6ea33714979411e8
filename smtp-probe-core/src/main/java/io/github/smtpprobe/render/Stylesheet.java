/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.render;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Objects;

/** The style sheet of a page, {@code report.css} next to this class, read once. */
final class Stylesheet {
    static final String TEXT = read("report.css");

    /** The same sheet, restricted to one element of another site's page. */
    static final String SCOPED = ScopedStyles.of(TEXT, ".smtp-probe");

    /** Lets a browser apply exactly this sheet, and load, run or send nothing (Content Security Policy Level 3). */
    static final String POLICY = policy(TEXT);

    private Stylesheet() {}

    /** The policy for a page with one sheet. */
    static String policy(String sheet) {
        return "default-src 'none'; style-src 'sha256-" + digest(sheet) + "'; base-uri 'none'; form-action 'none'";
    }

    /** Reads one of the library's own files next to this class. */
    static String read(String file) {
        try (InputStream in = Objects.requireNonNull(Stylesheet.class.getResourceAsStream(file), file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\r", "");
        } catch (IOException broken) {
            throw new UncheckedIOException("the library's own file " + file + " cannot be read", broken);
        }
    }

    private static String digest(String sheet) {
        try {
            byte[] octets = sheet.getBytes(StandardCharsets.UTF_8);
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-256").digest(octets));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }
}
