/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.catalogue;

/**
 * What a reply means. It never quotes the server.
 *
 * @param title      a few words
 * @param meaning    a sentence or two
 * @param causes     likely causes, separated by semicolons; may be empty
 * @param remedy     what to do
 * @param permanence by the reply code's first digit
 * @param basis      what it was found by, such as {@code 535 at AUTH} or {@code 5.7.8}
 * @param known      false if only the first digit could be explained
 * @param source     where it is written
 */
public record Explanation(
        String title,
        String meaning,
        String causes,
        String remedy,
        Permanence permanence,
        String basis,
        boolean known,
        String source) {
    /** Whether trying again can help, by the first digit. */
    public enum Permanence {
        /** It is a success, or more input is wanted. */
        NO_FAILURE,
        /** The same may work later. */
        TEMPORARY,
        /** The same will not work later. */
        PERMANENT
    }
}
