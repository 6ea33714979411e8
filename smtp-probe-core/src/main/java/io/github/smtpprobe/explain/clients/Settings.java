/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.explain.clients;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The mail server's host and port in settings, commands and calls within a text: {@code SMTP_HOST=mx.example.com}, {@code
 * -SmtpServer mx.example.com -Port 587}, {@code smtplib.SMTP('mx.example.com', 587)}, {@code telnet mx.example.com 25}. They
 * are used if the words of an error name none.
 */
final class Settings {
    /** How far a port may be from its host. */
    private static final int NEAR = 200;

    private static final String HOST =
            "(?<host>localhost|(?:[A-Za-z0-9][A-Za-z0-9_-]{0,62}\\.){1,8}[A-Za-z0-9][A-Za-z0-9-]{0,62})(?![\\w@(-])";
    private static final String SET = "[\"'\\]]{0,2}(?: ?(?:=>?|:) ?| )[\"']?(?:(?:smtps?|tcp|ssl|tls)://)?";

    /** A setting of mail, or one of any server near a port. */
    private static final List<Pattern> HOSTS = List.of(
            of("(?:smtp|mail|mailer|relay|smart)[._-]?(?:\\w{1,12}[._-])?(?:host|hostname|server|servername|address)"
                    + SET + HOST),
            of("(?:smtp[ -]?server|servidor smtp|serveur smtp|server smtp)" + SET + HOST),
            of("(?:SMTP|SMTP_SSL|SmtpClient|NewDialer|NewClient|Connect|fsockopen)\\([\"']" + HOST
                    + "[\"'], ?(?<port>\\d{2,5})"),
            of("(?<!\\w)(?:telnet|nc|ncat) (?:-\\w{1,4} (?:\\d{1,3} )?){0,4}" + HOST + "[ :](?<port>\\d{2,5})"));

    private static final Pattern ANY_HOST = of("(?<!\\w)(?:host|server|servidor|serveur|hostname)" + SET + HOST);
    private static final Pattern PORT = of("port[ao]?" + SET + "(?<port>\\d{2,5})(?!\\d)");

    private Settings() {}

    private static Pattern of(String words) {
        return Pattern.compile(words, Pattern.CASE_INSENSITIVE);
    }

    /** The host and port, as far as they are named. */
    static Map<String, String> in(String text) {
        for (Pattern each : HOSTS) {
            Matcher found = each.matcher(text);
            if (found.find()) {
                Map<String, String> values = values(text, found, port(text, found));
                return several(each, found, values) ? Map.of() : values;
            }
        }
        Matcher found = ANY_HOST.matcher(text);
        String port = found.find() ? port(text, found) : "";
        return port.isEmpty() ? Map.of() : values(text, found, port);
    }

    /** Whether the commands and calls of a text name several servers, so that it is not known which one an error is about. */
    private static boolean several(Pattern form, Matcher found, Map<String, String> values) {
        while (form.pattern().contains("<port>") && found.find()) {
            if (!found.group("port").equals(values.get("port"))
                    || !found.group("host").equals(values.get("host"))) {
                return true;
            }
        }
        return false;
    }

    private static Map<String, String> values(String text, Matcher host, String port) {
        Map<String, String> values = new HashMap<>();
        values.put("host", text.substring(host.start("host"), host.end("host")));
        if (!port.isEmpty()) {
            values.put("port", port);
        }
        return Map.copyOf(values);
    }

    private static String port(String text, Matcher host) {
        if (host.pattern().pattern().contains("<port>")) {
            return host.group("port");
        }
        Matcher port = PORT.matcher(text).region(host.end(), Math.min(text.length(), host.end() + NEAR));
        return port.find() ? port.group("port") : "";
    }
}
