/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis;

import io.github.smtpprobe.text.Tables;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * A row of {@code providers.tsv}: whose mail exchangers these are, and where that provider takes submissions.
 *
 * @param name       the provider
 * @param exchangers its mail exchangers
 * @param submission host and ports for submission, in words
 * @param hosts      the hosts that are named there
 * @param checked    when somebody last looked
 */
record Provider(String name, Pattern exchangers, String submission, List<String> hosts, String checked) {
    private static final Pattern HOST = Pattern.compile("(?<![a-z0-9-])[a-z0-9-]++(?:[.][a-z0-9-]++)++");
    private static final int SLIPS = 2;

    /** The table, read when it is first asked for. */
    private static final class Table {
        static final List<Provider> ROWS = Tables.of(
                Provider.class,
                "providers.tsv",
                cells -> new Provider(
                        cells[0],
                        Pattern.compile(cells[1], Pattern.CASE_INSENSITIVE),
                        cells[2],
                        HOST.matcher(cells[2]).results().map(MatchResult::group).toList(),
                        cells[3]));
    }

    static Optional<Provider> ofExchanger(String host) {
        return Table.ROWS.stream()
                .filter(row -> row.exchangers.matcher(host).find())
                .findFirst();
    }

    /** The provider that runs a host: one of its exchangers, or where it takes submissions. */
    static Optional<Provider> of(String host) {
        return Table.ROWS.stream()
                .filter(row -> row.exchangers.matcher(host).find() || row.hosts.contains(host))
                .findFirst();
    }

    /** Whether a name belongs to this provider, as far as its other names tell: the last two labels are the same. */
    boolean owns(String name) {
        return exchangers.matcher(name).find()
                || hosts.stream().anyMatch(host -> domain(host).equals(domain(name)));
    }

    private static String domain(String host) {
        String[] labels = host.toLowerCase(Locale.ROOT).split("[.]", 0);
        return labels.length < 2 ? host : labels[labels.length - 2] + "." + labels[labels.length - 1];
    }

    /** The submission host that a name was probably meant to be: a typing error or two away. */
    static Optional<String> meantBy(String host) {
        return Table.ROWS.stream()
                .flatMap(row -> row.hosts.stream())
                .filter(known -> !known.equals(host) && distance(known, host) <= SLIPS)
                .findFirst();
    }

    /** Letters to put in, leave out or exchange, two neighbours that changed places counting once. */
    private static int distance(String one, String other) {
        int[][] steps = new int[one.length() + 1][other.length() + 1];
        for (int i = 0; i <= one.length(); i++) {
            for (int j = 0; j <= other.length(); j++) {
                if (i == 0 || j == 0) {
                    steps[i][j] = i + j;
                    continue;
                }
                boolean same = one.charAt(i - 1) == other.charAt(j - 1);
                steps[i][j] =
                        Math.min(Math.min(steps[i - 1][j], steps[i][j - 1]) + 1, steps[i - 1][j - 1] + (same ? 0 : 1));
                if (i > 1
                        && j > 1
                        && one.charAt(i - 1) == other.charAt(j - 2)
                        && one.charAt(i - 2) == other.charAt(j - 1)) {
                    steps[i][j] = Math.min(steps[i][j], steps[i - 2][j - 2] + 1);
                }
            }
        }
        return steps[one.length()][other.length()];
    }

    static List<Provider> table() {
        return Table.ROWS;
    }
}
