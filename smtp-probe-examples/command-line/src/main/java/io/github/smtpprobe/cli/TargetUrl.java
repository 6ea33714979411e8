/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.cli;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A server as a URL, as mail programs and curl take it: {@code smtp://}, {@code smtps://}, {@code submission://}, {@code submissions://} and
 * {@code lmtp://}, with a user and a port if need be. What is wrong is told without what was typed, in which a password may stand.
 *
 * @param scheme in lower case
 * @param user   who logs in
 * @param server host and port
 */
record TargetUrl(String scheme, Optional<String> user, TargetText server) {
    private static final Pattern URL = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*)://(.*)", Pattern.DOTALL);

    static boolean looksLike(String text) {
        return URL.matcher(text).matches();
    }

    /**
     * Reads a URL.
     *
     * @throws IllegalArgumentException in words that follow HOST
     */
    static TargetUrl read(String text) {
        Matcher url = URL.matcher(text);
        if (!url.matches()) {
            throw new IllegalArgumentException("is no URL");
        }
        String scheme = url.group(1).toLowerCase(Locale.ROOT);
        if (!scheme.matches("smtps?|submissions?|lmtp")) {
            throw new IllegalArgumentException(
                    "is a URL that is none of smtp://, smtps://, submission://, submissions:// and lmtp://");
        }
        String rest = url.group(2);
        int at = rest.lastIndexOf('@');
        Optional<String> user = at < 0 ? Optional.empty() : Optional.of(user(rest.substring(0, at)));
        String server = rest.substring(at + 1).replaceFirst("/$", "");
        if (server.matches("(?s).*[/?#].*")) {
            throw new IllegalArgumentException("is a URL with a path or more behind the server: leave that out");
        }
        return new TargetUrl(scheme, user, TargetText.read(server));
    }

    private static String user(String text) {
        if (text.indexOf(':') >= 0) {
            throw new IllegalArgumentException(
                    "must not hold a password, which every user of this machine can see: " + LoginOptions.ASKED);
        }
        if (text.isEmpty() || text.matches("(?s).*[/?#@].*")) {
            throw new IllegalArgumentException(
                    "is a URL with a user that cannot be read: in it an @ is %40, a / is %2F and a colon %3A");
        }
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException torn) {
            throw new IllegalArgumentException(
                    "is a URL with a user that cannot be read: behind a % stand two hexadecimal digits");
        }
    }

    /** TLS as the scheme has it; {@code smtp} and {@code lmtp} leave it to the port. */
    TlsChoice tls() {
        return switch (scheme) {
            case "smtps", "submissions" -> TlsChoice.IMPLICIT;
            case "submission" -> TlsChoice.STARTTLS;
            default -> TlsChoice.AUTO;
        };
    }

    /** The port of the scheme (RFC 6409, RFC 8314); {@code smtp} has the three that are tried without one. */
    OptionalInt port() {
        if (server.port().isPresent()) {
            return server.port();
        }
        return switch (scheme) {
            case "smtps", "submissions" -> OptionalInt.of(465);
            case "submission" -> OptionalInt.of(587);
            default -> OptionalInt.empty();
        };
    }

    boolean lmtp() {
        return scheme.equals("lmtp");
    }
}
