/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.explain.bounces;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The lines of a report that may tell the reason: all lines, in order, that are not fields and contain more than an address.
 */
final class Statements {
    private static final int MOST = 80;
    private static final int READ = 1_000;

    /** Fields of a report and of its parts that give no reason. */
    private static final Pattern FIELD = Pattern.compile(
            "^\\s{0,9}(?:(?:reporting|remote|received-from)-mta|arrival-date|last-attempt-date|will-retry-until|final-log-id"
                    + "|(?:final|original)-recipient|original-envelope-id|action|status|x-[a-z-]{1,60}|content-[a-z-]{1,30}|date|from|to|cc|sent|message-id|subject|remote"
                    + " system) ?:",
            Pattern.CASE_INSENSITIVE);

    /** A title that is itself the reason, as in some reports. */
    private static final Pattern TITLE = Pattern.compile(
            "^subject: (?:delivery failure|returned mail|undeliverable): (?<words>\\S.{3,300})",
            Pattern.CASE_INSENSITIVE);

    /** An address, or a word that announces a reason, before the reason. */
    private static final Pattern BEFORE = Pattern.compile(
            "^[^\\p{L}\\p{N}]{0,20}(?:(?:<?\"?[^\\s<>\"@]{1,64}@[^\\s<>\":;,@]{1,255}\"?>?(?:\\.{3}|[:;,]|\\s-)?\\s{0,9})|(?:(?:diagnostic["
                    + " -]code|reason|error(?: message)?|the error that the other server returned was|technical details of"
                    + " (?:permanent|temporary) failure|the reason for the"
                    + " problem|because|grund|raison|motivo|causa|motif|\u539F\u56E0|\u7406\u7531) ?: ?(?:[\\w-]{1,30} ?;"
                    + " ?)?)){1,3}",
            Pattern.CASE_INSENSITIVE);
    /** What all reports say, in their sentences and about themselves. */
    private static final Pattern FRAME = Pattern.compile(
            "delivery temporarily suspended ?:?|envelope expired|retry timeout exceeded|message could not be delivered"
                    + " for.{0,60}|message expired|delivery time expired|(?:this is a"
                    + " )?(?:mime-encapsulated|multi-?part|mime[ -]formatted)|mime[ -](?:format|capable)|see this"
                    + " text|attached (?:below|returned)|created automatically|your message could not$|(?:could"
                    + " not|cannot|couldn't|can't|was not|wasn't) be delivered to (?:one or more|some|all|the"
                    + " following)|to one or more (?:of its )?recipients|permanent (?:fatal )?error|i'm"
                    + " (?:sorry|afraid)|further assistance|problem report|transcript of (?:the )?session|original message"
                    + " was received|automatically generated|warning message only|not need to re-?send|undelivered mail"
                    + " returned|mail delivery (?:system|subsystem)|(?:(?:message|mail) will be retried|will"
                    + " (?:continue|keep) trying|no action is required|please (?:check|verify|contact|try|do not)|delivery"
                    + " attempts will continue).{0,300}",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern WORDS = Pattern.compile("\\p{L}{2}");
    private static final Pattern EMPTY = Pattern.compile(
            "^[^\\p{L}\\p{N}]{0,200}$|^\\s{0,9}<?[^\\s<>@]{1,64}@[^\\s<>@]{1,255}>?[^\\p{L}\\p{N}]{0,9}$|^--\\S{3,120}$");

    private Statements() {}

    static List<Statement> in(List<String> report) {
        List<Statement> found = new ArrayList<>();
        List<Statement> titles = new ArrayList<>();
        boolean below = false; // an address or a label
        for (int i = 0; i < report.size() && found.size() < MOST; i++) {
            String line =
                    report.get(i).substring(0, Math.min(READ, report.get(i).length()));
            Matcher title = TITLE.matcher(line);
            if (title.find()) {
                titles.add(new Statement(title.group("words"), i, false));
            } else if (!FIELD.matcher(line).find() && !line.isBlank()) {
                Matcher before = BEFORE.matcher(line);
                String words = FRAME.matcher(before.find() ? line.substring(before.end()) : line)
                        .replaceAll(" ")
                        .strip();
                boolean named = below || before.reset().find();
                below = EMPTY.matcher(line).matches() || words.isEmpty();
                if (!below && WORDS.matcher(words).find()) {
                    found.add(new Statement(words, i, named));
                }
            }
        }
        found.addAll(titles);
        return List.copyOf(found);
    }
}
