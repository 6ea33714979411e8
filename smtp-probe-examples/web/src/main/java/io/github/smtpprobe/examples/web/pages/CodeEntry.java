/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.examples.web.pages;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A reply code or enhanced status code.
 *
 * @param code     such as {@code 550}, or {@code x.7.1} for any first digit
 * @param anchors  all that links may name, the first one its own
 * @param name     as its document has it
 * @param source   that document
 * @param meanings what it means, by what was answered
 */
public record CodeEntry(String code, List<String> anchors, String name, String source, List<Sense> meanings) {
    /**
     * The meaning of a code as the answer to one command.
     *
     * @param where    what was answered, in words
     * @param sentence what happened
     * @param why      the reason; may be empty
     * @param remedy   what to do; may be empty
     */
    public record Sense(String where, String sentence, String why, String remedy) {
        String text() {
            return where + " " + sentence + " " + why + " " + remedy;
        }
    }

    /** {@return all codes of this entry, as one text} */
    public String codes() {
        return String.join(" ", anchors);
    }

    /** {@return whether all of these words occur in the entry} */
    boolean holds(List<String> words) {
        String text = Stream.concat(
                        Stream.of(code, codes(), name, source),
                        meanings.stream().map(Sense::text))
                .collect(Collectors.joining(" "))
                .toLowerCase(Locale.ROOT);
        return words.stream().allMatch(text::contains);
    }
}
