/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis;

import io.github.smtpprobe.text.Rows;
import java.util.List;
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
        static final List<Provider> ROWS = Rows.of(
                Provider.class,
                "providers.tsv",
                cells -> new Provider(
                        cells[0], Pattern.compile(cells[1], Pattern.CASE_INSENSITIVE), cells[2], cells[3]));
    }

    static Optional<Provider> ofExchanger(String host) {
        return Table.ROWS.stream()
                .filter(row -> row.exchangers.matcher(host).find())
                .findFirst();
    }

    static List<Provider> table() {
        return Table.ROWS;
    }
}
