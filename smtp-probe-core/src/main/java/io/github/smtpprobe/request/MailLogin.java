/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.request;

import io.github.smtpprobe.sasl.Credentials;
import io.github.smtpprobe.sasl.SaslMechanism;
import io.github.smtpprobe.sasl.Secret;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** As whom a mail program logs in, and by which mechanisms. */
final class MailLogin {
    /** In this order, where no setting says otherwise; XOAUTH2 has to be asked for. */
    private static final List<String> USUAL = List.of("LOGIN", "PLAIN", "DIGEST-MD5", "NTLM", "XOAUTH2");

    private static final Set<String> FOR_TOKENS = Set.of("XOAUTH2", "OAUTHBEARER");
    private static final List<String> KNOWN =
            SaslMechanism.builtIn().stream().map(SaslMechanism::name).toList();
    private static final Pattern NAME = Pattern.compile("[A-Z0-9_-]{1,20}");

    private final MailSettings settings;
    private final Problems problems;

    MailLogin(MailSettings settings, Problems problems) {
        this.settings = settings;
        this.problems = problems;
    }

    /** Gives a request the login, where user and password are known: the program then logs in, whatever else is set. */
    void addTo(ProbeRequest.Builder request) {
        Optional<String> user =
                settings.boot("username").or(() -> settings.text("user")).or(() -> settings.full("mail.user"));
        Optional<String> password = password();
        if (user.isPresent() && password.isPresent()) {
            List<String> mechanisms = mechanisms();
            Secret secret = Secret.of(password.get());
            request.credentials(
                    forTokens(mechanisms)
                            ? Credentials.bearer(user.get(), left -> secret)
                            : Credentials.password(user.get(), secret));
            if (!mechanisms.isEmpty()) {
                request.mechanisms(mechanisms.toArray(String[]::new));
            }
        } else if (settings.on("auth", false)) {
            problems.add(settings.name("auth"), "incomplete", "asks for a login, and user or password are not given");
            request.password(user.orElse(""), new char[0]); // so that no probe is made that leaves the login out
        }
        if (settings.text("sasl.authorizationid").isPresent()) {
            problems.add(
                    settings.name("sasl.authorizationid"),
                    "unsupported",
                    "is not followed: the login is the user's own");
        }
    }

    /** The program sends what it has as a password by whichever mechanism comes first; here that decides what it is. */
    private static boolean forTokens(List<String> mechanisms) {
        return mechanisms.stream()
                .filter(KNOWN::contains)
                .findFirst()
                .filter(FOR_TOKENS::contains)
                .isPresent();
    }

    /** Jakarta Mail reads no password of its settings; programs that keep one there hand it over themselves. */
    private Optional<String> password() {
        Optional<String> given =
                settings.boot("password").or(() -> settings.text("password")).or(() -> settings.full("mail.password"));
        if (given.filter(MailLogin::encrypted).isPresent()) {
            String field = settings.ofBoot() ? "spring.mail.password" : settings.name("password");
            problems.add(field, "encrypted", "is encrypted, and is needed as it is");
            return Optional.empty();
        }
        return given;
    }

    /** As Jasypt and Spring Cloud Config write what they have encrypted. */
    private static boolean encrypted(String password) {
        return (password.startsWith("ENC(") && password.endsWith(")")) || password.startsWith("{cipher}");
    }

    /** In order of preference; empty for any. */
    private List<String> mechanisms() {
        if (settings.on("sasl.enable", false)) {
            return settings.text("sasl.mechanisms")
                    .map(each -> named("sasl.mechanisms", each.split("[\\s,]+")))
                    .orElse(List.of());
        }
        return settings.text("auth.mechanisms")
                .map(each -> named("auth.mechanisms", each.split("\\s+")))
                .orElseGet(() -> USUAL.stream().filter(this::enabled).toList());
    }

    private List<String> named(String setting, String... names) {
        List<String> given = Arrays.stream(names)
                .filter(each -> !each.isEmpty())
                .map(each -> each.toUpperCase(Locale.ROOT))
                .toList();
        List<String> named =
                given.stream().filter(each -> NAME.matcher(each).matches()).toList();
        if (named.size() < given.size()) {
            problems.add(settings.name(setting), "malformed", "must be names of mechanisms with blanks between them");
        }
        return named;
    }

    private boolean enabled(String mechanism) {
        return !settings.on("auth." + mechanism.toLowerCase(Locale.ROOT) + ".disable", mechanism.equals("XOAUTH2"));
    }
}
