/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.explain.servers;

import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The clients that a server names in its own log, each by its address, in the order of the lines. */
public final class Peers {
    private static final int READ = 1_000;
    /** So many lines before a dialogue its client may be named. */
    private static final int NEAR = 3;

    private static final String ADDRESS =
            "\\[?(?:IPv6:)?(?<peer>[0-9A-Fa-f]{1,4}[0-9A-Fa-f.:]{2,40}[0-9A-Fa-f])]?(?![\\w.])";

    private static final List<Pattern> FORMS = List.of(
            // Postfix, and the rows of tables as they are read here
            of("(?:smtpd|postscreen)(?:\\[\\d{1,9}])?: .{0,200}?(?:from |warning: )[^\\s\\[]{0,255}(?=\\[)" + ADDRESS),
            // Exim
            of("(?:^|\\s)(?:H=|authenticator failed for |connection from |call from )[^\\[]{0,300}(?=\\[)" + ADDRESS
                    + "(?=.{0,300}(?:rejected|set_id=|authentication|synchronization|dropped|refused))"),
            of("SMTP \\w{4,10} (?=[^\\[]{0,300}(?:H=|from ))[^\\[]{0,500}(?=\\[)" + ADDRESS),
            // Sendmail
            of("ruleset=\\w{3,20}, .{0,500}relay=[^\\[]{0,255}(?=\\[)" + ADDRESS),
            of("(?=\\[)" + ADDRESS + " did not issue"),
            of("AUTH failure .{0,300}relay=[^\\[]{0,255}(?=\\[)" + ADDRESS),
            // OpenSMTPD; Haraka; Stalwart; Dovecot; nginx; Kerio, MDaemon, Postal
            of("smtp connected address=" + ADDRESS),
            of("(?<!\\w)connect ip=" + ADDRESS),
            of("(?<!\\w)remoteIp = \"?" + ADDRESS),
            of("submission-login: .{0,300}(?<!\\w)rip=" + ADDRESS),
            of("(?:http auth state|upstream|client logged in|client connected).{0,200}, client: " + ADDRESS),
            of("(?:client connected from |[Cc]onnection opened from |from IP address |login from"
                    + " |[Aa]ccepting (?:SMTP )?connection from )" + ADDRESS),
            // hMailServer
            of("^\"SMTPD\"\\t\\d{1,9}\\t\\d{1,9}\\t\"[^\"]{0,40}\"\\t\"" + ADDRESS));

    /** By the numbers of their lines. */
    private final NavigableMap<Integer, String> named = new TreeMap<>();

    private Peers(List<String> lines) {
        for (int i = 0; i < lines.size(); i++) {
            int line = i;
            named(lines.get(i)).ifPresent(peer -> named.put(line, peer));
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

    /** The client that a line names. */
    public Optional<String> in(int line) {
        return Optional.ofNullable(named.get(line));
    }

    /**
     * The client that some lines are about: the last one that is named in them or right before them.
     *
     * @param from the number of the first
     * @param to   the number of the last
     */
    public Optional<String> at(int from, int to) {
        return Optional.ofNullable(named.floorEntry(to))
                .filter(each -> each.getKey() >= from - NEAR)
                .map(Map.Entry::getValue);
    }
}
