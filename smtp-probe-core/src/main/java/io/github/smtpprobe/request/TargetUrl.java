/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.request;

import io.github.smtpprobe.request.Problem.Code;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.regex.Pattern;

/**
 * A server given as a URL, as mail programs and curl accept it. Error messages do not repeat what was typed, because it may
 * contain a password.
 *
 * @param scheme in lower case
 * @param user   the user who logs in
 * @param server host and port
 */
record TargetUrl(String scheme, Optional<String> user, HostAndPort server) {
    private static final String BEHIND_SCHEME = "://";
    private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*");
    private static final Set<String> SCHEMES = Set.of("smtp", "smtps", "submission", "submissions", "lmtp");

    static boolean looksLike(String text) {
        int end = text.indexOf(BEHIND_SCHEME);
        return end > 0 && SCHEME.matcher(text.substring(0, end)).matches();
    }

    /**
     * Reads what looks like a URL.
     *
     * @throws Refusal if it is not the URL of a mail server; the message repeats nothing of it
     */
    static TargetUrl read(String text) {
        int end = text.indexOf(BEHIND_SCHEME);
        String scheme = text.substring(0, end).toLowerCase(Locale.ROOT);
        if (!SCHEMES.contains(scheme)) {
            throw new Refusal(
                    Code.URL,
                    "is a URL that is not of the form smtp://, smtps://, submission://, submissions:// or lmtp://");
        }
        String rest = text.substring(end + BEHIND_SCHEME.length());
        int at = rest.lastIndexOf('@');
        Optional<String> user = at < 0 ? Optional.empty() : Optional.of(user(rest.substring(0, at)));
        String server = rest.endsWith("/") ? rest.substring(at + 1, rest.length() - 1) : rest.substring(at + 1);
        if (holds(server, "/?#")) {
            throw new Refusal(Code.URL, "is a URL with a path or more after the server: leave that out");
        }
        return new TargetUrl(scheme, user, HostAndPort.read(server));
    }

    private static String user(String text) {
        if (text.indexOf(':') >= 0) {
            throw new Refusal(Code.SECRET, "must not contain a password");
        }
        if (text.isEmpty() || holds(text, "/?#@")) {
            throw new Refusal(
                    Code.URL,
                    "is a URL with a user name that cannot be read: in it, write @ as %40, / as %2F and a colon as %3A");
        }
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException torn) {
            throw new Refusal(
                    Code.URL,
                    "is a URL with a user name that cannot be read: a % must be followed by two hexadecimal digits");
        }
    }

    private static boolean holds(String text, String signs) {
        IntPredicate one = sign -> signs.indexOf(sign) >= 0;
        return text.chars().anyMatch(one);
    }

    /** The TLS mode of the scheme; {@code smtp} and {@code lmtp} leave it to the port. */
    Optional<TlsMode> tls() {
        return switch (scheme) {
            case "smtps", "submissions" -> Optional.of(TlsMode.IMPLICIT_TLS);
            case "submission" -> Optional.of(TlsMode.STARTTLS);
            default -> Optional.empty();
        };
    }

    /**
     * The port that was typed, or that of the scheme (RFC 6409, RFC 8314). For {@code smtp} it is empty: the three ports that
     * are probed without a port are tried.
     */
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
