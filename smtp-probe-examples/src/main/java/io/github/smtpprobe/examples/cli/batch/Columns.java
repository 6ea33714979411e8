/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.examples.cli.batch;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Where a CSV file has its targets: in a column {@code target}, or {@code host} with or without {@code port}, or {@code domain}. */
final class Columns {
    private static final Set<String> KNOWN = Set.of("target", "host", "domain");
    private static final Set<String> SECRETS =
            Set.of("user", "username", "login", "password", "pass", "secret", "token");

    private final int target;
    private final int host;
    private final int port;
    private final int domain;

    private Columns(List<String> header) {
        target = header.indexOf("target");
        host = header.indexOf("host");
        port = header.indexOf("port");
        domain = header.indexOf("domain");
    }

    /**
     * The columns that a first line names; empty where it is a target.
     *
     * @throws IllegalArgumentException if it has commas and names none, or names credentials
     */
    static Optional<Columns> of(String first) {
        List<String> header = Csv.fields(first.toLowerCase(Locale.ROOT));
        boolean named = header.stream().anyMatch(KNOWN::contains);
        if (!named && header.size() == 1) {
            return Optional.empty();
        }
        if (header.stream().anyMatch(SECRETS::contains)) {
            throw new IllegalArgumentException("the file has a column for credentials, which a batch does not take");
        }
        if (!named) {
            throw new IllegalArgumentException(
                    "the first line has commas, and names no column \"target\", \"host\" or \"domain\"");
        }
        return Optional.of(new Columns(header));
    }

    /**
     * The target of a record, as a list would write it.
     *
     * @throws IllegalArgumentException if it has none
     */
    String target(String record) {
        List<String> fields = Csv.fields(record);
        String given = field(fields, target);
        if (!given.isEmpty()) {
            return given;
        }
        String server = field(fields, host);
        if (!server.isEmpty()) {
            String its = field(fields, port);
            boolean bare = server.indexOf(':') >= 0 && !server.startsWith("[");
            return its.isEmpty() ? server : (bare ? "[" + server + "]" : server) + ":" + its;
        }
        String name = field(fields, domain);
        if (name.isEmpty()) {
            throw new IllegalArgumentException("the record names no target");
        }
        return TargetText.EXCHANGERS + name;
    }

    private static String field(List<String> fields, int column) {
        return column >= 0 && column < fields.size() ? fields.get(column) : "";
    }
}
