/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis.signs;

import io.github.smtpprobe.text.tables.Tables;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * A row of {@code providers.tsv}: a provider's mail exchangers, and where that provider accepts submissions.
 *
 * @param name       the provider
 * @param exchangers its mail exchangers
 * @param submission the host and ports for submission, in words
 * @param hosts      the hosts that {@code submission} names
 * @param checked    when this was last checked
 */
public record ProviderHosts(String name, Pattern exchangers, String submission, List<String> hosts, String checked) {
    private static final Pattern HOST = Pattern.compile("(?<![a-z0-9-])[a-z0-9-]++(?:[.][a-z0-9-]++)++");
    private static final int MOST_SLIPS = 2;

    /** The table, read when it is first needed. */
    private static final class Table {
        static final List<ProviderHosts> ROWS = Tables.of(
                ProviderHosts.class,
                "providers.tsv",
                cells -> new ProviderHosts(
                        cells[0],
                        Pattern.compile(cells[1], Pattern.CASE_INSENSITIVE),
                        cells[2],
                        HOST.matcher(cells[2]).results().map(MatchResult::group).toList(),
                        cells[3]));
    }

    /** The provider whose mail exchanger a host is. */
    public static Optional<ProviderHosts> ofExchanger(String host) {
        return Table.ROWS.stream()
                .filter(row -> row.exchangers.matcher(host).find())
                .findFirst();
    }

    /** The provider that runs a host: an exchanger, or a submission host. */
    public static Optional<ProviderHosts> of(String host) {
        return Table.ROWS.stream()
                .filter(row -> row.exchangers.matcher(host).find() || row.hosts.contains(host))
                .findFirst();
    }

    /** Whether a name probably belongs to this provider: it has the same last two labels as one of its names. */
    public boolean owns(String name) {
        return exchangers.matcher(name).find()
                || hosts.stream().anyMatch(host -> domain(host).equals(domain(name)));
    }

    private static String domain(String host) {
        String[] labels = host.toLowerCase(Locale.ROOT).split("[.]", 0);
        return labels.length < 2 ? host : labels[labels.length - 2] + "." + labels[labels.length - 1];
    }

    /** The submission host that was probably meant by a name with a typing error or two. */
    public static Optional<String> meantBy(String host) {
        return Table.ROWS.stream()
                .flatMap(row -> row.hosts.stream())
                .filter(known -> !known.equals(host) && Slips.between(known, host) <= MOST_SLIPS)
                .findFirst();
    }

    static List<ProviderHosts> table() {
        return Table.ROWS;
    }
}
