/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.house;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.SmtpProbe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The list of ids of findings: each that a report of ours has is on it. */
class FindingIdsTest {
    private static final Pattern ID =
            Pattern.compile("\"consequenceOf\" ?: ?\"([^\"]+)|\"id\" ?: ?\"([a-z]+[.][^\"]+)\"");

    @Test
    void eachOfOurReportsIsOnIt() throws IOException {
        List<String> ids = SmtpProbe.findingIds();
        assertThat(ids).isSorted().doesNotHaveDuplicates().contains("cert.expiring", "client.blocked");
        int seen = 0;
        for (Path report : reports()) {
            List<String> its = ID.matcher(Files.readString(report))
                    .results()
                    .map(FindingIdsTest::id)
                    .filter(id -> !id.startsWith("acme."))
                    .toList();
            seen += its.size();
            assertThat(ids).as(report.toString()).containsAll(its);
        }
        assertThat(seen).isGreaterThan(40);
    }

    private static String id(MatchResult found) {
        return found.group(1) == null ? found.group(2) : found.group(1);
    }

    private static List<Path> reports() throws IOException {
        try (Stream<Path> all = Files.walk(Path.of("src/test/resources"))) {
            return all.filter(each -> each.toString().endsWith(".json")).toList();
        }
    }
}
