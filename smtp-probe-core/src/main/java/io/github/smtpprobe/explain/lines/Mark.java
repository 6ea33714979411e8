/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.explain.lines;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a program prints before what was said, such as {@code S:}, {@code ->} or {@code [a1b2] CLIENT -> SERVER:}. Words with
 * digits (ids, addresses, ports) differ from line to line and are treated as equal.
 *
 * @param words  the words separated by blanks; words with digits are {@code #}
 * @param joined what is directly before the utterance without a blank, such as a quotation mark
 */
public record Mark(String words, String joined) {
    static final Mark NONE = new Mark("", "");

    private static final int MOST_WORDS = 14;
    /** Stands for JSON fields, which contain what was said in the way of a sentence. */
    private static final String FIELDS = "{said}";

    /** Words of sentences that quote a reply. */
    private static final Pattern SENTENCE = Pattern.compile("(?i)^command: '|error|fail|exception|reject|refus"
            + "|said|expect|invalid|status|reason|stat=|caus|bounce|returned|after|because|diagnostic"
            + "|deferr|respon[ds]|could not|unable|answer|with code|message:");

    private static final Pattern LEVEL = Pattern.compile("\\[?(?:ERROR|WARN|WARNING|FATAL)]?(?: |$)");
    private static final Pattern PLAIN_WORDS = Pattern.compile("(?:(?:^| )[A-Za-z]{2,}(?= |$)){4}");

    /** A mark ends with a sign, a letter, or its only word. */
    private static final Pattern LAST_WORD = Pattern.compile("(?: |^)[A-Za-z]{2,}[.,]?$");

    /** The mark before an utterance. */
    public static Mark of(String prefix) {
        int cut = prefix.length();
        while (cut > 0 && !Character.isWhitespace(prefix.charAt(cut - 1))) {
            cut--;
        }
        String joined = prefix.substring(cut);
        boolean varies = digits(joined);
        return new Mark(words(varies ? prefix : prefix.substring(0, cut)), varies ? "" : joined);
    }

    private static String words(String text) {
        StringBuilder out = new StringBuilder();
        for (String word : text.strip().split("\\s+", MOST_WORDS)) {
            out.append(out.length() == 0 ? "" : " ")
                    .append(word.contains("\":") && digits(word) ? FIELDS : digits(word) ? "#" : word);
        }
        return out.toString();
    }

    private static boolean digits(String word) {
        return word.chars().anyMatch(each -> each >= '0' && each <= '9');
    }

    /** Whether there is no mark. */
    public boolean none() {
        return words.isEmpty() && joined.isEmpty();
    }

    /** Whether it is a sentence, which quotes what somebody said. */
    boolean sentence() {
        String all = LEVEL.matcher((words + " " + joined).strip()).replaceAll("");
        boolean ends = joined.isEmpty()
                && words.indexOf(' ') > 0
                && LAST_WORD.matcher(words).find();
        return ends
                || SENTENCE.matcher(all).find()
                || PLAIN_WORDS.matcher(words).find();
    }

    /** Whether the program marks lines inside TLS with it: {@code S~}, {@code <~}. */
    public boolean encrypted() {
        return words.endsWith("~") || words.endsWith("~>") || words.endsWith("<~*") || words.endsWith("~*>");
    }

    /** What was said, without the closing quotation mark of one that was opened before the mark's last word. */
    public String unquoted(String said) {
        String last = words.substring(words.lastIndexOf(' ') + 1);
        boolean open = last.length() > 1 && last.startsWith("\"") && last.indexOf('"', 1) < 0;
        boolean closed = (open && said.endsWith("\"")) || closes(said, '[', ']') || closes(said, '(', ')');
        return closed ? said.substring(0, said.length() - 1) : said;
    }

    /** Whether a bracket that was opened in the mark is closed at the end of what was said. */
    private boolean closes(String said, char opens, char closing) {
        return said.length() > 1
                && said.charAt(said.length() - 1) == closing
                && open(words, opens, closing) > 0
                && open(said, opens, closing) < 0;
    }

    private static int open(String text, char opens, char closing) {
        int open = 0;
        for (int at = 0; at < text.length(); at++) {
            open += text.charAt(at) == opens ? 1 : text.charAt(at) == closing ? -1 : 0;
        }
        return open;
    }

    /** The text after the mark, if the line begins with the mark. */
    Optional<String> strip(String line) {
        int at = 0;
        for (String word : words.isEmpty() ? new String[0] : words.split(" ")) {
            int from = blanks(line, at);
            int to = from;
            while (to < line.length() && !Character.isWhitespace(line.charAt(to))) {
                to++;
            }
            String found = line.substring(from, to);
            if (from == to || !(word.equals("#") ? digits(found) : word.equals(found))) {
                return Optional.empty();
            }
            at = to;
        }
        int said = words.isEmpty() ? 0 : Math.min(line.length(), at + 1);
        int joint = blanks(line, said);
        return !joined.isEmpty() && line.startsWith(joined, joint)
                ? Optional.of(line.substring(joint))
                : joined.isEmpty() ? Optional.of(line.substring(said)) : Optional.empty();
    }

    private static int blanks(String line, int from) {
        int at = from;
        while (at < line.length() && Character.isWhitespace(line.charAt(at))) {
            at++;
        }
        return at;
    }

    /**
     * Whether a mark of this form usually is the server's, such as {@code C:} or {@code ->}, if a text gives no other hint;
     * empty if there is no usual meaning.
     */
    Optional<Boolean> usuallyServer() {
        return usual(words.isEmpty() ? joined : words);
    }

    /** Whether its last word usually marks the server, whatever a log puts before it. */
    boolean endsAsServer() {
        return joined.isEmpty()
                && usual(words.substring(words.lastIndexOf(' ') + 1)).orElse(false);
    }

    private static Optional<Boolean> usual(String mark) {
        return switch (mark.toUpperCase(Locale.ROOT)) {
            case "S:", "S~", "<-", "<~", "<**", "<~*", "REPLY:", "<<<", "RECV:" -> Optional.of(true);
            case "C:", "C~", "->", "~>", "**>", "~*>", "SEND:", ">>>", "SENT:" -> Optional.of(false);
            default -> Optional.empty();
        };
    }
}
