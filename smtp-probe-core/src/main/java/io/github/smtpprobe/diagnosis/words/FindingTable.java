/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis.words;

import io.github.smtpprobe.text.tables.Tables;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The rows of {@code findings.tsv}. The file is read when the first finding is made, and each row when it is first needed. */
final class FindingTable {
    private static final Map<String, String[]> CELLS = cells();
    private static final Map<String, FindingText> ROWS = new ConcurrentHashMap<>();

    private FindingTable() {}

    private static Map<String, String[]> cells() {
        Map<String, String[]> rows = new LinkedHashMap<>();
        for (String[] cells : Tables.of(FindingText.class, "findings.tsv", cells -> cells)) {
            rows.put(cells[0], cells);
        }
        return rows;
    }

    /** The ids of all rows, in the order of the table. */
    static Set<String> ids() {
        return CELLS.keySet();
    }

    static FindingText row(String id) {
        FindingText known = ROWS.get(id);
        return known == null ? ROWS.computeIfAbsent(id, FindingTable::read) : known;
    }

    private static FindingText read(String id) {
        String[] cells = CELLS.get(id);
        if (cells == null) {
            throw new NullPointerException("no row for the finding " + id);
        }
        return FindingText.of(cells);
    }

    /** All rows by their ids, in the order of the table. */
    static Map<String, FindingText> all() {
        Map<String, FindingText> all = new LinkedHashMap<>();
        for (String id : CELLS.keySet()) {
            all.put(id, row(id));
        }
        return all;
    }
}
