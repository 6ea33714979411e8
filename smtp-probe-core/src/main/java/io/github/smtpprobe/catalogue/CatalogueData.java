/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.catalogue;

import io.github.smtpprobe.text.Rows;
import java.util.ArrayList;
import java.util.List;

/** Reads the rows that are shipped with the library. */
final class CatalogueData {
    private CatalogueData() {}

    static List<Entry> read() {
        List<Entry> all = new ArrayList<>(Rows.of(
                CatalogueData.class,
                "replies.tsv",
                row -> new Entry(row[0], row[1], row[2], row[3], row[4], row[5], row[6], row[8])));
        all.addAll(Rows.of(
                CatalogueData.class,
                "enhanced.tsv",
                row -> new Entry(row[0], "ANY", row[1], row[2], row[3], "", row[4], row[5])));
        return all;
    }
}
