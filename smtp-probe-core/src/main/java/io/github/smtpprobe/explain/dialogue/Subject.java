/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.explain.dialogue;

import io.github.smtpprobe.explain.lines.ForeignLine;
import io.github.smtpprobe.explain.lines.ForeignLine.Kind;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Whether a text is about SMTP: errors and refused logins exist elsewhere, too. */
final class Subject {
    private static final Set<Kind> HEARD = EnumSet.complementOf(EnumSet.of(Kind.CLIENT, Kind.TROUBLE));

    /** Dialogues of other protocols: IMAP, POP3 and the web. */
    private static final Pattern OTHER =
            Pattern.compile("^\\W{0,9}(?:\\w{1,8}: ?)?(?:\\* (?:OK|PREAUTH|BYE|CAPABILITY) .*|"
                    + "[A-Za-z]{0,6}\\d{1,6} (?:OK|NO|BAD) .*|\\+OK(?: .*)?|-ERR .*|HTTP/\\d.\\d \\d{3}(?: .*)?)$");

    private static final Pattern MAIL =
            Pattern.compile("(?i)smtp|mail|deliver|recipient|postfix|exim|(?<!\\w)mta(?!\\w)");
    /** Errors of a program that no network and no mail is part of. */
    private static final Pattern PROGRAM =
            Pattern.compile("(?:NullPointer|IndexOutOfBounds|ClassCast|ClassNotFound|OutOfMemory|KeyError|TypeError)");

    private Subject() {}

    /**
     * Whether it is.
     *
     * @param read   what was found in it
     * @param errors whether a client's known error is in it
     * @param text   its lines
     */
    static boolean smtp(List<ForeignLine> read, boolean errors, List<String> text) {
        if (read.stream().anyMatch(line -> HEARD.contains(line.kind()))) {
            return true;
        }
        boolean named = text.stream().anyMatch(line -> line.contains("smtp") || line.contains("SMTP"));
        boolean other = text.stream().anyMatch(line -> OTHER.matcher(line).matches());
        boolean trouble = read.stream()
                .anyMatch(line -> line.kind() == Kind.TROUBLE
                        && !PROGRAM.matcher(line.text()).find());
        boolean mail = text.stream().anyMatch(line -> MAIL.matcher(line).find());
        return errors ? named || !other : trouble && mail;
    }
}
