/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.explain.servers;

import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The clients that a server names in its own log, identified by their addresses, in the order of the lines. */
public final class Peers {
    private static final int READ = 1_000;
    /** How many lines before a dialogue its client may be named. */
    private static final int NEAR = 3;

    private static final String ADDRESS =
            "\\[?(?:IPv6:)?(?<peer>[0-9A-Fa-f]{1,4}[0-9A-Fa-f.:]{2,40}[0-9A-Fa-f])]?(?![\\w.])";

    /**
     * What precedes an address in Exim's log: a name, and in brackets the name that the client gave itself, which may be an
     * address.
     */
    private static final String EXIM = "[^\\[]{0,300}?(?:\\(\\[[^]]{0,60}]\\) )?(?=\\[)";

    private static final List<Pattern> FORMS = List.of(
            // Postfix, and the rows of tables as they are read here
            of("(?:smtpd|postscreen)(?:\\[\\d{1,9}])?: .{0,200}?(?:from |warning: )[^\\s\\[]{0,255}(?=\\[)" + ADDRESS),
            // Exim
            of(
                    "(?:^|\\s)(?:H=|authenticator failed for |[Cc]onnection from |call from )" + EXIM + ADDRESS
                            + "(?=.{0,300}(?:rejected|set_id=|authentication|synchronization|dropped|refused|lost|closed by"
                            + "|SSL_accept|gnutls_handshake|incomplete transaction|not advertised|Warning:|sender verify|P=e?smtp))"),
            of("SMTP \\w{4,10} (?=[^\\[]{0,300}(?:H=|from ))[^\\[]{0,500}(?=\\[)" + ADDRESS),
            // Sendmail
            of("ruleset=\\w{3,20}, .{0,500}relay=[^\\[]{0,255}(?=\\[)" + ADDRESS),
            of("(?=\\[)" + ADDRESS + " did not issue"),
            of("AUTH failure .{0,300}relay=[^\\[]{0,255}(?=\\[)" + ADDRESS),
            // Courier, qmail
            of("courieresmtpd(?:\\[\\d{1,9}])?: .{0,60}relay=(?:::ffff:)?" + ADDRESS),
            of("rblsmtpd: " + ADDRESS + " pid "),
            // OpenSMTPD; Haraka; Stalwart; Dovecot; nginx; Kerio, MDaemon, Postal
            of("smtp connected address=" + ADDRESS),
            of("(?<!\\w)connect ip=" + ADDRESS),
            of("(?<!\\w)remoteIp = \"?" + ADDRESS),
            of("submission-login: .{0,300}(?<!\\w)rip=" + ADDRESS),
            of("(?:http auth state|upstream|client logged in|client connected).{0,200}, client: " + ADDRESS
                    + "(?!, server: [^,]{0,255}, request: )"),
            of("(?:client connected from |[Cc]onnection opened from |from IP address |login from"
                    + " |[Aa]ccepting (?:SMTP )?connection from )" + ADDRESS),
            // hMailServer
            of("^\"SMTPD\"\\t\\d{1,9}\\t\\d{1,9}\\t\"[^\"]{0,40}\"\\t\"" + ADDRESS));

    /** The clients by line number; empty for a line about outgoing mail, which is not about a client. */
    private final NavigableMap<Integer, Optional<String>> named = new TreeMap<>();

    /** The numbers of the lines that a server wrote about a client, named or not. */
    private final NavigableSet<Integer> received = new TreeSet<>();

    private Peers(List<String> lines) {
        for (int i = 0; i < lines.size(); i++) {
            LogSide side = LogSide.of(lines.get(i));
            boolean sent = side == LogSide.SENT;
            if (side == LogSide.RECEIVED) {
                received.add(i);
            }
            Optional<String> peer = sent ? Optional.empty() : named(lines.get(i));
            if (sent || peer.isPresent()) {
                named.put(i, peer);
            }
        }
    }

    private static Pattern of(String form) {
        return Pattern.compile(form);
    }

    public static Peers in(List<String> lines) {
        return new Peers(lines);
    }

    private static Optional<String> named(String line) {
        String read = line.substring(0, Math.min(READ, line.length()));
        return FORMS.stream()
                .map(each -> each.matcher(read))
                .filter(Matcher::find)
                .findFirst()
                .map(found -> found.group("peer"));
    }

    /** The client that a line names; an empty text if it names none, and empty if it is not about a client. */
    public Optional<String> in(int line) {
        return named.getOrDefault(line, received.contains(line) ? Optional.of("") : Optional.empty());
    }

    /**
     * The client that some lines are about: the last one that they, or the lines right before them, name; an empty text if they
     * name none, and empty if they are not about a client.
     *
     * @param from the number of the first line
     * @param to   the number of the last line
     */
    public Optional<String> at(int from, int to) {
        Optional<Map.Entry<Integer, Optional<String>>> last =
                Optional.ofNullable(named.floorEntry(to)).filter(each -> each.getKey() >= from - NEAR);
        boolean about = !received.subSet(from, true, to, true).isEmpty();
        return last.isPresent()
                        && (last.get().getKey() >= from || last.get().getValue().isPresent() || !about)
                ? last.get().getValue()
                : about ? Optional.of("") : Optional.empty();
    }
}
