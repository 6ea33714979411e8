/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.cli;

/**
 * Characters that the JVM could not read in an argument or an environment variable because the charset of the locale lacks
 * them. It replaces them by U+FFFD, so a wrong password would be sent, or a wrong name blamed.
 */
final class Misread {
    private static final char REPLACED = '\uFFFD';

    private Misread() {}

    /**
     * Refuses a text that contains such a character.
     *
     * @param what it is, for the message, which does not repeat it
     */
    static void refuse(String what, String text) {
        if (text.indexOf(REPLACED) >= 0) {
            throw new IllegalArgumentException(what + " holds a character that the charset of the locale does not have:"
                    + " choose one with UTF-8, such as LC_ALL=C.UTF-8");
        }
    }
}
