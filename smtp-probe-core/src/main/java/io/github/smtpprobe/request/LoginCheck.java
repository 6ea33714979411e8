/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.request;

import io.github.smtpprobe.request.Problem.Code;
import io.github.smtpprobe.sasl.AnonymousCredentials;
import io.github.smtpprobe.sasl.BearerCredentials;
import io.github.smtpprobe.sasl.Credentials;
import io.github.smtpprobe.sasl.ExternalCredentials;
import io.github.smtpprobe.sasl.PasswordCredentials;
import io.github.smtpprobe.sasl.Secret;
import io.github.smtpprobe.text.Ascii;
import io.github.smtpprobe.text.Printable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The check of credentials and of the mechanisms that they may be used with. */
final class LoginCheck {
    private static final int MOST_MECHANISMS = 100;
    private static final int LONGEST = 1_000;
    private static final int LONGEST_TRACE = 255;
    private static final int LONGEST_KIND = 40;

    /** The longest name of a mechanism (RFC 4422 §3.1). */
    private static final int LONGEST_NAME = 20;

    private final ProbeRequest.Builder given;
    private final Problems problems;

    LoginCheck(ProbeRequest.Builder given, Problems problems) {
        this.given = given;
        this.problems = problems;
    }

    /** Checks the credentials. They are asked for their kind once, here; reports show what they said then. */
    Optional<String> kind() {
        return given.credentials == null
                ? Optional.empty()
                : problems.value("credentials", given.credentials).flatMap(this::kindOf);
    }

    private Optional<String> kindOf(Credentials credentials) {
        if (credentials instanceof PasswordCredentials password) {
            user(password.user());
            password(password.password());
        } else if (credentials instanceof BearerCredentials bearer) {
            user(bearer.user());
            if (bearer.source() == SecurityOptions.NO_SOURCE) {
                problems.add("credentials.token", Code.REQUIRED, "must have a token source");
            }
        } else if (credentials instanceof ExternalCredentials external) {
            external.authorizationIdentity()
                    .ifPresent(identity -> named("credentials.authorizationIdentity", identity));
        } else if (credentials instanceof AnonymousCredentials anonymous) {
            trace(anonymous.trace());
        }
        return told(credentials);
    }

    private Optional<String> told(Credentials credentials) {
        try {
            String kind = credentials.kind();
            if (kind != null && word(kind, LONGEST_KIND, true)) {
                return Optional.of(kind);
            }
            problems.add(
                    "credentials.kind", Code.MALFORMED, "must be one word of 1 to 40 letters, digits, dots or hyphens");
        } catch (Throwable broken) {
            if (broken instanceof VirtualMachineError fatal && !(broken instanceof StackOverflowError)) {
                throw fatal;
            }
            problems.add(
                    "credentials.kind",
                    Code.MALFORMED,
                    "is not known: kind() threw " + broken.getClass().getName());
        }
        return Optional.empty();
    }

    /**
     * Whether a text is one word of letters, digits, hyphens and underscores; a kind may also contain lower-case letters and
     * dots.
     */
    private static boolean word(String text, int most, boolean kind) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean small = c == '.' || (c >= 'a' && c <= 'z');
            if (small ? !kind : !Ascii.letter(c) && !Ascii.digit(c) && c != '-' && c != '_') {
                return false;
            }
        }
        return !text.isEmpty() && text.length() <= most;
    }

    private void password(@Nullable Secret password) {
        if (password == null || password.length() == 0) {
            problems.add("credentials.password", Code.REQUIRED, "must not be empty");
        } else if (password.length() > LONGEST) {
            problems.add("credentials.password", Code.TOO_LONG, "is longer than " + LONGEST + " characters");
        } else if (password.contains('\0') || !password.wellFormed()) {
            problems.add(
                    "credentials.password", Code.MALFORMED, "contains a NUL or half a character, a lone surrogate");
        }
    }

    private void user(@Nullable String user) {
        named("credentials.user", user);
    }

    private void named(String field, @Nullable String name) {
        if (name == null || name.isEmpty()) {
            problems.add(field, Code.REQUIRED, "must not be empty");
        } else {
            text(field, name, LONGEST);
        }
    }

    private boolean text(String field, String text, int longest) {
        if (text.length() > longest) {
            problems.add(field, Code.TOO_LONG, "is longer than " + longest + " characters");
        } else if (control(text) || !Printable.wellFormed(text)) {
            problems.add(field, Code.MALFORMED, "contains a control character or half a character, a lone surrogate");
        } else {
            return true;
        }
        return false;
    }

    /** RFC 4505 §2: an address, or a token without an at sign. */
    private void trace(String trace) {
        if (text("credentials.trace", trace, LONGEST_TRACE) && trace.indexOf('@') >= 0 && !address(trace)) {
            problems.add("credentials.trace", Code.MALFORMED, "contains an at sign, but is not a mail address");
        }
    }

    private static boolean control(String user) {
        for (int i = 0; i < user.length(); i++) {
            char c = user.charAt(i);
            if (c < 0x20 || c == 0x7F) {
                return true;
            }
        }
        return false;
    }

    /** Checks as much of an addr-spec (RFC 5322 §3.4.1) as distinguishes an address from a word. */
    private static boolean address(String text) {
        int at = text.lastIndexOf('@');
        String local = text.substring(0, at);
        boolean quoted = local.length() > 2 && local.startsWith("\"") && local.endsWith("\"");
        return at < text.length() - 1
                && text.indexOf(' ', at) < 0
                && (quoted || (!local.isEmpty() && local.indexOf(' ') < 0 && local.indexOf('@') < 0));
    }

    /**
     * Checks the names of mechanisms, which have a meaning only together with credentials; if none were given, there are none.
     */
    List<String> mechanisms() {
        if (given.mechanisms == null) {
            return List.of();
        }
        List<String> checked = new ArrayList<>();
        mechanisms(given.mechanisms, checked);
        return List.copyOf(checked);
    }

    private void mechanisms(List<@Nullable String> names, List<String> checked) {
        if (names.isEmpty()) {
            problems.add("mechanisms", Code.REQUIRED, "must name at least one mechanism");
        }
        if (names.size() > MOST_MECHANISMS) {
            problems.add("mechanisms", Code.TOO_MANY, "may name at most " + MOST_MECHANISMS + " mechanisms");
            return;
        }
        for (String each : names) {
            if (each == null || !word(each, LONGEST_NAME, false)) {
                problems.add(
                        "mechanisms",
                        Code.MALFORMED,
                        "must each be 1 to 20 upper-case letters, digits, hyphens or underscores");
            } else {
                checked.add(each);
            }
        }
        if (given.credentials == null) {
            problems.add("mechanisms", Code.CONFLICT, "are of no use without credentials");
        }
    }
}
