/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.explain.quotes;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The recipients and the sender of the mail that a line of a log or a block of a report is about. */
public final class Recipients {
    private static final int READ = 1_000;
    private static final String ADDRESS = "<?([^\\s<>,;]{1,64}@[^\\s<>,;:]{1,255})";

    /** Postfix, Sendmail, OpenSMTPD; Exim; a quoted command; a bounce of Postfix; a report (RFC 3464 §2.3.2). */
    private static final Pattern NAMED =
            Pattern.compile("(?i)(?:(?<![\\w-])(?:to|rcpt|recipient)=|ruleset=check_rcpt, arg1=|(?:=>|==|\\*\\*|->) "
                    + "|rcpt to: ?|^\\s{0,9}(?=<[^<>\\s]{1,300}>: )|^(?:final|original)-recipient: ?rfc822; ?)"
                    + ADDRESS);

    /** Postfix, OpenSMTPD and others; Sendmail; Exim; a quoted command. */
    private static final Pattern SENDER = Pattern.compile(
            "(?i)(?:(?<![\\w-])(?:mail_?from|from|sender|ctladdr)=|(?-i:(?<=\\s)F=)|(?<!\\w)mail from: ?)" + ADDRESS);

    /** Postfix and Sendmail; Exim. */
    private static final Pattern MAIL = Pattern.compile(
            "(?<![\\w-])([0-9A-Za-z]{6,20}): to=<|(?<![\\w-])(\\w{6}-\\w{6,11}-\\w{2,4}) (?:=>|==|\\*\\*|->) ");

    private static final Pattern BLOCK = Pattern.compile("(?i)^(?:final|original)-recipient:");

    private String block = "";

    /** The recipient that a line or its block names; empty if neither does. */
    public String of(String line) {
        String read = line.substring(0, Math.min(READ, line.length()));
        Matcher found = NAMED.matcher(read);
        String named = found.find() ? found.group(1) : "";
        if (BLOCK.matcher(read).find()) {
            block = named;
        }
        return named.isEmpty() ? block : named;
    }

    /** The sender that a line names; empty if it names none. */
    public static String sender(String line) {
        Matcher found = SENDER.matcher(line.substring(0, Math.min(READ, line.length())));
        return found.find() ? found.group(1) : "";
    }

    /** Whether a line names the recipient of a mail. */
    public static boolean named(String line) {
        return NAMED.matcher(line.substring(0, Math.min(READ, line.length()))).find();
    }

    /** The queue id of the mail that a line is about; empty if it names none. */
    public static String mail(String line) {
        Matcher found = MAIL.matcher(line.substring(0, Math.min(READ, line.length())));
        return !found.find() ? "" : found.group(1) == null ? found.group(2) : found.group(1);
    }
}
