/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.explain.lines;

import java.util.regex.Pattern;

/**
 * Removes the code from what sending programs report, in the form of a reply, about a failed connection, so that it is not
 * mistaken for a server's words.
 */
final class OwnWords {
    /** How many characters of a line are examined for such words. */
    private static final int READ = 2_000;

    private static final Pattern SENDMAIL = Pattern.compile(
            "^\\s{0,9}[45]\\d\\d (?:[45]\\.\\d{1,3}\\.\\d{1,3} )?(?=\\S{1,320}(?: \\([a-z]{2,12}\\))?\\.\\.\\. (?:Deferred:"
                    + " )?(?:connection (?:timed out|refused|reset|closed)|no route to host|network is unreachable|host is"
                    + " down|timeout waiting|operation timed out|host name lookup))",
            Pattern.CASE_INSENSITIVE);

    /** Where Exchange describes the result of its connection to the next server: in a queue, a report, a message trace. */
    private static final Pattern EXCHANGE = Pattern.compile(
            "\\{LED=|LastError|[Tt]arget (?:IP address|host)|primary target|\\[Message=|Proxy session |SMTPSEND\\.DNS");

    private static final Pattern MADE = Pattern.compile("(?<![\\w.])[45]\\d\\d [45]\\.\\d\\.\\d{1,3} (?=Unable to"
            + " connect|Connection (?:timed out|dropped|refused)|Cannot connect to|Error communicating with"
            + " target|Error encountered while communicating|Target host responded|Primary target IP address"
            + "|STARTTLS is required to send mail|Cannot achieve Exchange Server authentication|Certificate"
            + " validation failure|Proxy session |SMTPSEND\\.DNS|DNS query failed)");

    private OwnWords() {}

    /** The line, with such words as a sentence. */
    static String told(String line) {
        String read = line.substring(0, Math.min(READ, line.length()));
        return EXCHANGE.matcher(read).find()
                ? MADE.matcher(read).replaceAll("") + line.substring(read.length())
                : SENDMAIL.matcher(line).replaceFirst("");
    }
}
