/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.render.HtmlReport;
import io.github.smtpprobe.render.TextReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Each key of each report of a kind, taken away or spoilt: it is refused in words that say where, or there is a report to show. */
@Tag("sweep")
class SpoiltReportTest {
    private static final String CANARY = "\u001Bcanary\u202E";
    private static final List<@Nullable Object> SPOILT = Arrays.asList(
            null,
            CANARY,
            "",
            -1,
            7,
            2.5,
            1e300,
            Double.NaN,
            true,
            List.of(),
            List.of(CANARY),
            List.of(7),
            Map.of(),
            Map.of(CANARY, CANARY),
            List.of(Map.of("kind", CANARY)));

    private final Set<String> seen = new HashSet<>();
    private int refused;
    private int shown;

    @Test
    void eachIsRefusedOrShown() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src/test/resources/reports"))) {
            for (Path file : files.sorted().toList()) {
                Map<String, Object> report = KeptLaw.map(Files.readString(file));
                spoil(report, report, "");
            }
        }
        assertThat(refused).isGreaterThan(1_000);
        assertThat(shown).isGreaterThan(500);
    }

    /** Keys of the same kind are spoilt once. */
    @SuppressWarnings("unchecked")
    private void spoil(Map<String, Object> report, Object part, String place) {
        if (part instanceof List<?> list) {
            for (int i = 0; i < list.size(); i++) {
                spoil(report, list.get(i), place + "[]");
            }
        } else if (part instanceof Map<?, ?>) {
            Map<String, Object> map = (Map<String, Object>) part;
            String here = place + (map.get("kind") instanceof String kind ? "(" + kind + ")" : "");
            for (String key : new ArrayList<>(map.keySet())) {
                Object value = map.get(key);
                if (seen.add(here + "." + key)) {
                    map.remove(key);
                    check(report, here + "." + key);
                    for (Object other : SPOILT) {
                        map.put(key, other);
                        check(report, here + "." + key + " = " + other);
                    }
                    map.put(key, value);
                }
                spoil(report, value, here + "." + key);
            }
        }
    }

    private void check(Map<String, Object> report, String what) {
        ProbeReport read;
        try {
            read = ProbeReport.fromMap(report);
        } catch (IllegalArgumentException wrong) {
            refused++;
            assertThat(wrong.getMessage())
                    .as(what)
                    .matches(
                            "[A-Za-z]+([.\\[][\\\\{}A-Za-z0-9.\\[\\]-]+)?: is .*|[A-Za-z.\\[\\]0-9]+: (has|holds|are) .*")
                    .doesNotContain("\u001B", "\u202E");
            return;
        }
        shown++;
        String out = TextReport.render(read) + HtmlReport.render(read) + read + read.asMap();
        assertThat(out).as(what).doesNotContain("\u001B", "\u202E");
    }
}
