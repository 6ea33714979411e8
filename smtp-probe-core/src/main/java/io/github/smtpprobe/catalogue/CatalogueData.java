/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.catalogue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Reads the rows that are shipped with the library. */
final class CatalogueData {
    private CatalogueData() {}

    static List<Entry> read() {
        List<Entry> all = new ArrayList<>();
        for (String[] row : rows("replies.tsv")) {
            all.add(new Entry(row[0], row[1], row[2], row[3], row[4], row[5], row[6], row[8]));
        }
        for (String[] row : rows("enhanced.tsv")) {
            all.add(new Entry(row[0], "ANY", row[1], row[2], row[3], "", row[4], row[5]));
        }
        return all;
    }

    private static List<String[]> rows(String name) {
        List<String[]> rows = new ArrayList<>();
        try (InputStream in = CatalogueData.class.getResourceAsStream(name);
                BufferedReader lines = new BufferedReader(
                        new InputStreamReader(java.util.Objects.requireNonNull(in, name), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.startsWith("#")) {
                    rows.add(line.split("\t", -1));
                }
            }
            return rows;
        } catch (IOException broken) {
            throw new UncheckedIOException("the library's own file " + name + " cannot be read", broken);
        }
    }
}
