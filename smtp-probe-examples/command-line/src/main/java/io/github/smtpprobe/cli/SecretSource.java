/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.cli;

import io.github.smtpprobe.sasl.Secret;
import java.io.Console;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a password or token comes from: standard input, the environment, or a prompt. It is never an argument, which every user
 * of the machine can read in the list of processes.
 */
final class SecretSource {
    private static final int LONGEST = 64 * 1024;

    private final String option;
    private final Map<String, String> environment;
    private final InputStream in;

    /**
     * Prepares to look for a secret.
     *
     * @param option how the names of its options begin, for messages
     */
    SecretSource(String option, Map<String, String> environment, InputStream in) {
        this.option = option;
        this.environment = environment;
        this.in = in;
    }

    /**
     * Reads the secret.
     *
     * @param what  such as {@code password}, for messages
     * @param whose what a person at a terminal has to know to type the right one
     * @throws IllegalArgumentException if there is none; the message says where it was looked for
     */
    Secret read(boolean fromStdin, @Nullable String variable, String what, String whose) {
        if (fromStdin && Terminal.console().isEmpty()) { // on a terminal, it would be visible while it is typed
            return firstLine(what);
        }
        if (variable != null) {
            String value = environment.get(variable);
            if (value == null || value.isEmpty()) {
                throw new IllegalArgumentException(
                        "the environment variable that " + option + "-env names holds no " + what);
            }
            Misread.refuse("the environment variable that " + option + "-env names", value);
            return Secret.of(value);
        }
        Console console = Terminal.console()
                .orElseThrow(() -> new IllegalArgumentException("there is no terminal to ask for the " + what
                        + ", which standard input and standard output would both have to be: use " + option
                        + "-stdin or " + option + "-env, or --output for the report"));
        char[] typed = console.readPassword("%s", prompt(what, whose));
        if (typed == null || typed.length == 0) {
            throw new IllegalArgumentException("no " + what + " was typed");
        }
        Secret secret = Secret.of(typed);
        Arrays.fill(typed, '\0');
        return secret;
    }

    /** The prompt, on one line whatever the names contain. */
    static String prompt(String what, String whose) {
        String words = whose.isEmpty() ? what : what + " of " + whose.replaceAll("[\\p{C}\\p{Z}&&[^ ]]", "?");
        return Character.toUpperCase(words.charAt(0)) + words.substring(1) + ": ";
    }

    private Secret firstLine(String what) {
        byte[] all = StandardInput.read(new UnicodeInput(in), LONGEST);
        int end = 0;
        while (end < all.length && all[end] != '\n' && all[end] != '\r') {
            end++;
        }
        char[] typed = characters(all, end, what);
        Arrays.fill(all, (byte) 0);
        if (typed.length == 0) {
            throw new IllegalArgumentException("standard input holds no " + what + " in its first line");
        }
        Secret secret = Secret.of(typed);
        Arrays.fill(typed, '\0');
        return secret;
    }

    /** Refuses octets that are not UTF-8: they would be replaced, and a wrong password sent. */
    private static char[] characters(byte[] octets, int end, String what) {
        try {
            CharBuffer chars = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(octets, 0, end));
            char[] typed = Arrays.copyOf(chars.array(), chars.limit());
            Arrays.fill(chars.array(), '\0');
            return typed;
        } catch (CharacterCodingException otherwise) {
            throw new IllegalArgumentException("standard input holds a " + what + " that is not text in UTF-8");
        }
    }
}
