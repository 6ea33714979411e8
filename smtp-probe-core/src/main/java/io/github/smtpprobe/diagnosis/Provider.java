/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A row of {@code providers.tsv}: whose mail exchangers these are, and where that provider takes submissions.
 *
 * @param name       the provider
 * @param exchangers its mail exchangers
 * @param submission host and ports for submission, in words
 * @param checked    when somebody last looked
 */
record Provider(String name, Pattern exchangers, String submission, String checked) {
    /** Holder idiom: read when it is first asked for. */
    private static final class Table {
        static final List<Provider> ROWS = read();
    }

    static Optional<Provider> ofExchanger(String host) {
        return Table.ROWS.stream()
                .filter(row -> row.exchangers.matcher(host).find())
                .findFirst();
    }

    static List<Provider> table() {
        return Table.ROWS;
    }

    private static List<Provider> read() {
        List<Provider> rows = new ArrayList<>();
        try (InputStream in = Provider.class.getResourceAsStream("providers.tsv");
                BufferedReader lines =
                        new BufferedReader(new InputStreamReader(Objects.requireNonNull(in), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.startsWith("#")) {
                    String[] cells = line.split("\t", -1);
                    rows.add(new Provider(
                            cells[0], Pattern.compile(cells[1], Pattern.CASE_INSENSITIVE), cells[2], cells[3]));
                }
            }
            return List.copyOf(rows);
        } catch (IOException broken) {
            throw new UncheckedIOException("the library's own file providers.tsv cannot be read", broken);
        }
    }
}
