/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis.words;

import io.github.smtpprobe.fact.Fact;
import io.github.smtpprobe.smtp.Reply;
import io.github.smtpprobe.text.Printable;
import io.github.smtpprobe.text.Redacted;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What findings quote from a reply: its words in quotation marks, and the link in it. */
public final class Quotation {
    /**
     * How many characters of a reply are judged: lines have 512 octets (RFC 5321 §4.5.3.1.5), and reasons are in the first
     * ones.
     */
    static final int JUDGED = 4_096;

    private static final int LONGEST = 300;
    private static final int LONGEST_LINK = 200;
    private static final String OPENING = "([{";
    private static final String CLOSING = ")]}";

    /** The beginning of a mask, whose bracket must not be taken for a closing one after a link. */
    private static final String MASKED = Redacted.MASK.substring(0, Redacted.MASK.length() - 1);

    private static final Pattern LINK = Pattern.compile("(?i)(?<![a-z0-9+.-])https?://");

    private Quotation() {}

    /**
     * A value that is taken from the reply of a fact; empty if there is no reply, or it does not contain the value.
     *
     * @param others tells which addresses are not the client's
     */
    static String value(String name, Fact fact, BiPredicate<Fact, String> others) {
        Reply reply = fact.outcome().reply().orElse(null);
        if (reply == null) {
            return "";
        }
        return switch (name) {
            case "reply", "detail" -> quoted(reply.oneLine());
            case "link" ->
                link(reply.text())
                        .map(link -> " See " + link + " for what the server says about it.")
                        .orElse("");
            case "client" -> NamedValues.client(reply.text(), each -> others.test(fact, each));
            case "limit" -> NamedValues.limit(reply.text());
            case "wait" -> NamedValues.wait(reply.text());
            case "pause" -> NamedValues.pause(reply.text());
            default -> "";
        };
    }

    /** The beginning of a peer's text; only this much is searched for words. */
    public static String judged(String text) {
        return Printable.cut(text, JUDGED, "");
    }

    /** A text of bounded length; what was cut off is marked. */
    public static String shortened(String text) {
        return Printable.cut(text, LONGEST, "...");
    }

    /** Words in quotation marks, with the server's own marks unchanged. */
    public static String quoted(String words) {
        return Printable.inMarks(shortened(words).strip());
    }

    /** A line unchanged, with leading blanks and characters that only look like blanks: they may be what is wrong with it. */
    public static String exact(String line) {
        StringBuilder shown = new StringBuilder();
        shortened(line).stripTrailing().codePoints().forEach(point -> {
            if (Character.isSpaceChar(point) && point != ' ') {
                shown.append("\\u{")
                        .append(Integer.toHexString(point).toUpperCase(Locale.ROOT))
                        .append('}');
            } else {
                shown.appendCodePoint(point);
            }
        });
        return Printable.inMarks(shown.toString());
    }

    /** The first link in a text, without what closes the sentence around it. */
    static Optional<String> link(String text) {
        Matcher begin = LINK.matcher(text);
        if (!begin.find()) {
            return Optional.empty();
        }
        int from = begin.start();
        int to = from;
        while (to < text.length()
                && text.charAt(to) > ' '
                && text.charAt(to) < 0x7f
                && "<>\"".indexOf(text.charAt(to)) < 0) {
            to++;
        }
        while (to > from && behindLink(text.substring(from, to))) {
            to--;
        }
        String link = text.substring(from, to);
        boolean whole = !link.contains(MASKED);
        return !whole || to - from > LONGEST_LINK || namesUser(link) ? Optional.empty() : Optional.of(link);
    }

    /**
     * Whether a link holds a user name (RFC 3986 §3.2.1): it may be a login, or hide the host that it leads to (§7.6). Some programs
     * take a backslash for a slash.
     */
    private static boolean namesUser(String link) {
        int at = link.indexOf("://") + 3;
        while (at < link.length() && "/?#".indexOf(link.charAt(at)) < 0) {
            if (link.charAt(at) == '@' || link.charAt(at) == '\\') {
                return true;
            }
            at++;
        }
        return false;
    }

    /**
     * Whether the last character belongs to the surrounding sentence: a full stop, or the end of a bracket or quotation that
     * began before the link.
     */
    private static boolean behindLink(String link) {
        char last = link.charAt(link.length() - 1);
        int bracket = CLOSING.indexOf(last);
        if (bracket >= 0) {
            return count(link, last) > count(link, OPENING.charAt(bracket));
        }
        return ".,;:!?".indexOf(last) >= 0 || ("'`".indexOf(last) >= 0 && count(link, last) % 2 != 0);
    }

    private static long count(String link, char each) {
        return link.chars().filter(one -> one == each).count();
    }
}
