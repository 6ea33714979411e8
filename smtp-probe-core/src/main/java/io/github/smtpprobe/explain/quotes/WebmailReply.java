/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.explain.quotes;

import io.github.smtpprobe.explain.lines.LogLine;
import io.github.smtpprobe.smtp.Stage;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A reply as Roundcube shows it to the person who writes a mail: the code comes first, then in the language of that person whose
 * address was refused, and the server's words in brackets at the end.
 */
final class WebmailReply {
    /** Longer lines are not messages for people. */
    private static final int READ = 4_000;

    private static final Pattern REFUSED = Pattern.compile(
            "SMTP[^()\\n]{0,30}+\\((?<code>[45]\\d\\d)\\) ?: ?(?<said>[^()\\n]{0,400}+)\\((?<text>.{1,3000})\\)[.\u3002]?\\s{0,9}$",
            Pattern.CASE_INSENSITIVE);

    /** In some languages; a program may write its process id in brackets behind other words. */
    private static final String ERROR =
            "error|fehler|erreur|errore|erro|eroare|fout|fejl|fel|feil|virhe|hiba|hatas\u0131"
                    + "|b\u0142\u0105d|chyba|\u043e\u0448\u0438\u0431\u043a\u0430";

    /** An address may contain any word. */
    private static final Pattern QUOTED = Pattern.compile("(?<![\\w.+-])[\\w.+-]{1,64}+@[\\w.-]{1,255}+|\"[^\"]*+\"");

    /** Newer versions show nothing but the code and the words. */
    private static final Pattern CODED = Pattern.compile(
            "(?<![\\w-])(?:SMTP[- ](?:" + ERROR + ")|(?:" + ERROR + ") SMTP)"
                    + " ?: ?\\[(?<code>[45]\\d\\d)\\] (?<text>(?=.{0,40}\\p{L}).{1,3000})",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

    /** It has no words of the server if the greeting was the refusal. */
    private static final Pattern GREETED = Pattern.compile(
            "SMTP error \\((?<code>[45]\\d\\d)\\): Connection to server failed", Pattern.CASE_INSENSITIVE);

    private static final List<Side> SIDES = List.of(
            new Side(
                    Stage.RCPT_TO,
                    words(
                            "recipient|empf(?:\u00e4|ae)nger|destinat|ontvanger|odbiorc|p\u0159\u00edjemc|mottaga|mottaker|modtager"
                                    + "|vastaanottaj|c\u00edmzett|al\u0131c\u0131|\u043f\u043e\u043b\u0443\u0447\u0430\u0442|\u6536\u4ef6|\u53d7\u4fe1|\u5b9b\u5148|\u6536\u4fe1|\ubc1b\ub294")),
            new Side(
                    Stage.MAIL_FROM,
                    words(
                            "sender|absender|exp\u00e9diteur|remitente|remetente|mittente|afzender|nadawc|odes\u00edlatel|avs\u00e4nd"
                                    + "|avsender|afsender|l\u00e4hett\u00e4j|felad\u00f3|g\u00f6nderen|\u043e\u0442\u043f\u0440\u0430\u0432|\u53d1\u4ef6|\u9001\u4fe1|\u5dee\u51fa|\u5bc4\u4ef6|\ubcf4\ub0b4\ub294")));

    /** Whose address was refused, in some languages. */
    private record Side(Stage stage, Pattern words) {}

    private WebmailReply() {}

    private static Pattern words(String words) {
        return Pattern.compile(words, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    }

    static Optional<LogLine> in(String line) {
        if (line.length() > READ) {
            return Optional.empty();
        }
        return refused(line).or(() -> coded(line)).or(() -> greeted(line));
    }

    private static Optional<LogLine> refused(String line) {
        Matcher found = REFUSED.matcher(line);
        if (!found.find()) {
            return Optional.empty();
        }
        String said = QUOTED.matcher(found.group("said")).replaceAll(" ");
        return SIDES.stream()
                .filter(each -> each.words().matcher(said).find())
                .findFirst()
                .map(each -> LogLine.quoted(each.stage(), reply(found)));
    }

    private static Optional<LogLine> coded(String line) {
        Matcher found = CODED.matcher(line);
        return found.find() ? Optional.of(LogLine.quoted(Optional.empty(), reply(found))) : Optional.empty();
    }

    private static Optional<LogLine> greeted(String line) {
        Matcher found = GREETED.matcher(line);
        return found.find() ? Optional.of(LogLine.quoted(Stage.GREETING, found.group("code") + " ")) : Optional.empty();
    }

    private static String reply(Matcher found) {
        return found.group("code") + " " + found.group("text").strip();
    }
}
