/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.explain.clients;

import io.github.smtpprobe.catalogue.ReplyCatalogue;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** The {@code when} of a block of {@code client-findings.txt}: what must be known about an error for the block to apply. */
final class Conditions {
    /** The ports that filters such as amavis use by convention. */
    private static final Set<String> FILTER_PORTS = Set.of("10024", "10025", "10026", "10027", "10028");

    /** The value for a program that sends mail to a port for reading mail. */
    static final String READING_PORT = "reading-port";

    private static final Pattern LOCAL = Pattern.compile("localhost|127\\..*|::1");

    /** Words of a client that has sent STARTTLS, and does not mention that TLS has begun. */
    private static final Pattern UPGRADES = Pattern.compile(
            "TLS[ _]connect[ _]failed: |TLS_connect_failed:|(?<!\\w)STARTTLS=client"
                    + "|could not convert socket to tls|SMTPTransport\\.startTLS|in ['`](?:Net::SMTP#)?starttls'"
                    + "|line \\d{1,6}, in starttls|stream_socket_enable_crypto|Error initiating TLS"
                    + "|System\\.Net\\.Mail\\.SmtpConnection",
            Pattern.CASE_INSENSITIVE);

    /** Exim writes the same where TLS began at once, which it does on port 465. */
    private static final Pattern RELAYS =
            Pattern.compile("TLS (?:session|error)[^\\n]{0,320}\\(SSL_connect\\)", Pattern.CASE_INSENSITIVE);

    private static final Pattern AT_ONCE = Pattern.compile(
            "(?:\\]:|\\]\\.|\\w:|port[ =])465(?![\\d:])|(?<!\\w)smtps(?!\\w)", Pattern.CASE_INSENSITIVE);

    /** Words of a server about a client that has sent STARTTLS. */
    private static final Pattern UPGRADED = Pattern.compile(
            "(?:lost connection|timeout|too many errors) after STARTTLS from |(?<!\\w)starttls=0/1(?!\\d)"
                    + "|STARTTLS=server");

    private static final Pattern PHP =
            Pattern.compile("(?i)stream_socket_|PHPMailer|Swift_|Symfony.{1,3}Component|\\.php(?!\\w)");

    private static final Pattern DOTNET = Pattern.compile("System\\.Net\\.Mail\\.Smtp");

    /** A Ruby socket without TLS. */
    private static final Pattern CLEAR = Pattern.compile("#<TCPSocket:");

    private static final int NEAR = 8;
    private static final int READ = 1_000;

    private final Sides sides;
    private final List<String> lines;
    private final boolean fetching;

    /**
     * Prepares conditions for a text.
     *
     * @param lines    its lines
     * @param sides    the sides of the programs that wrote its lines
     * @param fetching whether it was written by a program that reads mail
     */
    Conditions(List<String> lines, Sides sides, boolean fetching) {
        this.lines = lines;
        this.sides = sides;
        this.fetching = fetching;
    }

    /** Whether a condition holds for an error with some values on a line. */
    boolean hold(String condition, Map<String, String> values, int line) {
        return switch (condition) {
            case "", "elsewhere" -> true;
            case "server-log" -> sides.received(line);
            case "server-starttls" -> sides.received(line) && near(UPGRADED, line);
            case "php" -> near(PHP, line);
            case "dotnet" -> near(DOTNET, line);
            case "clear-on-465" -> values.getOrDefault("port", "").equals("465") && near(CLEAR, line);
            case "local" -> LOCAL.matcher(values.getOrDefault("host", "")).matches();
            case "behind-starttls" -> near(Conditions::upgrades, line);
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
            case "recipients-domain" ->
                lines.get(line).contains("to=<")
                        && lines.get(line).contains("@" + values.getOrDefault("host", " ") + ">");
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

    /** Whether a line, or one near it, contains these words. */
    private boolean near(Pattern words, int line) {
        return near(words.asPredicate(), line);
    }

    private boolean near(Predicate<String> words, int line) {
        return lines.subList(Math.max(0, line - NEAR), Math.min(lines.size(), line + NEAR + 1)).stream()
                .map(each -> each.substring(0, Math.min(READ, each.length())))
                .anyMatch(words);
    }

    private static boolean upgrades(String line) {
        return UPGRADES.matcher(line).find()
                || (RELAYS.matcher(line).find() && !AT_ONCE.matcher(line).find());
    }

    private static boolean badName(String raw) {
        return raw.startsWith("\"") || raw.startsWith("'") || raw.contains("://") || raw.contains("@");
    }
}
