/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.cli.batch;

import io.github.smtpprobe.request.TypedTarget;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Where a CSV file has its targets: in a column {@code target}, or {@code host} with or without {@code port}, or {@code
 * domain}. The header shows whether commas, semicolons or tabs separate the fields.
 */
final class Columns {
    private static final Set<String> KNOWN = Set.of("target", "host", "domain");
    private static final Set<String> SECRETS =
            Set.of("user", "username", "login", "password", "pass", "secret", "token");

    private static final String SEPARATORS = ",;\t";

    private final char separator;
    private final int target;
    private final int host;
    private final int port;
    private final int domain;

    private Columns(char separator, List<String> header) {
        this.separator = separator;
        target = header.indexOf("target");
        host = header.indexOf("host");
        port = header.indexOf("port");
        domain = header.indexOf("domain");
    }

    /**
     * The columns that a first line names; empty if that line is a target.
     *
     * @throws IllegalArgumentException if it has commas and names none, names one twice, or names credentials
     */
    static Optional<Columns> of(String first) {
        for (int i = 0; i < SEPARATORS.length(); i++) {
            char separator = SEPARATORS.charAt(i);
            List<String> header = Csv.fields(first.toLowerCase(Locale.ROOT), separator);
            if (header.stream().anyMatch(SECRETS::contains) && (header.size() > 1 || !KNOWN.contains(header.get(0)))) {
                throw new IllegalArgumentException(
                        "the file has a column for credentials, which a batch does not take");
            }
            if (header.stream().anyMatch(KNOWN::contains)) {
                return Optional.of(new Columns(separator, once(header)));
            }
        }
        if (first.indexOf(',') >= 0) {
            throw new IllegalArgumentException(
                    "the first line has commas, and names no column \"target\", \"host\" or \"domain\"");
        }
        return Optional.empty();
    }

    private static List<String> once(List<String> header) {
        for (String each : KNOWN) {
            if (header.indexOf(each) != header.lastIndexOf(each)) {
                throw new IllegalArgumentException("the header names the column \"" + each + "\" twice");
            }
        }
        return header;
    }

    /** The character that separates the fields. */
    char separator() {
        return separator;
    }

    /**
     * The target of a record, in the notation of lists.
     *
     * @throws IllegalArgumentException if it has none
     */
    String target(String record) {
        List<String> fields = Csv.fields(record, separator);
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
            throw new IllegalArgumentException("none of the columns for a target has anything in it");
        }
        String exchangers = TypedTarget.EXCHANGERS;
        String surveyed = ListedTarget.SURVEY;
        boolean told = name.regionMatches(true, 0, exchangers, 0, exchangers.length())
                || name.regionMatches(true, 0, surveyed, 0, surveyed.length());
        return told ? name : exchangers + name;
    }

    private static String field(List<String> fields, int column) {
        return column >= 0 && column < fields.size() ? fields.get(column) : "";
    }
}
