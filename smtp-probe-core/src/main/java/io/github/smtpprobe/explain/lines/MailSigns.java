/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.explain.lines;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Decides whether a text is about mail. Three-digit numbers occur in tables, source code and logs of all kinds, and count as
 * replies only if something else shows that they are. A text of only a few lines may be nothing but a reply.
 */
public final class MailSigns {
    private static final int FEW = 5;
    private static final int READ = 600;

    /** What only SMTP dialogues contain. */
    private static final Pattern DIALOGUE = Pattern.compile(
            "(?i)smtp|(?<!\\w)(?:EHLO|HELO|LHLO) \\S|MAIL FROM: ?<|RCPT TO: ?<|(?<!\\w)[245]\\d\\d["
                    + " -][245]\\.\\d{1,3}\\.\\d{1,3}(?!\\w)|(?<!\\w)502 Invalid/unsupported command|(?<!\\w)334[ -](?:VXNlcm5hbWU6|UGFzc3dvcmQ6)");

    private static final Pattern MAIL = Pattern.compile(
            "(?i)mail|recipient|sender|postfix|exim|relay|(?<!\\w)mx\\d?(?!\\w)|" + SendingPort.BEHIND_HOST);

    private final boolean few;
    private final boolean dialogue;
    private final boolean mail;
    private final boolean own;

    private MailSigns(List<String> lines) {
        few = lines.stream().filter(line -> !line.isBlank()).count() <= FEW;
        boolean spoken = any(lines, DIALOGUE);
        own = spoken || any(lines, MAIL);
        dialogue = few || spoken;
        mail = few || own;
    }

    public static MailSigns in(List<String> lines) {
        return new MailSigns(lines);
    }

    private static boolean any(List<String> lines, Pattern sign) {
        return lines.stream()
                .anyMatch(line -> sign.matcher(line.substring(0, Math.min(READ, line.length())))
                        .find());
    }

    /** Whether the text itself contains a sign of mail, however short it is. */
    public boolean any() {
        return own;
    }

    /** Whether a line that looks like a reply may be one; without words, only in a dialogue. */
    public boolean reply(String line) {
        return line.strip().length() > 4 ? mail : dialogue;
    }
}
