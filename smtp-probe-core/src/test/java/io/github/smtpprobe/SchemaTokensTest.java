/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.smtpprobe.report.Confidence;
import io.github.smtpprobe.report.Fact;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.report.Purpose;
import io.github.smtpprobe.report.Severity;
import io.github.smtpprobe.report.Verdict;
import io.github.smtpprobe.request.Coverage;
import io.github.smtpprobe.request.TlsMode;
import io.github.smtpprobe.transcript.Entry;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The schema lists each token of a closed list that a report can have: one more in the code is one more there. */
class SchemaTokensTest {
    @ParameterizedTest
    @ValueSource(
            classes = {
                Fact.State.class,
                Purpose.class,
                Verdict.class,
                Severity.class,
                Confidence.class,
                Coverage.class,
                TlsMode.class,
                Entry.Direction.class
            })
    void everyConstantIsListed(Class<? extends Enum<?>> type) throws IOException {
        Set<String> tokens = Arrays.stream(type.getEnumConstants())
                .map(TokensTest::token)
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(enums()).as(type.getSimpleName()).contains(tokens);
    }

    private static Set<Set<String>> enums() throws IOException {
        try (InputStream in = ProbeReport.class.getResourceAsStream("report.schema.json")) {
            return new ObjectMapper()
                    .readTree(in).findValues("enum").stream()
                            .map(SchemaTokensTest::texts)
                            .collect(Collectors.toSet());
        }
    }

    private static Set<String> texts(JsonNode list) {
        Set<String> texts = new TreeSet<>();
        list.forEach(each -> texts.add(each.asText()));
        return texts;
    }
}
