/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.session;

import io.github.smtpprobe.fact.Outcome;
import io.github.smtpprobe.fact.Reason;
import io.github.smtpprobe.sasl.Credentials;
import io.github.smtpprobe.sasl.PasswordCredentials;
import io.github.smtpprobe.text.masking.Scrubber;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Masks secrets in failures that quote foreign code, such as a mechanism's words or an exception of the caller's transport.
 * Unlike a server, such code may know the password before it is sent, and cannot use the mask to test a guess.
 */
final class QuotedFailures {
    /** Failures that quote foreign code; the details of all others are the library's own sentences. */
    private static final Set<Reason> QUOTING = EnumSet.of(
            Reason.NO_ROUTE,
            Reason.LOCAL_TROUBLE,
            Reason.LOCAL_TLS,
            Reason.TLS_BROKEN,
            Reason.TLS_ALERT_LATER,
            Reason.TLS_CUT,
            Reason.CONNECTION_CLOSED,
            Reason.EXCHANGE_ABORTED,
            Reason.SERVER_NOT_PROVEN,
            Reason.TOKEN_UNAVAILABLE,
            Reason.EXTENSION_FAILED,
            Reason.PROXY_UNREACHABLE,
            Reason.PROXY_TIMEOUT,
            Reason.PROXY_CLOSED,
            Reason.PROXY_LOGIN_WANTED,
            Reason.PROXY_LOGIN_REFUSED,
            Reason.PROXY_FORBIDS,
            Reason.PROXY_TARGET_REFUSED,
            Reason.PROXY_TARGET_UNREACHABLE,
            Reason.PROXY_TARGET_TIMEOUT,
            Reason.PROXY_PROTOCOL,
            Reason.PROXY_LIMIT,
            Reason.UNIX_SOCKET);

    private final Optional<Credentials> credentials;
    private final Scrubber sent;

    /**
     * Masks for one probe.
     *
     * @param credentials the credentials of the request
     * @param sent        knows what was sent so far
     */
    QuotedFailures(Optional<Credentials> credentials, Scrubber sent) {
        this.credentials = credentials;
        this.sent = sent;
    }

    Outcome withoutSecrets(Outcome outcome) {
        return outcome instanceof Outcome.Failed failed && QUOTING.contains(failed.reason())
                ? new Outcome.Failed(failed.reason(), scrubbed(failed.detail()), failed.reply())
                : outcome;
    }

    private String scrubbed(String detail) {
        Scrubber unsent = new Scrubber();
        if (credentials.orElse(null) instanceof PasswordCredentials password) {
            byte[] octets = password.password().revealUtf8();
            unsent.learn(octets);
            Arrays.fill(octets, (byte) 0);
        }
        return sent.scrub(unsent.scrub(detail));
    }
}
