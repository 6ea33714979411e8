/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.explain.clients;

import io.github.smtpprobe.explain.servers.LogSide;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Decides on which side the program was that wrote a line about an error. The same words of a library describe the server if
 * they come from a program that sends mail, and the client if they come from a server. The log of a mail server contains both
 * kinds of lines.
 */
final class Sides {
    /** Marks of a server's log, used if no line tells more. */
    private static final Pattern SERVER_LOG = Pattern.compile(
            "(?i)smtpd\\[|ssl_accept|starttls=server"
                    + "|tls error on connection from|ssl negotiation with client|get_client_hello|(?<!\\w)logs? (?:on|of) the server|server'?s? logs?(?!\\w)");

    /** What OpenSSL does on one side only. */
    private static final Pattern ACCEPTS =
            Pattern.compile("(?i)ssl_accept|routines:{1,2}[^:]{0,60}(?:accept|client_hello)");

    private static final Pattern CONNECTS =
            Pattern.compile("(?i)ssl_connect|routines:{1,2}[^:]{0,60}(?:connect|server_hello|server_certificate)");

    /** What a client did, by the symptom that it would be if a server had done it. */
    private static final Map<String, String> CONDUCT = Map.of(
            "closed", "peer-left",
            "reset", "peer-left",
            "timed-out", "peer-silent",
            "read-timed-out", "peer-silent");

    /** A service that belongs to the server, to which it also connects. */
    private static final Pattern PART = Pattern.compile(
            "(?i)milter|policy|proxy|filter|(?:connection|conversation) with|private/|unix:|authentication (?:server|service)|sasl|dovecot|ldap|sql|table");

    /** In Postfix's log, the sender of a mail and, by an alias without a domain, its recipient. */
    private static final Pattern FROM = Pattern.compile(" from=<[^@<>]{1,64}@([^@<>]{1,255})>, size=");

    private static final Pattern ALIAS = Pattern.compile(" to=<[^@<>]{1,64}@([^@<>]{1,255})>, orig_to=<[^@<>]{1,64}>");

    private static final Pattern CONNECTED = Pattern.compile("smtpd\\[\\d{1,9}]: connect from ");

    private static final int READ = 1_000;

    private final List<String> lines;
    private final TreeMap<Integer, LogSide> told = new TreeMap<>();
    private final boolean sent;
    private final boolean log;
    private final boolean connected;
    /** The hosts that send mail to themselves. */
    private final Set<String> own;

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
        this.connected = lines.stream().anyMatch(line -> CONNECTED.matcher(line).find());
        this.own = hosts(ALIAS, lines);
        own.retainAll(hosts(FROM, lines));
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

    /**
     * Whether a server wrote a line about its client: the line itself tells, otherwise the nearest one that does, otherwise the
     * text.
     */
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

    /** Whether a mail server wrote a line about mail that it sends on. */
    boolean sent(int line) {
        return told.get(line) == LogSide.SENT;
    }

    /** Whether a mail in Postfix's log is from a host and, by an alias without a domain, to the same host. */
    boolean toItself(String host) {
        return own.contains(host);
    }

    /** Whether a server's log says that a client was connected. */
    boolean connected() {
        return connected;
    }

    private static Set<String> hosts(Pattern form, List<String> lines) {
        return lines.stream()
                .filter(line -> line.contains("=<"))
                .map(form::matcher)
                .filter(Matcher::find)
                .map(found -> found.group(1).toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
    }

    /** The symptom from the other point of view: what a server writes about its client's connection, the client did. */
    String symptom(String symptom, int line) {
        String words = lines.get(line);
        if (symptom.equals("login-failed") && LogSide.of(words) == LogSide.RECEIVED) {
            return "peer-login";
        }
        boolean client = CONDUCT.containsKey(symptom)
                && LogSide.of(words) == LogSide.RECEIVED
                && !PART.matcher(words.substring(0, Math.min(READ, words.length())))
                        .find();
        return client ? CONDUCT.getOrDefault(symptom, symptom) : symptom;
    }
}
