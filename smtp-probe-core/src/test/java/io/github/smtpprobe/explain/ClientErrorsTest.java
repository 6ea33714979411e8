/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.explain;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What people paste of programs that failed before the server said why: each text has one right finding. */
class ClientErrorsTest {
    /** A text with what has to be read in it. */
    record Pasted(String id, Map<String, String> values, String seen, List<String> lines) {
        static Pasted of(String block) {
            String[] parts = block.split("\n", 2);
            String[] head = parts[0].split(";", 3);
            Map<String, String> values = Arrays.stream(head[1].strip().split(" +"))
                    .filter(each -> !each.isEmpty())
                    .collect(Collectors.toMap(
                            each -> each.split("=", 2)[0], each -> each.split("=", 2)[1], (a, b) -> b, TreeMap::new));
            List<String> lines =
                    parts[1].lines().filter(line -> !line.startsWith("# ")).toList();
            return new Pasted(head[0].strip(), values, head[2].strip(), lines);
        }

        @Override
        public String toString() {
            return id + ": " + lines.get(0);
        }
    }

    static Stream<Pasted> texts() throws IOException {
        List<Pasted> all = new ArrayList<>();
        for (String file : List.of("texts-1", "texts-2", "texts-3")) {
            try (InputStream in = ClientErrorsTest.class.getResourceAsStream("/clients/" + file + ".txt")) {
                String text = new String(Objects.requireNonNull(in, file).readAllBytes(), UTF_8);
                Arrays.stream(text.split("(?m)^==== "))
                        .filter(block -> block.contains(";") && !block.startsWith("#"))
                        .map(Pasted::of)
                        .forEach(all::add);
            }
        }
        return all.stream();
    }

    @ParameterizedTest
    @MethodSource("texts")
    void theCauseIsRead(Pasted pasted) {
        Optional<ClientError> error = ClientErrors.read(pasted.lines());
        assertThat(error.map(ClientError::id).orElse("none")).as(pasted.seen()).isEqualTo(pasted.id());
        error.ifPresent(found -> assertThat(found.values()).containsAllEntriesOf(pasted.values()));
    }
}
