/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.request;

import io.github.smtpprobe.request.Problem.Code;
import io.github.smtpprobe.sasl.Credentials;
import io.github.smtpprobe.sasl.SaslMechanism;
import io.github.smtpprobe.sasl.Secret;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The user that a mail program logs in as, and the mechanisms that it uses. */
final class MailLogin {
    /** The order of mechanisms if no setting says otherwise; XOAUTH2 has to be asked for. */
    private static final List<String> USUAL = List.of("LOGIN", "PLAIN", "DIGEST-MD5", "NTLM", "XOAUTH2");

    private static final Set<String> FOR_TOKENS = Set.of("XOAUTH2", "OAUTHBEARER");
    /** The mechanisms that need a user name and a secret: a program has nothing else. */
    private static final List<String> KNOWN = SaslMechanism.builtIn().stream()
            .filter(each -> each.accepts(Credentials.password("a", Secret.of("a")))
                    || each.accepts(Credentials.bearer("a", left -> Secret.of("a"))))
            .map(SaslMechanism::name)
            .toList();

    private static final Pattern NAME = Pattern.compile("[A-Z0-9_-]{1,20}");
    private static final Pattern BLANKS = Pattern.compile("\\s+");
    private static final Pattern BLANKS_AND_COMMAS = Pattern.compile("[\\s,]+");

    private final MailSettings settings;
    private final MailFaults faults;

    MailLogin(MailSettings settings, MailFaults faults) {
        this.settings = settings;
        this.faults = faults;
    }

    /** Adds the login to a request if user and password are known: the program then logs in, whatever else is set. */
    void addTo(ProbeRequest.Builder request) {
        Optional<String> user = settings.first("credentials.user", users());
        Optional<String> password = password();
        if (user.isPresent() && password.isPresent()) {
            add(request, user.get(), Secret.of(password.get()));
        }
        if (!faults.open(MailOption.LOGIN)) {
            new MailLoginParts(settings, faults, users(), passwords()).check();
        }
        if (settings.text(settings.own("sasl.authorizationid")).isPresent()) {
            faults.warning(
                    settings.own("sasl.authorizationid"),
                    Code.UNSUPPORTED,
                    "is not followed: the probe logs in as the user alone, for no other identity");
        }
    }

    private void add(ProbeRequest.Builder request, String user, Secret secret) {
        List<String> mechanisms = mechanisms();
        request.credentials(
                forTokens(mechanisms) ? Credentials.bearer(user, left -> secret) : Credentials.password(user, secret));
        if (!mechanisms.isEmpty()) {
            request.mechanisms(mechanisms.toArray(String[]::new));
        }
    }

    /**
     * The program sends what it has as a password by whichever mechanism comes first; here the first mechanism decides whether
     * it is a password or a token.
     */
    private static boolean forTokens(List<String> mechanisms) {
        return mechanisms.stream()
                .filter(KNOWN::contains)
                .findFirst()
                .filter(FOR_TOKENS::contains)
                .isPresent();
    }

    private String[] users() {
        return new String[] {MailSettings.boot("username"), settings.own("user"), "mail.user"};
    }

    private String[] passwords() {
        return new String[] {MailSettings.boot("password"), settings.own("password"), "mail.password"};
    }

    /** Jakarta Mail does not read a password from its settings; programs that keep it there pass it on themselves. */
    private Optional<String> password() {
        for (String name : passwords()) {
            Optional<String> given = settings.first("credentials.password", name);
            if (given.filter(MailLogin::encrypted).isPresent()) {
                faults.error(name, Code.ENCRYPTED, "is encrypted; the probe needs the password itself");
                return Optional.empty();
            }
            if (given.isPresent()) {
                return given;
            }
        }
        return Optional.empty();
    }

    /** Whether a password has the form in which Jasypt and Spring Cloud Config write encrypted values. */
    private static boolean encrypted(String password) {
        return (password.startsWith("ENC(") && password.endsWith(")")) || password.startsWith("{cipher}");
    }

    /** The mechanisms in order of preference; empty for any. */
    private List<String> mechanisms() {
        boolean sasl = settings.on(settings.own("sasl.enable"), false);
        String setting = sasl ? "sasl.mechanisms" : "auth.mechanisms";
        Optional<String> given = settings.first("mechanisms", settings.own(setting));
        if (given.isEmpty() && (sasl || faults.unread(settings.own(setting)))) {
            return List.of();
        }
        boolean named = given.isPresent() || settings.empty(settings.own(setting));
        String names = given.orElse("");
        List<String> all =
                named ? named(setting, sasl ? BLANKS_AND_COMMAS.split(names) : BLANKS.split(names)) : usual();
        lacking(named ? setting : "auth.plain.disable", all);
        return all;
    }

    /** Warns about mechanisms that the probe does not have. */
    private void lacking(String setting, List<String> mechanisms) {
        String name = settings.own(setting);
        String known = String.join(", ", KNOWN);
        if (mechanisms.isEmpty()) {
            if (!faults.unread(name)) {
                faults.error(
                        name, Code.CONFLICT, "leaves no mechanism to log in with: all others are switched off, too");
            }
        } else if (mechanisms.stream().noneMatch(KNOWN::contains)) {
            faults.warning(
                    name,
                    Code.UNSUPPORTED,
                    "leaves no mechanism that the probe has (" + known
                            + "), so that it cannot log in unless it is given another");
        } else if (!setting.endsWith(".disable") && !KNOWN.containsAll(mechanisms)) {
            faults.warning(
                    name,
                    Code.UNSUPPORTED,
                    "names mechanisms that the probe does not have and passes over; it has " + known);
        }
    }

    private List<String> named(String setting, String... names) {
        List<String> given = Arrays.stream(names)
                .filter(each -> !each.isEmpty())
                .map(each -> each.toUpperCase(Locale.ROOT))
                .toList();
        if (given.isEmpty()
                || !given.stream().allMatch(each -> NAME.matcher(each).matches())) {
            faults.error(settings.own(setting), Code.MALFORMED, "must be names of mechanisms with blanks between them");
            return List.of();
        }
        return given;
    }

    /**
     * XOAUTH2 is enabled on purpose, but digests only because nobody disabled them: if passwords are not sent, tokens are
     * meant.
     */
    private List<String> usual() {
        List<String> enabled = USUAL.stream().filter(this::enabled).toList();
        boolean tokens = enabled.contains("XOAUTH2") && !enabled.contains("LOGIN") && !enabled.contains("PLAIN");
        return tokens ? List.of("XOAUTH2") : enabled;
    }

    private boolean enabled(String mechanism) {
        return !settings.on(
                settings.own("auth." + mechanism.toLowerCase(Locale.ROOT) + ".disable"), mechanism.equals("XOAUTH2"));
    }
}
