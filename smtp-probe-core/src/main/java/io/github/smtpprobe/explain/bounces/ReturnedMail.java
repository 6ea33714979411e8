/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.explain.bounces;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The mail that a report returns, and the header of the report itself; neither says anything about the delivery. If parts are
 * marked (RFC 2046 §5.1), they show where the returned mail begins and ends; otherwise, the words that programs put above it
 * show where it begins.
 */
final class ReturnedMail {
    private static final int READ = 200;

    private static final Pattern BOUNDARY = Pattern.compile("^--\\S{3,120}$");
    private static final Pattern PART = Pattern.compile("^content-[a-z-]{2,30} ?:", Pattern.CASE_INSENSITIVE);
    private static final Pattern MAIL = Pattern.compile(
            "^content-type ?: ?(?:message/(?:rfc822|global(?!-delivery)|partial|external-body)|text/rfc822"
                    + "|(?:image|audio|video|application|font)/)",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern STATUS =
            Pattern.compile("^content-type ?: ?message/(?:global-)?delivery-status", Pattern.CASE_INSENSITIVE);
    private static final Pattern RECIPIENT =
            Pattern.compile("^\\s{0,9}(?:final-recipient|diagnostic-code) ?:", Pattern.CASE_INSENSITIVE);
    private static final Pattern HTML = Pattern.compile("^content-type ?: ?text/html", Pattern.CASE_INSENSITIVE);
    private static final Pattern PLAIN = Pattern.compile("^content-type ?: ?text/plain", Pattern.CASE_INSENSITIVE);

    private static final Pattern HEADER = Pattern.compile("^(?:[A-Za-z][A-Za-z0-9-]{0,50}:(?:\\s|$)|From \\S{1,300} )");
    private static final Pattern KEPT = Pattern.compile(
            "^(?:subject|x-failed-recipients|final-recipient|original-recipient|action|status|diagnostic-code|remote-mta|reporting-mta)"
                    + " ?:",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern OF_A_MAIL =
            Pattern.compile("^(?:received|return-path|message-id|mime-version|date|from) ?:", Pattern.CASE_INSENSITIVE);

    /** The words above it, in the languages of the reports. */
    private static final Pattern ABOVE = Pattern.compile(
            "^[^\\p{L}\\p{N}]{0,100}(?:(?:below this line|enclosed|this|below|here) is (?:a|the) copy of"
                    + " (?:the|your)|(?:the |your )?(?:(?:original|returned|unsent)"
                    + " message|(?:original|returned|unsent|undelivered|rejected|undeliverable) (?:message|mail|e-?mail)"
                    + " (?:headers?|text|body|follows?|below|is attached))[^\\p{L}\\p{N}]{0,100}$|(?:the )?headers? of the"
                    + " (?:original|returned)|(?:original )?message (?:headers?|text|body)(?:"
                    + " follows?)?[^\\p{L}\\p{N}]{0,100}$|(?:-- )?(?:the )?(?:original|returned) (?:message|mail)"
                    + " follows|(?:urspr\u00FCngliche|originale?) nachricht\\w{0,15}[^\\p{L}\\p{N}]{0,100}$|kopfzeilen"
                    + " der|en-t\u00EAtes? d[ue]|message d'origine[^\\p{L}\\p{N}]{0,100}$|encabezados? de|mensaje"
                    + " original[^\\p{L}\\p{N}]{0,100}$|intestazion[ei] |messaggio"
                    + " originale[^\\p{L}\\p{N}]{0,100}$|cabe\u00E7alhos? d[aeo]|mensagem"
                    + " original[^\\p{L}\\p{N}]{0,100}$|oorspronkelijke?"
                    + " bericht\\w{0,10}[^\\p{L}\\p{N}]{0,100}$|\u5143\u306E\u30E1[^\u3002]{0,40}(?:\u30D8\u30C3\u30C0\u30FC|[:\uFF1A-])\\s{0,9}$|\u539F\u59CB\u90AE\u4EF6|\u90AE\u4EF6\u539F\u4EF6)",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

    private final List<String> lines;
    private final List<String> kept = new ArrayList<>();
    private final boolean plain;
    private String boundary = "";
    private boolean partHeader;
    /** Whether there were fields about a recipient. */
    private boolean fields;
    /** Whether the returned mail is the report, which somebody passes on. */
    private boolean inner;

    private boolean skipping;

    private ReturnedMail(List<String> lines) {
        this.lines = lines;
        this.plain = lines.stream().anyMatch(line -> PLAIN.matcher(start(line)).find());
    }

    /** The same lines, with the returned mail and the header empty. */
    static List<String> cutOff(List<String> lines) {
        ReturnedMail mail = new ReturnedMail(lines);
        int body = mail.header();
        for (int i = body; i < lines.size(); i++) {
            mail.kept.add(mail.read(i) ? lines.get(i) : "");
        }
        return mail.kept;
    }

    private static String start(String line) {
        return line.substring(0, Math.min(READ, line.length()));
    }

    /** Skips the header of the report, of which only a few fields are kept; returns the number of the next line. */
    private int header() {
        int end = 0;
        boolean mail = false;
        while (end < lines.size() && (!lines.get(end).isBlank() || goesOn(end))) {
            mail |= OF_A_MAIL.matcher(start(lines.get(end))).find();
            end++;
        }
        if (!mail || !HEADER.matcher(start(lines.get(0))).find()) {
            return 0;
        }
        boolean keep = false;
        for (int i = 0; i < end; i++) {
            String line = lines.get(i);
            boolean goesOn = !line.isEmpty() && Character.isWhitespace(line.charAt(0));
            keep = goesOn ? keep : KEPT.matcher(start(line)).find();
            kept.add(keep ? line : "");
        }
        return end;
    }

    /** Whether the header continues after a blank line, which a decoder may have left. */
    private boolean goesOn(int blank) {
        String next = blank + 1 < lines.size() ? start(lines.get(blank + 1)) : "";
        return OF_A_MAIL.matcher(next).find() || PART.matcher(next).find();
    }

    /** Whether a line belongs to the report. */
    private boolean read(int at) {
        String line = start(lines.get(at));
        if (boundary(line, at)) {
            partHeader = line.equals(boundary);
            skipping = false;
            return false;
        }
        inner |= skipping && !fields && STATUS.matcher(line).find();
        skipping &= !inner;
        fields |= !skipping && RECIPIENT.matcher(line).find();
        if (partHeader) {
            skipping |=
                    MAIL.matcher(line).find() || (plain && HTML.matcher(line).find());
            partHeader = !line.isBlank();
            return false;
        }
        skipping |= ABOVE.matcher(line).find();
        return !skipping;
    }

    /** Whether a part begins or ends. Within the returned mail, only the mark counts that preceded it. */
    private boolean boundary(String line, int at) {
        boolean ends = !boundary.isEmpty() && (line.equals(boundary) || line.equals(boundary + "--"));
        String next = at + 1 < lines.size() ? start(lines.get(at + 1)) : "";
        boolean begins = !skipping
                && BOUNDARY.matcher(line).matches()
                && PART.matcher(next).find();
        boundary = begins ? line : boundary;
        return ends || begins;
    }
}
