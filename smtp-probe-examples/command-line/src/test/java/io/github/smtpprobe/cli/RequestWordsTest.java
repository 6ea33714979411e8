/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.request.Problem;
import io.github.smtpprobe.request.Problem.Code;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** All that a request can be refused for has an option, and words without names of methods. */
class RequestWordsTest {
    private static final Path REQUEST = Path.of("../../smtp-probe-core/src/main/java/io/github/smtpprobe/request");
    private static final Pattern NAMED = Pattern.compile(
            "(?:add|text|value|missing|duration|named|error)\\(\\s*\"([a-z][A-Za-z.\\[]*)\"|String (?:FINGERPRINT|FILE) = \"([A-Za-z]+)\"");
    private static final Pattern DOCUMENTED = Pattern.compile("\\{@code ([a-z][A-Za-z.]*)(?:\\[0\\])?\\}");
    private static final Pattern WORDS =
            Pattern.compile("(FILE, )?Code\\.([A-Z_]+),\\s*((?:\"[^\"]*\"|[+\\s]|[A-Z_]{3,})+)");

    private static String source(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static List<String> checks() throws IOException {
        try (Stream<Path> files = Files.list(REQUEST)) {
            return files.filter(each -> each.toString().matches(".*(Check|Validation|Problems)\\.java"))
                    .map(RequestWordsTest::source)
                    .toList();
        }
    }

    private static Set<String> fields() throws IOException {
        Set<String> fields = new TreeSet<>();
        for (String check : checks()) {
            Matcher named = NAMED.matcher(check);
            while (named.find()) {
                String field = named.group(1) == null ? named.group(2) : named.group(1);
                fields.add(field.replaceFirst("\\[$", ""));
            }
        }
        String documented = source(REQUEST.resolve("Problem.java"));
        Matcher named = DOCUMENTED.matcher(documented.substring(0, documented.indexOf("<li>{@code spring.mail.port}")));
        while (named.find()) {
            fields.add(named.group(1));
        }
        fields.removeAll(Set.of("to", "toMxOf"));
        return fields;
    }

    @Test
    void everyFieldOfTheLibraryHasAnOption() throws IOException {
        Set<String> fields = fields();
        assertThat(fields).hasSizeGreaterThan(40).contains("envelope.from", "helloVerb", "trustCertificate", "port");
        assertThat(fields)
                .allSatisfy(
                        field -> assertThat(RequestWords.knows(field)).as(field).isTrue());
    }

    @Test
    void noNameOfAMethodIsLeft() throws IOException {
        int seen = 0;
        for (String check : checks()) {
            Matcher words = WORDS.matcher(check);
            while (words.find()) {
                String message =
                        words.group(3).replaceAll("\"\\s*\\+\\s*\"|\"", "").strip();
                String field = words.group(1) == null ? "connectTo" : "trustedCertificates";
                String shown = RequestWords.of(Problem.error(field, Code.valueOf(words.group(2)), message));
                assertThat(shown).as(message).doesNotContainPattern("\\b[a-z]+[A-Z][a-z]+|\\(|coverage");
                seen++;
            }
        }
        assertThat(seen).isGreaterThan(40);
    }

    @Test
    void eachPhraseIsTheLibrarysAndNoPartOfAnother() throws IOException {
        try (Stream<Path> files = Files.list(REQUEST)) {
            String all = files.filter(each -> each.toString().endsWith(".java"))
                    .map(RequestWordsTest::source)
                    .collect(Collectors.joining());
            assertThat(RequestWords.PHRASES.keySet()).allSatisfy(phrase -> {
                assertThat(all).contains(phrase);
                assertThat(RequestWords.PHRASES.keySet())
                        .filteredOn(each -> each.contains(phrase))
                        .containsOnly(phrase);
            });
        }
    }

    @ParameterizedTest
    @CsvSource({
        "envelope.from, --from",
        "envelope.to[3], --to number 4",
        "connectTo, --connect-to",
        "xclient.ADDR, --xclient ADDR",
        "timeouts.connect, --deadline",
        "spring.mail.port, an option"
    })
    void aPartIsOfTheWhole(String field, String option) {
        assertThat(RequestWords.option(field)).isEqualTo(option);
    }
}
