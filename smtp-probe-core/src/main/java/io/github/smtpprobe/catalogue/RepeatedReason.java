/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.catalogue;

import io.github.smtpprobe.smtp.Stage;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Recognises replies to DATA that repeat why every recipient was refused, as Exim's do if DATA comes nevertheless. They are
 * read as replies to RCPT TO.
 */
final class RepeatedReason {
    private static final Pattern REPEATS =
            Pattern.compile("(?i)(?<!\\w)(?:all|every|each) (?:rcpt|recipient)s?(?: to)?(?: commands?)? (?:were|was)"
                    + " (?:rejected|refused|denied) (?:with|for|by) (?:this|the) (?:error|reason|reply):?\\s{0,9}");

    /** What Exim appends to the reason. */
    private static final Pattern TAIL = Pattern.compile("(?i)valid rcpt command must precede data\\W{0,9}$");

    private RepeatedReason() {}

    static Optional<Reading> in(Reading reading) {
        boolean late = reading.stage() == Stage.DATA || reading.stage() == Stage.END_OF_DATA;
        String text = late ? reading.reply().text() : "";
        Matcher repeats = REPEATS.matcher(text);
        return repeats.find()
                ? Optional.of(new Reading(
                        Stage.RCPT_TO,
                        reading.reply(),
                        reading.context(),
                        ReplyWords.of(
                                TAIL.matcher(text.substring(repeats.end()))
                                        .replaceFirst("")
                                        .strip(),
                                reading.context().owners()),
                        reading.code(),
                        ""))
                : Optional.empty();
    }
}
