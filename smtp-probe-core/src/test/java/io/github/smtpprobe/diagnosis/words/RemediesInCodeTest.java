/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis.words;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.request.ProbeRequest;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts for people name no method, since most of their readers have no Java code; a table of the library's page tells those who have some. */
class RemediesInCodeTest {
    private static final Pattern CALL = Pattern.compile("\\b[a-z][A-Za-z0-9]*\\(\\)");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| (`[a-z-]+\\..*?) \\| `\\.([A-Za-z]+)\\(.*`.* \\|$");
    private static final Pattern ID = Pattern.compile("`([^`]+)`");

    private static String resource(String name) throws IOException {
        try (InputStream in = FindingText.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"findings.tsv", "/io/github/smtpprobe/catalogue/meanings.txt"})
    void noTextForPeopleNamesAMethod(String texts) throws Exception {
        assertThat(CALL.matcher(resource(texts)).results().map(MatchResult::group))
                .isEmpty();
    }

    @Test
    void everyRowOfTheLibrarysPageNamesFindingsAndAnOptionThatExist() throws Exception {
        Set<String> ids = resource("findings.tsv")
                .lines()
                .map(line -> line.split("\t")[0])
                .collect(Collectors.toSet());
        Set<String> options = Stream.of(ProbeRequest.Builder.class.getMethods())
                .map(Method::getName)
                .collect(Collectors.toSet());
        List<MatchResult> rows =
                ROW.matcher(Files.readString(Path.of("README.md"))).results().toList();
        assertThat(rows).hasSizeGreaterThan(5).allSatisfy(row -> {
            assertThat(options).contains(row.group(2));
            assertThat(ID.matcher(row.group(1)).results().map(each -> each.group(1)))
                    .isNotEmpty()
                    .isSubsetOf(ids);
        });
    }
}
