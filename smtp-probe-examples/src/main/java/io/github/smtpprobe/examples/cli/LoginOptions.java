/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.examples.cli;

import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.sasl.Credentials;
import io.github.smtpprobe.sasl.Secret;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** As whom to log in, and where the secret comes from: never from an argument, which every user of the machine can see. */
final class LoginOptions {
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

    @Option(names = "--password-stdin", description = "Take the password from the first line of standard input.")
    private boolean passwordStdin;

    @Option(names = "--token", description = "What is asked for is an OAuth 2.0 token, not a password.")
    private boolean token;

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

    boolean given() {
        return user != null;
    }

    /** Refuses what makes no sense, before anybody is asked for a password. */
    void check() {
        if (user == null
                && (token || passwordStdin || passwordEnv != null || mechanisms != null || cleartext || unoffered)) {
            throw new IllegalArgumentException("--user is missing");
        }
    }

    void addTo(ProbeRequest.Builder request) throws IOException {
        if (user == null) {
            return;
        }
        Secret secret = new SecretSource(System.getenv(), System.in)
                .read(passwordStdin, passwordEnv, token ? "token" : "password");
        request.credentials(token ? Credentials.bearer(user, left -> secret) : Credentials.password(user, secret));
        if (mechanisms != null) {
            request.mechanisms(mechanisms.toArray(new String[0]));
        }
        if (cleartext) {
            request.allowCleartextCredentials();
        }
        if (unoffered) {
            request.authEvenIfNotOffered();
        }
    }
}
