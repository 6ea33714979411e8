/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.explain.quotes;

import io.github.smtpprobe.explain.lines.Fields;
import io.github.smtpprobe.explain.lines.Utterance;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A reply in the fields of a line: either complete in one field, or with code, enhanced code and words in separate fields. */
final class FieldReply {
    /** Fields that contain what a server said. */
    private static final Set<String> SAID = Set.of(
            "response",
            "smtpresponse",
            "serverresponse",
            "reply",
            "smtpreply",
            "diagnosticcode",
            "diagnostic",
            "smtpmsg",
            "smtpmessage",
            "smtperror",
            "recipientstatus",
            "bouncereason",
            "lastresponse",
            "remotestatus",
            "led"); // Exchange's last error

    /** Fields that contain it if another field contains its code. */
    private static final Set<String> WORDS =
            Set.of("details", "detail", "message", "msg", "description", "text", "content");

    private static final Set<String> REASONS = Set.of("reason", "error", "errormessage", "err");

    private static final Set<String> CODES = Set.of(
            "smtpcode", "responsecode", "replycode", "smtpstatus", "smtpreplycode", "smtpstatuscode", "smtperrorcode");
    /** Fields with a code, whatever the line is about. */
    private static final Set<String> ANY_CODES = Set.of("code", "status", "statuscode", "errorcode");

    private static final Set<String> ENHANCED = Set.of(
            "smtpenchcode",
            "ecode",
            "enhancedcode",
            "enhancedstatuscode",
            "dsn",
            "enhanced",
            "status",
            "enhancedstatus");
    /** Fields of a line about a web request. */
    private static final Set<String> WEB = Set.of("method", "path", "url", "uri", "useragent", "httpversion", "query");

    private static final Pattern MAIL =
            Pattern.compile("(?i)smtp|rcpt|recipient|bounce|deliver|mx|mail ?from|sender|queue");

    private static final Pattern WHOLE = Pattern.compile(
            "(?:[A-Za-z-]{1,20}; ?)?#?" + Utterance.NO_REPLY + "(?<reply>[45]\\d\\d[ -](?=.{0,40}[^\\d.\\s]).*)",
            Pattern.DOTALL);
    private static final Pattern ENHANCED_WHOLE =
            Pattern.compile("(?<reply>([45])\\d\\d[ -]\\2\\.\\d{1,3}\\.\\d{1,3} .*)", Pattern.DOTALL);

    private static final Pattern CODE = Pattern.compile("(?<code>[45]\\d\\d)");
    /** Codes of SMTP; web servers use 500 for any failure. */
    private static final Pattern SMTP_CODE = Pattern.compile("(?<code>(?!500)[45]\\d\\d)");

    private static final Pattern CODED = Pattern.compile("[45]\\d\\d[ -]");
    private static final Pattern NUMBERS = Pattern.compile("(?<numbers>[45]\\.\\d{1,3}\\.\\d{1,3})");
    private static final Pattern SOME = Pattern.compile("(?<words>(?!\\{)(?=.{0,200}\\p{L}).+)", Pattern.DOTALL);

    private static final Pattern DIAGNOSTIC = Pattern.compile(
            "\\s{0,9}diagnostic[ -]code ?: ?(?:[\\w-]{1,40} ?; ?)?#?(?<reply>[45]\\d\\d[ -](?=.{0,40}[^\\d.\\s]).*)",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    /** Why no server answered: the code next to it is the program's own. */
    private static final Pattern UNANSWERED = Pattern.compile(
            "(?i)(?:.{0,200}: )?(?:context deadline exceeded|context canceled|i/o timeout|connection (?:refused|reset by"
                    + " peer|timed out)|no route to host|no such host|network is unreachable|(?:unexpected )?EOF)");

    /** KumoMTA's own words, with a code like a server's. */
    private static final String INTERNAL = "KumoMTA internal: ";

    private FieldReply() {}

    /** The reply in a field of a delivery report (RFC 3464 §2.3.6), which ends with the line. */
    static Optional<String> diagnostic(String line) {
        Matcher field = DIAGNOSTIC.matcher(line);
        return field.lookingAt() ? Optional.of(field.group("reply").strip()) : Optional.empty();
    }

    /** The reply in one field. */
    static Optional<String> whole(Fields fields) {
        return fields.first(SAID, WHOLE)
                .or(() -> fields.first(WORDS, ENHANCED_WHOLE))
                .map(found -> found.group("reply"));
    }

    /** The reply in several fields. */
    static Optional<String> joined(String line, Fields fields) {
        Optional<Matcher> own = fields.first(CODES, CODE);
        boolean mail = MAIL.matcher(line).find() && !fields.any(WEB);
        Optional<Matcher> code = own.isPresent() || !mail ? own : fields.first(ANY_CODES, SMTP_CODE);
        Optional<Matcher> words =
                fields.first(SAID, SOME).or(() -> fields.first(WORDS, SOME)).or(() -> fields.first(REASONS, SOME));
        boolean made = fields.first(REASONS, UNANSWERED).isPresent()
                || words.filter(found -> found.group("words").startsWith(INTERNAL))
                        .isPresent();
        return code.isEmpty() || words.isEmpty() || made
                ? Optional.empty()
                : Optional.of(joined(
                        code.get().group("code"),
                        fields.first(ENHANCED, NUMBERS).map(found -> found.group("numbers")),
                        words.get().group("words")));
    }

    /** The reply in the form in which the server sent it. */
    private static String joined(String code, Optional<String> numbers, String words) {
        boolean has = numbers.isEmpty() || words.startsWith(numbers.get());
        return CODED.matcher(words).lookingAt() ? words : code + " " + (has ? "" : numbers.get() + " ") + words;
    }
}
