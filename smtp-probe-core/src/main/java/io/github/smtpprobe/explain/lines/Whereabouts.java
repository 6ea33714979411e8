/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.explain.lines;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The host and port that were connected to according to a text; empty and 0 if it does not tell. */
public final class Whereabouts {
    /** How many characters of a line are examined; hosts are at its beginning. */
    private static final int READ = 600;

    private static final String NAME =
            "['\"(]{0,2}(?<![\\w.-])(?!0\\.0\\.0\\.0)(?<host>(?:[A-Za-z0-9][A-Za-z0-9_-]{0,62}\\.){1,20}[A-Za-z][A-Za-z0-9-]{0,62}"
                    + "|\\d{1,3}(?:\\.\\d{1,3}){3})(?![\\w.-]{0,255}+@)";
    private static final String PORT = "['\"]?(?: ?\\[[^]]{0,60}]| ?\\([^)]{0,60}\\))?(?:(?::|, ?| at |,? port(?:: ?|=|"
            + " ))(?<port>\\d{2,5})(?!\\d))?";
    private static final String SCHEME = "(?:(?:smtp|tcp|(?<tls>smtps|ssl|tls))://)?";

    private static final List<Pattern> CONNECTS = List.of(
            of("(?:trying|talking|connecting|connected|connect|opening|opened|open|dial)(?: tcp)?:? (?:E[A-Z]{4,}"
                    + " )?(?:to )?(?:(?:SMTP )?(?:server|host)(?: address)? )?" + SCHEME + NAME + PORT),
            of("(?u)(?<!\\p{L})(?:server|serveur|servidor|serwer|сервер|サーバー|服务器) ?[:：] ?(?=')" + SCHEME + NAME + PORT),
            of("(?:resolving|resolved|lookup)(?: SMTP server domain)? " + SCHEME + NAME + PORT));
    private static final List<Pattern> QUOTES = List.of(
            of("relay=\"?[\\d.:a-f]{3,40} \\(" + NAME + PORT),
            of("(?:response to \"[^\"]{1,400}\" from |on connection to )" + NAME + PORT),
            of("(?<!\\w)server " + NAME + PORT + " said: "),
            of("(?:relay=|(?<!\\w)host=|mx-?host\"?[:=]|(?<![\\w])(?<!at )host |(?<!\\w)H=|[<>]"
                    + " (?=\\S{1,300}]:\\d)|remote-mta: ?dns; ?|_failure, |\\{FQDN=)"
                    + NAME + PORT));
    /** What precedes a quoted reply. */
    private static final List<Pattern> REPLIES = List.of(
            of("server at " + NAME + PORT),
            of("(?-i:(?:^|(?<=[\\[\"':]) ?)(?<host>(?:[a-z0-9][a-z0-9-]{0,62}\\.){1,20}[a-z]{2,24})" + PORT
                    + ":? \\(?(?=[45]\\d\\d(?:[ -][\\w#<]|, b?['\"])))"));

    /** A host and a port anywhere; a file with its line number has the same form, after a single slash. */
    private static final Pattern ANYWHERE =
            of("(?:(?<!(?<!/)/)|(?=\\d))" + NAME + "(?::)(?<port>" + SendingPort.NUMBER + ")(?!\\d)");

    /** A port in the dialogs of mail programs, apart from its host. */
    private static final Pattern PORT_FIELD = of("(?<!\\w)port[ao]? ?[:：] ?(\\d{2,5})(?!\\w)");

    private String host = "";
    private int port;
    private boolean tls;
    private String elsewhere = "";
    private int elsewherePort;

    private static Pattern of(String words) {
        return Pattern.compile(words, Pattern.CASE_INSENSITIVE);
    }

    /** Reads a line that is not part of the dialogue, or the part of a line before what was said. */
    public void read(String words, boolean quotes) {
        String text = words.substring(0, Math.min(READ, words.length()));
        Optional<Matcher> own = first(QUOTES, text).or(() -> quotes ? first(REPLIES, text) : Optional.empty());
        if (own.isPresent() && quotes) {
            host = "";
            port = 0;
        }
        Optional<Matcher> connects = own.or(() -> first(CONNECTS, text));
        connects.ifPresent(this::take);
        Matcher field = PORT_FIELD.matcher(text);
        port = connects.isPresent() && port == 0 && field.find() ? number(field.group(1)) : port;
        tls |= own.isEmpty()
                && connects.filter(found -> found.group("tls") != null).isPresent();
        Matcher found = ANYWHERE.matcher(text);
        if (elsewhere.isEmpty() && found.find()) {
            elsewhere = name(found);
            elsewherePort = port(found);
        }
    }

    private static Optional<Matcher> first(List<Pattern> patterns, String text) {
        return patterns.stream()
                .map(each -> each.matcher(text))
                .filter(Matcher::find)
                .findFirst();
    }

    /**
     * Takes a host. The first name counts, since it is the one that was asked for; an address counts only until there is a
     * name.
     */
    private void take(Matcher found) {
        String name = name(found);
        if (host.isEmpty() || (literal(host) && !literal(name))) {
            host = name;
        }
        port = port == 0 ? port(found) : port;
    }

    private static String name(Matcher found) {
        return found.group("host").toLowerCase(Locale.ROOT);
    }

    private static int port(Matcher found) {
        return found.group("port") == null ? 0 : number(found.group("port"));
    }

    private static int number(String digits) {
        int value = Integer.parseInt(digits);
        return value > 65_535 ? 0 : value;
    }

    private static boolean literal(String name) {
        return Character.isDigit(name.charAt(name.length() - 1)) && name.chars().noneMatch(Character::isLetter);
    }

    public String host() {
        return host.isEmpty() ? elsewhere : host;
    }

    public int port() {
        return host.isEmpty() ? elsewherePort : port;
    }

    /** Whether TLS begins with the connection: on the port of submissions, or if the text says so. */
    public boolean implicitTls() {
        return tls || port() == 465;
    }

    public boolean literal() {
        return !host().isEmpty() && literal(host());
    }
}
