/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.explain.clients;

import io.github.smtpprobe.explain.servers.LogSide;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * On which side the program stood that wrote a line about an error: the same words of a library say of a client that sent mail what
 * the server did, and of a server what its client did. A log of a mail server holds lines of both.
 */
final class Sides {
    /** Marks of a server's log, where no line tells more. */
    private static final Pattern SERVER_LOG = Pattern.compile(
            "(?i)smtpd\\[|ssl_accept|starttls=server"
                    + "|tls error on connection from|ssl negotiation with client|get_client_hello|(?<!\\w)logs? (?:on|of) the server|server'?s? logs?(?!\\w)");

    /** What OpenSSL does on one side only. */
    private static final Pattern ACCEPTS =
            Pattern.compile("(?i)ssl_accept|routines:{1,2}[^:]{0,60}(?:accept|client_hello)");

    private static final Pattern CONNECTS =
            Pattern.compile("(?i)ssl_connect|routines:{1,2}[^:]{0,60}(?:connect|server_hello|server_certificate)");

    /** What a client did, by what the error would be if a server had done it. */
    private static final Map<String, String> CONDUCT = Map.of(
            "closed", "peer-left",
            "reset", "peer-left",
            "timed-out", "peer-silent",
            "read-timed-out", "peer-silent");

    /** A service of the server's own, to which it had a connection too. */
    private static final Pattern PART = Pattern.compile(
            "(?i)milter|policy|proxy|filter|(?:connection|conversation) with|private/|unix:|authentication (?:server|service)|sasl|dovecot|ldap|sql|table");

    private static final int READ = 1_000;

    private final List<String> lines;
    private final TreeMap<Integer, LogSide> told = new TreeMap<>();
    private final boolean sent;
    private final boolean log;

    Sides(List<String> lines) {
        this.lines = lines;
        for (int i = 0; i < lines.size(); i++) {
            LogSide side = of(lines.get(i));
            if (side != LogSide.UNTOLD) {
                told.put(i, side);
            }
        }
        this.sent = told.containsValue(LogSide.SENT);
        this.log = lines.stream().anyMatch(line -> SERVER_LOG.matcher(line).find());
    }

    private static LogSide of(String line) {
        LogSide side = LogSide.of(line);
        CharSequence read = line.subSequence(0, Math.min(READ, line.length()));
        return side != LogSide.UNTOLD
                ? side
                : CONNECTS.matcher(read).find()
                        ? LogSide.SENT
                        : ACCEPTS.matcher(read).find() ? LogSide.RECEIVED : LogSide.UNTOLD;
    }

    /** Whether a server wrote a line of its client: the line tells, else the nearest that does, else the text. */
    boolean received(int line) {
        LogSide own = told.getOrDefault(line, LogSide.UNTOLD);
        if (own != LogSide.UNTOLD) {
            return own == LogSide.RECEIVED;
        }
        if (!sent) {
            return log;
        }
        return Optional.ofNullable(told.floorEntry(line))
                .or(() -> Optional.ofNullable(told.ceilingEntry(line)))
                .filter(each -> each.getValue() == LogSide.RECEIVED)
                .isPresent();
    }

    /** What an error is called: what a server writes of its client's connection, the client did. */
    String symptom(String symptom, int line) {
        String words = lines.get(line);
        boolean client = CONDUCT.containsKey(symptom)
                && LogSide.of(words) == LogSide.RECEIVED
                && !PART.matcher(words.substring(0, Math.min(READ, words.length())))
                        .find();
        return client ? CONDUCT.getOrDefault(symptom, symptom) : symptom;
    }
}
