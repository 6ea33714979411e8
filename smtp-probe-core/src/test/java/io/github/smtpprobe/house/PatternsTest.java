/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.house;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.smtpprobe.harness.CountedText;
import io.github.smtpprobe.harness.LibraryPatterns;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * No pattern takes more than linear time, whatever text it is given: each that there is in the library is run on texts made from
 * itself, up to 8 and 32 KiB long, and its looks at characters are counted.
 */
class PatternsTest {
    private static final int SCREENED = 128;
    private static final int MEDIUM = 1024;
    private static final int LONG = 2 * 1024;
    private static final int SMALL = 8 * 1024;
    private static final int WORST = 4;
    /** Looks at one character: what takes more is taken for slow. */
    private static final long MOST_A_CHARACTER = 2_000;

    /** A combining character: to know whether a word ends before one, {@code \\b} goes back through all that stand before it. */
    private static final String MARK = "\u0301";

    private static final List<Predicate<Matcher>> WAYS = List.of(Matcher::find, Matcher::matches);

    /** A call with anything else could hold any pattern; a Matcher's has none, a constant's is found by itself, and {@code MAIL} is one word. */
    private static final Pattern UNKNOWN =
            Pattern.compile("(?<!HostNameMatcher)\\.matches\\((?!\\)|\\s*\"|code\\)|enhanced\\))"
                    + "|\\.(?:replaceAll|replaceFirst)\\((?!\\s*\"|found ->|\\w+::)"
                    + "|(?<![A-Z])\\.split\\((?!\\s*\"|LogLine\\.MAIL)");

    static Stream<Arguments> patterns() throws Exception {
        Map<String, Pattern> all = LibraryPatterns.all();
        assertThat(all.size()).as("the tables and the classes hold many").isGreaterThan(150);
        Set<String> different = new LinkedHashSet<>();
        return all.entrySet().stream()
                .filter(each -> different.add(
                        each.getValue().flags() + " " + each.getValue().pattern()))
                .map(each -> Arguments.of(each.getKey(), each.getValue()));
    }

    @Tag("sweep")
    @ParameterizedTest(name = "{0}")
    @MethodSource("patterns")
    void everyPatternIsLinear(String where, Pattern pattern) {
        assertThat(slow(pattern)).as(where).isEmpty();
    }

    /** Java matches a repeated group by recursion unless it is possessive, so a long text ends in a StackOverflowError. */
    @Test
    void noGroupIsRepeatedByRecursion() throws Exception {
        Pattern recursion = Pattern.compile("\\)(?:[*+]|\\{[0-9]*,\\})(?!\\+)");
        assertThat(LibraryPatterns.all().values())
                .allSatisfy(each -> assertThat(recursion.matcher(each.pattern()).find())
                        .as(each.pattern())
                        .isFalse());
    }

    @Test
    void noCallHidesAPattern() throws IOException {
        List<String> hidden = new ArrayList<>();
        for (Path file : LibraryPatterns.sources()) {
            Matcher call = UNKNOWN.matcher(Files.readString(file));
            while (call.find()) {
                hidden.add(file.getFileName() + ": " + call.group());
            }
        }
        assertThat(hidden).isEmpty();
    }

    /** The measure itself: what was slow once is seen to be slow. */
    @Tag("sweep")
    @Test
    void slowPatternsAreSeen() {
        for (String slow : List.of(
                "(daily|hourly) (sending|message)[a-z ]*(limit|quota)",
                "[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*",
                ".*?said: 5[0-9][0-9] .* \\(in reply to RCPT TO command.*",
                "RCPT TO:<[^>]*>: 550",
                "\\s*-+\\s*x")) {
            assertThat(slow(Pattern.compile(slow))).as(slow).isPresent();
        }
        assertThat(slow(Pattern.compile("(daily|hourly) (sending|message)[a-z ]{0,60}(limit|quota)")))
                .isEmpty();
        assertThatThrownBy(() -> PatternSamples.of("(unclosed")).isInstanceOf(RuntimeException.class);
    }

