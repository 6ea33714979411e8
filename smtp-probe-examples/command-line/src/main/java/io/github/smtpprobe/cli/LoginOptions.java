/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.cli;

import io.github.smtpprobe.SmtpProbe;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.sasl.Credentials;
import io.github.smtpprobe.sasl.SaslMechanism;
import io.github.smtpprobe.sasl.Secret;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * The user to log in as, and where the password or token comes from: never from an argument, which every user of the machine
 * can see.
 */
final class LoginOptions {
    /** How to supply a password. */
    static final String ASKED = "the password is asked for, or use --password-stdin or --password-env";

    @Option(
            names = {"-u", "--user"},
            paramLabel = "USER",
            description = "Log in. The password is asked for, unless one of the next two is given.")
    private @Nullable String user;

    @Option(
            names = "--password-env",
            paramLabel = "NAME",
            description = "Take the password from this environment variable.")
    private @Nullable String passwordEnv;

    /** Whether the user name may contain a colon, because it came from a URL in which it was escaped. */
    private boolean colon;

    @Option(names = "--password-stdin", description = "Take the password from the first line of standard input.")
    private boolean passwordStdin;

    @Option(names = "--token", description = "The secret is an OAuth 2.0 token, not a password.")
    private boolean token;

    @Option(
            names = "--external",
            arity = "0..1",
            paramLabel = "AUTHZID",
            preprocessor = AttachedValue.class,
            description =
                    "Log in by what the server already knows of this client, mostly the certificate of --client-key"
                            + " (mechanism EXTERNAL); with a value after an equals sign, act as that identity.")
    private @Nullable String external;

    @Option(
            names = "--anonymous",
            arity = "0..1",
            paramLabel = "TRACE",
            preprocessor = AttachedValue.class,
            description =
                    "Log in as a guest (mechanism ANONYMOUS); with a value behind an equals sign, a mail address or"
                            + " a word tells the operator who came.")
    private @Nullable String anonymous;

    @Option(
            names = "--kerberos",
            description = "Log in by the Kerberos ticket of this user, as obtained by kinit (mechanism GSSAPI).")
    private boolean kerberos;

    @Option(
            names = "--mechanism",
            paramLabel = "NAME",
            description = "Use only this SASL mechanism; repeatable, in order of preference.")
    private @Nullable List<String> mechanisms;

    @Option(names = "--allow-cleartext-credentials", description = "Send credentials even without encryption.")
    private boolean cleartext;

    @Option(
            names = "--auth-even-if-not-offered",
            description = "Send AUTH although the server does not offer it, which clients must not do.")
    private boolean unoffered;

    @Option(
            names = "--try-every-mechanism",
            description =
                    "Then log in by each other mechanism that the server offers, too, to find out which of them work."
                            + " Each is a login of its own: wrong credentials may lock the account.")
    private boolean every;

    /** Takes the user name from HOST. */
    void user(String named) {
        if (user != null && !user.equals(named)) {
            throw new IllegalArgumentException("the user in HOST and --user exclude each other");
        }
        colon = true;
        user = named;
    }

    /** The option that asks for a login; the first of several. */
    @Nullable
    String given() {
        List<String> all = ways();
        return all.isEmpty() ? null : all.get(0);
    }

    private List<String> ways() {
        List<String> ways = new ArrayList<>();
        if (user != null) {
            ways.add("--user");
        }
        if (external != null) {
            ways.add("--external");
        }
        if (anonymous != null) {
            ways.add("--anonymous");
        }
        if (kerberos) {
            ways.add("--kerberos");
        }
        return ways;
    }

    /** Whether the password is read from standard input. */
    boolean readsStandardInput() {
        return passwordStdin;
    }

    /** Refuses options that make no sense together, before anybody is asked for a password. */
    void check() {
        List<String> ways = ways();
        if (user != null && user.isEmpty()) {
            throw new IllegalArgumentException("--user must not be empty");
        }
        if (user != null && user.indexOf(':') >= 0 && !colon) {
            throw new IllegalArgumentException(
                    "--user takes no password after a colon, which every user of this machine" + " can see: " + ASKED
                            + ". A name with a colon goes into HOST, as in smtp://a%3Ab@mx.example.com.");
        }
        if (ways.size() > 1) {
            throw new IllegalArgumentException(String.join(" and ", ways) + " exclude each other");
        }
        if (passwordStdin && passwordEnv != null) {
            throw new IllegalArgumentException("--password-env and --password-stdin exclude each other");
        }
        if (user == null && (token || passwordStdin || passwordEnv != null)) {
            String with = passwordStdin ? "--password-stdin" : passwordEnv == null ? "--token" : "--password-env";
            throw new IllegalArgumentException(
                    ways.isEmpty() ? with + " needs --user" : ways.get(0) + " has neither password nor token");
        }
        if (ways.isEmpty() && (mechanisms != null || cleartext || unoffered || every)) {
            String with = mechanisms != null
                    ? "--mechanism"
                    : cleartext
                            ? "--allow-cleartext-credentials"
                            : unoffered ? "--auth-even-if-not-offered" : "--try-every-mechanism";
            throw new IllegalArgumentException(with + " needs a login, such as by --user");
        }
    }

    /** Adds Kerberos only if it is wanted, because it contacts a server of its own. */
    void addTo(SmtpProbe.Builder probe) {
        if (kerberos) {
            probe.mechanism(SaslMechanism.gssapi());
        }
    }

    /**
     * Adds the login.
     *
     * @param server whom a password that is asked for will be sent to
     */
    void addTo(ProbeRequest.Builder request, String server) {
        if (ways().isEmpty()) {
            return;
        }
        request.credentials(credentials(server));
        if (mechanisms != null) {
            request.mechanisms(mechanisms.toArray(new String[0]));
        }
        if (cleartext) {
            request.allowCleartextCredentials();
        }
        if (unoffered) {
            request.authEvenIfNotOffered();
        }
        if (every) {
            request.tryEveryMechanism();
        }
    }

    private Credentials credentials(String server) {
        if (external != null) {
            return external.isEmpty() ? Credentials.external() : Credentials.external(external);
        }
        if (anonymous != null) {
            return Credentials.anonymous(anonymous);
        }
        if (kerberos) {
            return Credentials.kerberos();
        }
        Secret secret = new SecretSource("--password", System.getenv(), StandardInput.stream())
                .read(passwordStdin, passwordEnv, token ? "token" : "password", user() + " at " + server);
        return token ? Credentials.bearer(user(), left -> secret) : Credentials.password(user(), secret);
    }

    private String user() {
        return user == null ? "" : user;
    }
}
