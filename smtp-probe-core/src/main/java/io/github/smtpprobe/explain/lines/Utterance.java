/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.explain.lines;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Something that SMTP allows one side to say, found in a line from any program: a client's line begins with a verb, a server's
 * with three digits and a blank or hyphen.
 *
 * @param start  the index at which it begins; the program's own mark is before it
 * @param server whether it is a reply
 */
public record Utterance(int start, boolean server) {
    /** The most characters of a mark; what begins further back is quoted in a sentence. */
    private static final int LONGEST_MARK = 300;

    /** Excludes the numbers of two ports, which are not reply codes. */
    public static final String NO_PORT = "(?!465|587)";

    /** A reply's code. */
    public static final String THREE_DIGITS = NO_PORT + "[2-5][0-9][0-9]";

    /** What programs count, and servers do not say after the code of a refusal; a host may have such a name. */
    private static final String COUNTED = "(?-i:[45][0-9][0-9] (?:files? (?:changed|added|copied|created|deleted|found"
            + "|imported|modified|moved|processed|removed|renamed|scanned|skipped|updated|uploaded|were|in|of)|items?|rows?"
            + "|records?|tests?|pages?|objects?|warnings?|failures?|entries|packages?|modules?|jobs?|tasks?|commits?|products?"
            + "|contacts?|orders?|results?|insertions?|deletions?|people|users?"
            + " (?:added|created|found|imported|processed|synced))(?= [a-z(]|,|\\s{0,9}$))";

    /**
     * Excludes other numbers that are not codes: sizes and times with their units, process ids in logs, answers of web servers.
     */
    public static final String NO_REPLY = "(?!" + COUNTED + "|[2-5][0-9][0-9]["
            + " -](?:(?-i:[a-z]{3,20} per [a-z])|(?:bytes|octets|chars|px|kg|km|cm|mm|ms|sec|seconds|lines|messages|[KMGkmg]i?[Bb])(?![\\w.@-])|TID-|--- \\[)|200 OK$|201"
            + " Created|204 No Content|30[1278] (?:Moved|Found|Temporary|Permanent)|304 Not Modified|400 Bad Request|401"
            + " Unauthorized|403 Forbidden|404 Not Found|405 Method Not|406 Not Acceptable|408 Request Time|409"
            + " Conflict|410 Gone|411 Length|412 Precondition|413 (?:Payload|Request)|415 Unsupported Media|418 I'm|422"
            + " Unproc|429 Too Many Requests|500 Internal Server Error|502 Bad Gateway|503 Service Unavailable|504 Gateway"
            + " Time)";

    private static final String CODE =
            "(?<code>(?=[2-5])(?:(?<![\\p{Alnum}.:,=@+/_-])|(?<=[<>],))" + NO_REPLY + THREE_DIGITS
                    + "[ -](?=\\S)|^\\s{0,40}+" + THREE_DIGITS
                    + "[ -]?$)";
    /** The first letter is looked at before what stands in front of it, which takes longer. */
    private static final String VERB =
            "(?=[ABDEHLMNQRSVX])(?:(?<![\\p{Alnum}._/+-])|(?<=\\\\x[0-9a-f]{2}))(?:(?:EHLO|HELO|LHLO)\\s+(?=[^\\s-])(?!\\S{1,255}\\))"
                    + "|(?<=^\\s{0,9})(?:EHLO|HELO|LHLO)(?=\\s*$)|MAIL"
                    + " FROM: ?(?=<|[^\\s@]{1,64}@\\S{1,255}\\s*$|,?\\s*$)|RCPT TO: ?(?=<|[^\\s@]{1,64}@\\S{1,255}\\s*$)"
                    + "|AUTH\\s+(?!(?:failed|failure|succeeded|error)(?!\\w))(?=[A-Z0-9-]{3,20}(?:\\s+(?!failed|succeeded|(?:rejected|refused|denied|error|failure|unsupported|disabled)(?!\\w))\\S{1,9999})?\\s{0,9}['\"]?$)"
                    + "|(?:STARTTLS|DATA|RSET|QUIT|NOOP|HELP)(?=['\",]?\\s*$)"
                    + "|(?:VRFY|EXPN|XCLIENT|XFORWARD|BDAT|ETRN)\\s+(?=\\S))";

    private static final Pattern ANY =
            Pattern.compile(CODE + "|" + VERB, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CHARACTER_CLASS);
    /** A web request, whose line in a log or a trace contains codes of its own. */
    private static final Pattern WEB =
            Pattern.compile("(?<![\\w/])(?:GET|POST|PUT|HEAD|DELETE|PATCH|OPTIONS|PROPFIND|REPORT) (?:/|https?://)");

    private static final Pattern COMMAND = Pattern.compile(
            "(?i)^(?:EHLO|HELO|LHLO|MAIL FROM:|RCPT TO:|AUTH |STARTTLS$|DATA$|RSET$|QUIT$|NOOP|VRFY |EXPN |HELP|BDAT"
                    + " |XCLIENT ).*",
            Pattern.DOTALL);
    private static final Pattern REPLY = Pattern.compile("^" + THREE_DIGITS + "(?:[ -].*)?$", Pattern.DOTALL);
    private static final Pattern BASE64 = Pattern.compile("^[A-Za-z0-9+/]{4,}+={0,2}$|^[*=]$|^\\[redacted]$");

    /** The first utterance in a line. */
    public static Optional<Utterance> in(String line) {
        int end = line.indexOf('\n');
        String first = end < 0 ? line : line.substring(0, end);
        Matcher found = ANY.matcher(first).useAnchoringBounds(false).useTransparentBounds(true);
        found.region(0, Math.min(first.length(), 2 * LONGEST_MARK)); // a long line is not searched to its end
        return found.find() && found.start() <= LONGEST_MARK && !web(first)
                ? Optional.of(new Utterance(found.start(), found.group("code") != null))
                : Optional.empty();
    }

    private static boolean web(String line) {
        return WEB.matcher(line)
                .region(0, Math.min(line.length(), 2 * LONGEST_MARK))
                .find();
    }

    /** What was said; in a table with commas between the cells, without the last one. */
    public String text(String line) {
        boolean cell = start > 0 && line.charAt(start - 1) == ',' && line.endsWith(",");
        return line.substring(start, line.length() - (cell ? 1 : 0));
    }

    /** Whether it is a command, and not a response to a challenge or a line of a message. */
    public static boolean command(String text) {
        return COMMAND.matcher(text).matches();
    }

    public static boolean reply(String text) {
        return REPLY.matcher(text).matches();
    }

    /** Whether it may be a response to a challenge. */
    public static boolean base64(String text) {
        return BASE64.matcher(text).matches();
    }
}