    /** A text that a search was tried on, and how. */
    private record Attack(String beginning, String unit, Predicate<Matcher> way) {
        /** A beginning, something that comes again and again, and an end that nothing expects. */
        String text(int size) {
            StringBuilder text = new StringBuilder(size + 64).append(beginning);
            while (text.length() < size) {
                text.append(unit);
            }
            return text.append('\u0007').toString();
        }

        /**
         * Whether it takes more looks than may be, or more and more for each character the longer the text is. What grows may be
         * a gap of bounded length: it is tried on the longest texts, which are longer than any bound.
         */
        boolean slow(Pattern pattern, int size) {
            long most = MOST_A_CHARACTER * size;
            long looks = steps(pattern, this, size, most);
            long proportional = 6 * looks + 1_000;
            return looks > most
                    || steps(pattern, this, 4 * size, proportional) > proportional
                            && (size == SMALL || slow(pattern, SMALL));
        }
    }

    /** The few that take longest on short texts are tried on longer ones, and the worst of all on ones that are longer still. */
    private static Optional<String> slow(Pattern pattern) {
        Map<Attack, Long> screened = new IdentityHashMap<>();
        attacks(pattern.pattern())
                .forEach(each -> screened.put(each, steps(pattern, each, SCREENED, MOST_A_CHARACTER * SCREENED)));
        List<Attack> worst = screened.entrySet().stream()
                .sorted(Map.Entry.<Attack, Long>comparingByValue(Comparator.reverseOrder()))
                .limit(WORST)
                .map(Map.Entry::getKey)
                .toList();
        return worst.stream()
                .filter(each -> each.slow(pattern, each == worst.get(0) ? LONG : MEDIUM))
                .map(each -> "on '" + each.beginning() + "' and then '" + each.unit() + "' repeated")
                .findFirst();
    }

    /** Looks at characters; one more than the most where the search was broken off. */
    private static long steps(Pattern pattern, Attack attack, int size, long most) {
        CountedText counted = new CountedText(attack.text(size), most);
        try {
            boolean found = attack.way().test(pattern.matcher(counted));
            return counted.steps() + (found ? 0 : 1);
        } catch (CountedText.TooManySteps | StackOverflowError tooSlow) {
            return most + 1;
        }
    }

    private static List<Attack> attacks(String regex) {
        Set<String> beginnings = new LinkedHashSet<>();
        Set<String> units = new LinkedHashSet<>(List.of(" ", "a", "0", ".", ":", "-", MARK));
        for (String sample : PatternSamples.of(regex)) {
            int step = Math.max(1, sample.length() / (units.size() < 16 ? 12 : 3)); // the first ones more closely
            for (int end = 1; end <= sample.length(); end += step) {
                beginnings.add(sample.substring(0, end));
            }
            beginnings.add(sample.isEmpty() ? "x" : sample.substring(0, sample.length() - 1) + "~");
            sample.chars().limit(8).forEach(each -> units.add(String.valueOf((char) each)));
        }
        List<Attack> all = new ArrayList<>();
        for (Predicate<Matcher> way : WAYS) {
            beginnings.stream().filter(each -> !each.isEmpty()).forEach(each -> {
                all.add(new Attack("", each, way));
                all.add(new Attack("", each + " ", way));
            });
            beginnings.stream()
                    .limit(8)
                    .forEach(each -> units.stream().limit(12).forEach(unit -> all.add(new Attack(each, unit, way))));
        }
        return all;
    }

    /** The tables are read as they are shipped, so that no row can be missed. */
    @Test
    void theTablesPatternsAreAmongThem() throws Exception {
        Set<String> all = new LinkedHashSet<>();
        LibraryPatterns.all().values().forEach(each -> all.add(each.pattern()));
        String tables = "src/main/resources/io/github/smtpprobe/diagnosis/signs/";
        for (String line : Files.readString(Path.of(tables + "providers.tsv"), StandardCharsets.UTF_8)
                .lines()
                .toList()) {
            if (!line.startsWith("#")) {
                assertThat(all).contains(line.split("\t", -1)[1]);
            }
        }
    }
}
