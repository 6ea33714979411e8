/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What the README promises under "What is never sent" and "Security" is quoted, word for word, by tests that show it: in a
 * comment {@code // README, Security: "..."}. A sentence that no test quotes is no promise and must go; so must a quote of what
 * the README no longer says.
 */
class SecuritySectionTest {
    private static final List<Path> TESTS =
            List.of(Path.of("src/test/java"), Path.of("../smtp-probe-examples/command-line/src/test/java"));
    private static final Pattern QUOTE = Pattern.compile("\n *// README, Security: \"(.*?)\"(?=\n)", Pattern.DOTALL);
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]+");
    private static final Set<String> BETWEEN_QUOTES = Set.of("and", "or");

    /** What the reader is asked to do; nothing is promised in it. */
    private static final List<String> ADVICE = List.of(
            "See the list above;",
            "(a form, a URL parameter): use SmtpProbe.forUntrustedTargets().",
            "How to expose it: show strangers report.forStrangers(), or report.publicSummary() alone"
                    + " (report.publicOutcome() is the same as a token to switch on), and nothing else of a report; limit"
                    + " how often one may ask, by user and by target; field and"
                    + " message of a Problem may be shown, escaped for HTML; limit how many probes run at once, and count"
                    + " each until call.report() is there, also where its future was cancelled; give no retries; let"
                    + " strangers name one recipient, counted against the quota of its server, or none (RCPT harvests"
                    + " addresses), and no credentials (wrong ones lock accounts); run it where the network cannot reach"
                    + " inner hosts, as a second wall.",
            "the time that a probe takes can still tell, so answer after a fixed time, such as the deadline.",
            "Report a weakness privately to the maintainers before you publish it.");

    private static String promises() throws IOException {
        String readme = Files.readString(Path.of("../README.md"));
        String never = between(readme, "## What is never sent\n", "\n## ").replace("*", "");
        String security = between(readme, "## Security\n", "\n## ")
                .replaceAll("\\*\\*[^*]+\\*\\*", "") // headings
                .replaceAll("- \\*[^*]+\\*", "");
        return plain(never + security);
    }

    private static String between(String text, String from, String to) {
        int start = text.indexOf(from) + from.length();
        return text.substring(start, text.indexOf(to, start));
    }

    private static String plain(String text) {
        return text.replaceAll("[`\"]", "")
                .replaceAll("(?m)^- ", "")
                .replaceAll("\\s+", " ")
                .strip();
    }

    private static List<String> quotes() throws IOException {
        List<String> found = new ArrayList<>();
        for (Path root : TESTS) {
            try (Stream<Path> files = Files.walk(root)) {
                for (Path file : files.filter(each -> each.toString().endsWith("Test.java"))
                        .toList()) {
                    Matcher quote = QUOTE.matcher(
                            Files.readString(file).replace("\r", "").replaceAll("\n *// (?!README, )", " "));
                    while (quote.find()) {
                        found.add(plain(quote.group(1)));
                    }
                }
            }
        }
        return found;
    }

    @Test
    void everyWordIsQuotedByATest() throws IOException {
        String promises = promises();
        boolean[] shown = new boolean[promises.length()];
        quotes().forEach(quote -> mark(promises, quote, shown));
        ADVICE.forEach(advice -> mark(promises, advice, shown));
        List<String> left = WORD.matcher(promises)
                .results()
                .filter(word -> !shown[word.start()] && !BETWEEN_QUOTES.contains(word.group()))
                .map(word -> promises.substring(word.start(), Math.min(promises.length(), word.start() + 30)))
                .toList();
        assertThat(left).as("promised, and shown by no test").isEmpty();
    }

    @Test
    void noQuoteIsStale() throws IOException {
        String promises = promises();
        assertThat(quotes()).hasSizeGreaterThan(50).allMatch(quote -> !quote.isEmpty() && promises.contains(quote));
        assertThat(ADVICE).allMatch(promises::contains);
    }

    private static void mark(String promises, String quote, boolean[] shown) {
        for (int at = promises.indexOf(quote); at >= 0; at = promises.indexOf(quote, at + 1)) {
            Arrays.fill(shown, at, at + quote.length(), true);
        }
    }
}
