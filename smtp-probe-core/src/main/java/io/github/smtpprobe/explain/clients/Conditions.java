/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.explain.clients;

import io.github.smtpprobe.catalogue.ReplyCatalogue;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** What has to be known around an error for a block of {@code client-findings.txt} to count: its {@code when}. */
final class Conditions {
    /** Where amavis and its like listen by custom. */
    private static final Set<String> FILTER_PORTS = Set.of("10024", "10025", "10026", "10027", "10028");

    /** The value that tells of a program that sends mail to a port where mail is read. */
    static final String READING_PORT = "reading-port";

    private static final Pattern LOCAL = Pattern.compile("localhost|127\\..*|::1");

    private final Sides sides;
    private final boolean fetching;

    /**
     * Of a text.
     *
     * @param sides    on which side the programs stood that wrote its lines
     * @param fetching whether a program wrote it that reads mail
     */
    Conditions(Sides sides, boolean fetching) {
        this.sides = sides;
        this.fetching = fetching;
    }

    /** Whether one holds for an error with some values in a line. */
    boolean hold(String condition, Map<String, String> values, int line) {
        return switch (condition) {
            case "", "elsewhere" -> true;
            case "server-log" -> sides.received(line);
            case "fetching" -> fetching;
            case "reading-port" -> values.containsKey(READING_PORT);
            case "filter-port" ->
                FILTER_PORTS.contains(values.getOrDefault("port", ""))
                        && LOCAL.matcher(values.getOrDefault("host", "")).matches();
            case "relaying" ->
                sides.sent(line)
                        && !LOCAL.matcher(values.getOrDefault("host", "")).matches();
            case "to-itself" -> sides.toItself(values.getOrDefault("host", ""));
            case "server-connected" -> sides.connected();
            case "other-port" ->
                values.containsKey("port") && !ClientErrors.SENDING.contains(values.getOrDefault("port", ""));
            case "port 53" -> values.getOrDefault("port", "").equals("53");
            case "lmtp" -> values.containsKey("service");
            case "port 25" -> values.getOrDefault("port", "").equals("25");
            case "port 465" -> values.getOrDefault("port", "").equals("465");
            case "provider" ->
                ReplyCatalogue.standard()
                        .provider(values.getOrDefault("host", ""))
                        .isPresent();
            case "reason" ->
                !values.getOrDefault("reason", "unknown error")
                        .toLowerCase(Locale.ROOT)
                        .startsWith("unknown error");
            case "bad-name" -> badName(values.getOrDefault("raw", ""));
            default -> throw new IllegalArgumentException("no such condition: " + condition);
        };
    }

    private static boolean badName(String raw) {
        return raw.startsWith("\"") || raw.startsWith("'") || raw.contains("://") || raw.contains("@");
    }
}
