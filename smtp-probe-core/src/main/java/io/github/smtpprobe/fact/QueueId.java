/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.fact;

import io.github.smtpprobe.smtp.Reply;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The id that a server gives a message when it accepts it. SMTP has no place for it, so each server announces it in words of
 * its own. Only the forms of known servers are recognised, word by word; if none matches, there is no id.
 */
final class QueueId {
    /** How many characters and words of a line are read. */
    private static final int READ = 1_000;

    private static final int WORDS = 60;
    private static final int LONGEST = 100;

    /** From this length on, it cannot be a word by accident. */
    private static final int LONG = 16;

    private final List<String> words;

    private QueueId(List<String> words) {
        this.words = words;
    }

    static Optional<String> in(Reply reply) {
        String text = reply.text();
        String read = text.substring(Math.max(0, text.length() - READ)).strip();
        List<String> words = Arrays.stream(read.split(" ", WORDS))
                .filter(word -> !word.isEmpty() && !word.equals(":"))
                .toList();
        return new QueueId(words).found().filter(QueueId::plain);
    }

    private Optional<String> found() {
        for (int i = 0; i < words.size(); i++) {
            Optional<String> id = at(i);
            if (id.isPresent()) {
                return id;
            }
        }
        return Optional.empty();
    }

    /** The id that a word introduces or follows. */
    private Optional<String> at(int i) {
        String word = lower(i);
        if (word.startsWith("id=")) { // Exim
            return known(bare(words.get(i).substring(3)));
        }
        if (word.startsWith("[internalid=")) { // Exchange
            return known(bare(words.get(i).substring("[internalid=".length())));
        }
        return switch (trimmed(word)) {
            case "queued" -> queued(i);
            case "message" -> accepted(i);
            case "saved" -> saved(i);
            case "qp" -> qmail(i);
            case "ok" -> okay(i);
            default -> google(i);
        };
    }

    /** Postfix and many: queued as ID; Yandex: queued on HOST as ID; Stalwart: queued with id ID; Haraka: Queued (ID). */
    private Optional<String> queued(int i) {
        for (int at = i + 1; at < Math.min(i + 4, words.size()); at++) {
            boolean named = (lower(at).equals("as") && at != i + 2)
                    || (lower(at).equals("id") && lower(at - 1).equals("with"));
            if (named) {
                return at + 2 == words.size() ? known(bare(word(at + 1))) : Optional.empty();
            }
        }
        boolean last = i + 2 == words.size();
        String next = word(i + 1);
        boolean inBrackets = next.startsWith("(") && next.endsWith(")");
        return last && (inBrackets || (digits(next) && next.length() >= LONG)) ? known(bare(next)) : Optional.empty();
    }

    /** Sendmail, Proofpoint, OpenSMTPD: ID Message accepted for delivery. */
    private Optional<String> accepted(int i) {
        boolean first = i == 1 || (i == 2 && word(0).endsWith(":"));
        boolean said = first && lower(i + 1).equals("accepted") && lower(i + 2).equals("for");
        return said ? known(bare(word(i - 1))) : Optional.empty();
    }

    /** Dovecot's LMTP: <mailbox> ID Saved. */
    private Optional<String> saved(int i) {
        boolean said = i >= 2
                && i + 1 == words.size()
                && word(i - 2).endsWith(">")
                && !word(i - 1).endsWith(">");
        return said ? Optional.of(word(i - 1)).filter(id -> id.length() >= 8) : Optional.empty();
    }

    /** qmail: ok TIME qp PROCESS, which is how its log is searched. */
    private Optional<String> qmail(int i) {
        boolean said = i > 0 && number(word(i - 1)) && number(word(i + 1));
        return said ? Optional.of(word(i - 1) + " qp " + word(i + 1)) : Optional.empty();
    }

    /** Amazon SES and Courier: Ok ID; Mimecast: Received OK [ID]. */
    private Optional<String> okay(int i) {
        if (i + 2 != words.size()) {
            return Optional.empty();
        }
        String next = word(i + 1);
        boolean inBrackets = next.startsWith("[") && next.endsWith("]");
        boolean alone = i == 0 && next.length() >= 2 * LONG && next.indexOf('@') < 0;
        return (inBrackets || alone) && next.indexOf('=') < 0 ? known(bare(next)) : Optional.empty();
    }

    /** Google: OK TIME ID - gsmtp. */
    private Optional<String> google(int i) {
        boolean said = i + 1 == words.size()
                && (lower(i).equals("gsmtp") || lower(i).equals("smtp"))
                && word(i - 1).equals("-")
                && number(word(i - 3));
        return said ? known(word(i - 2)) : Optional.empty();
    }

    private String word(int i) {
        return i >= 0 && i < words.size() ? words.get(i) : "";
    }

    private String lower(int i) {
        return word(i).toLowerCase(Locale.ROOT);
    }

    private static String trimmed(String word) {
        int end = word.length();
        while (end > 0 && ".:,!".indexOf(word.charAt(end - 1)) >= 0) {
            end--;
        }
        return word.substring(0, end);
    }

    /** A word without the punctuation around it. */
    private static String bare(String word) {
        int from = 0;
        int to = word.length();
        while (from < to && "<([\"'".indexOf(word.charAt(from)) >= 0) {
            from++;
        }
        while (to > from && ">)]\"'.,;:".indexOf(word.charAt(to - 1)) >= 0) {
            to--;
        }
        return word.substring(from, to);
    }

    /** Words of a language have no digits, and are not that long. */
    private static Optional<String> known(String id) {
        return Optional.of(id).filter(one -> one.length() >= 4 && (digits(one) || one.length() >= LONG));
    }

    private static boolean digits(String word) {
        return word.chars().anyMatch(each -> each >= '0' && each <= '9');
    }

    private static boolean number(String word) {
        return !word.isEmpty() && word.chars().allMatch(each -> each >= '0' && each <= '9');
    }

    private static boolean plain(String id) {
        return id.length() <= LONGEST && id.chars().allMatch(each -> each >= ' ' && each <= '~');
    }
}
