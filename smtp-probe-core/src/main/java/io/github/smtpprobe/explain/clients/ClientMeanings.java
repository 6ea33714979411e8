/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.explain.clients;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** Reads the tables of findings. A block begins with {@code ## } and an id; each of its lines is a key, a colon and a value. */
final class ClientMeanings {
    private ClientMeanings() {}

    /** The table, read when the first symptom is found. */
    private static final class Table {
        static final List<ClientMeaning> ROWS = Stream.of("client-findings.txt", "server-findings.txt")
                .flatMap(file -> read(file).stream())
                .toList();
    }

    /** The table for delivery reports, read with the first of them. */
    private static final class OfBounces {
        static final List<ClientMeaning> ROWS = read("bounce-findings.txt");
    }

    /** All meanings, in order of precedence. */
    static List<ClientMeaning> all() {
        return Table.ROWS;
    }

    /** The meanings in a delivery report. A symptom that is missing here means the same as for any client. */
    static List<ClientMeaning> ofBounces() {
        return OfBounces.ROWS;
    }

    private static List<ClientMeaning> read(String file) {
        try (InputStream in = Objects.requireNonNull(ClientMeanings.class.getResourceAsStream(file), file);
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return blocks(lines.lines().toList()).stream()
                    .map(ClientMeaning::new)
                    .toList();
        } catch (IOException broken) {
            throw new UncheckedIOException("the library's own file " + file + " cannot be read", broken);
        }
    }

    private static List<Map<String, String>> blocks(List<String> lines) {
        List<Map<String, String>> blocks = new ArrayList<>();
        for (String line : lines) {
            if (line.startsWith("## ")) {
                blocks.add(new LinkedHashMap<>(Map.of("id", line.substring(3).strip())));
            } else if (!line.isBlank() && !line.startsWith("#")) {
                int colon = line.indexOf(':');
                blocks.get(blocks.size() - 1)
                        .put(line.substring(0, colon), line.substring(colon + 1).strip());
            }
        }
        return blocks;
    }
}
