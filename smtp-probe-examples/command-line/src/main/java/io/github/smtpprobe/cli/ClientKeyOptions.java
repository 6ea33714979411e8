/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.cli;

import io.github.smtpprobe.sasl.Secret;
import io.github.smtpprobe.tls.TlsSettings;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The key with which this client proves its identity in TLS. */
final class ClientKeyOptions {
    @Option(
            names = "--client-key",
            paramLabel = "FILE",
            description =
                    "Present the certificate in this file if the server asks for one in TLS: PKCS#12, or PEM with the"
                            + " private key and its certificates.")
    private @Nullable Path file;

    @Option(
            names = "--client-key-password-env",
            paramLabel = "NAME",
            description = "Take the password of that file from this environment variable.")
    private @Nullable String passwordEnv;

    @Option(
            names = "--client-key-password-stdin",
            description = "Take the password of that file from the first line of standard input.")
    private boolean passwordStdin;

    /** Refuses options that make no sense together. */
    void check(boolean inputTaken, boolean withTls) {
        if (file == null && (passwordEnv != null || passwordStdin)) {
            throw new IllegalArgumentException(
                    "--client-key-password-" + (passwordStdin ? "stdin" : "env") + " needs --client-key");
        }
        if (passwordEnv != null && passwordStdin) {
            throw new IllegalArgumentException(
                    "--client-key-password-env and --client-key-password-stdin exclude each other");
        }
        if (passwordStdin && inputTaken) {
            throw new IllegalArgumentException("--password-stdin and --client-key-password-stdin exclude each other:"
                    + " give one of the two passwords in the environment");
        }
        if (file != null && !withTls) {
            throw new IllegalArgumentException("--client-key is of no use with --tls plain");
        }
    }

    /** Whether the password of the key is read from standard input. */
    boolean readsStandardInput() {
        return passwordStdin;
    }

    /**
     * Reads the key, and its password if it needs one.
     *
     * @return whether there is a key
     * @throws IllegalArgumentException with what is wrong with file or password
     */
    boolean addTo(TlsSettings.Builder settings) {
        if (file == null) {
            return false;
        }
        KeyFile key = KeyFile.read(file);
        boolean given = passwordEnv != null || passwordStdin;
        try {
            add(settings, key, given ? password() : new char[0]);
            return true;
        } catch (KeyFile.WrongPassword locked) {
            if (given) {
                throw new IllegalArgumentException("the password does not open the file that --client-key names");
            }
        }
        try {
            add(settings, key, password());
            return true;
        } catch (KeyFile.WrongPassword wrong) {
            throw new IllegalArgumentException("the password does not open the file that --client-key names");
        }
    }

    private static void add(TlsSettings.Builder settings, KeyFile file, char[] password) throws KeyFile.WrongPassword {
        try {
            settings.clientKey(file.open(password), password);
        } catch (GeneralSecurityException unfit) {
            throw new IllegalArgumentException("--client-key names a file with a key that this Java cannot use");
        } finally {
            Arrays.fill(password, '\0');
        }
    }

    private char[] password() {
        Secret typed = new SecretSource("--client-key-password", System.getenv(), StandardInput.stream())
                .read(passwordStdin, passwordEnv, "password of the client key", "");
        byte[] octets = typed.revealUtf8();
        CharBuffer characters = StandardCharsets.UTF_8.decode(ByteBuffer.wrap(octets));
        Arrays.fill(octets, (byte) 0);
        char[] password = new char[characters.remaining()];
        characters.get(password);
        Arrays.fill(characters.array(), '\0');
        return password;
    }
}
