/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.request;

import io.github.smtpprobe.sasl.Credentials;
import io.github.smtpprobe.sasl.Secret;
import io.github.smtpprobe.sasl.TokenSource;
import io.github.smtpprobe.tls.TlsSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The options of a request that say how the connection is secured, whom it trusts, and with which credentials to log in.
 *
 * @param <B> the builder
 */
abstract sealed class SecurityOptions<B> extends RouteOptions<B> permits ConversationOptions {
    /** Stands for a source that was not given, until the request is built and reports that. */
    static final TokenSource NO_SOURCE = left -> {
        throw new IllegalStateException("no source was given");
    };

    @Nullable
    Given<TlsMode> tls;

    boolean inspectInvalidCertificate;

    List<@Nullable String> fingerprints = List.of();

    @Nullable
    Given<Path> trustedCertificates;

    /** The trusted certificates that an earlier request has read from a file. */
    @Nullable
    TlsSettings trustRead;

    @Nullable
    Given<Credentials> credentials;

    @Nullable
    List<@Nullable String> mechanisms;

    boolean cleartextCredentials;
    boolean authenticateOnEveryRoute;
    boolean startTlsEvenIfNotOffered;
    boolean authEvenIfNotOffered;
    boolean tryEveryMechanism;

    SecurityOptions() {}

    /** An array as a list that may contain null, unlike List.of, so that the validation can report it. */
    static List<@Nullable String> listOf(@Nullable String[] values) {
        List<@Nullable String> all = new ArrayList<>(values.length);
        Collections.addAll(all, values);
        return Collections.unmodifiableList(all);
    }

    /**
     * Sets when TLS begins on the one port of this request.
     *
     * @param mode the mode
     * @return this builder
     */
    public B tls(TlsMode mode) {
        tls = new Given<>(mode);
        return self();
    }

    /**
     * Continues after a bad certificate, to learn more about the server. Credentials are never sent then, and the probe does not
     * pass.
     *
     * @return this builder
     */
    public B inspectInvalidCertificate() {
        inspectInvalidCertificate = true;
        return self();
    }

    /**
     * Trusts one certificate by its fingerprint, whatever its issuer, names and dates, and no other certificate. May be called
     * several times; any of these certificates is then accepted. The trust settings of a request replace those of the probe. A
     * probe for untrusted targets refuses such a request.
     *
     * @param sha256 64 hexadecimal digits, colons allowed
     * @return this builder
     */
    public B trustCertificate(String sha256) {
        List<@Nullable String> all = new ArrayList<>(fingerprints);
        all.add(sha256);
        fingerprints = Collections.unmodifiableList(all);
        return self();
    }

    /**
     * Trusts the certificates in a file, instead of those that the probe's TLS settings trust. The file is read once, by
     * {@link ProbeRequest.Builder#build()}: a builder made from that request keeps what was read. A probe for untrusted targets
     * refuses such a request.
     *
     * @param pem a file of at most 4 MiB with PEM certificates (RFC 7468), usually of certificate authorities
     * @return this builder
     */
    public B trustedCertificates(Path pem) {
        trustedCertificates = new Given<>(pem);
        trustRead = null;
        return self();
    }

    /**
     * Sets the credentials. AUTH is then part of the probe, which cannot pass without it.
     *
     * @param credentials the credentials, which are tried once; see {@link #authenticateOnEveryRoute()}
     * @return this builder
     */
    public B credentials(Credentials credentials) {
        this.credentials = new Given<>(credentials);
        return self();
    }

    /**
     * Logs in with user name and password. A shorthand for {@link #credentials}.
     *
     * @param user     the user name, usually the full mailbox
     * @param password the password or app password; copied, so the caller may overwrite the array
     * @return this builder
     */
    public B password(String user, char[] password) {
        Secret secret = Secret.of(password == null ? new char[0] : password);
        return credentials(Credentials.password(user == null ? "" : user, secret));
    }

    /**
     * Logs in with an OAuth 2.0 bearer token. A shorthand for {@link #credentials}.
     *
     * @param user   the mailbox that the token is for
     * @param source supplies the token when AUTH starts, not earlier
     * @return this builder
     */
    public B bearer(String user, TokenSource source) {
        return credentials(Credentials.bearer(user == null ? "" : user, source == null ? NO_SOURCE : source));
    }

    /**
     * Restricts the mechanisms.
     *
     * @param names the allowed mechanisms, in order of preference
     * @return this builder
     */
    public B mechanisms(String... names) {
        mechanisms = listOf(names == null ? new String[0] : names);
        return self();
    }

    /**
     * Allows credentials on an unencrypted connection, where anybody on the network path can read them. Credentials for EXTERNAL
     * and ANONYMOUS contain no secret and need no such permission. On such a connection, password mechanisms that send a digest
     * (DIGEST-MD5, CRAM-MD5, NTLM) are preferred to those that send the password itself (PLAIN, LOGIN), since they keep it off
     * the wire. Inside verified TLS it is the other way round: there they add nothing, and they force servers to store passwords
     * in readable form.
     *
     * @return this builder
     */
    public B allowCleartextCredentials() {
        cleartextCredentials = true;
        return self();
    }

    /**
     * Sends STARTTLS even if the reply to EHLO does not offer it, which clients must not do (RFC 3207 §4), to find out whether
     * something on the network path hides the offer. The report says what came of it. It has no effect if STARTTLS is offered,
     * and needs a mode with STARTTLS.
     *
     * @return this builder
     */
    public B startTlsEvenIfNotOffered() {
        startTlsEvenIfNotOffered = true;
        return self();
    }

    /**
     * Sends AUTH even if the reply to EHLO does not offer it, or offers no mechanism for these credentials, which clients must
     * not do (RFC 4954 §3). The mechanism tried is the first of {@link #mechanisms}, otherwise PLAIN, which every server has to
     * support (RFC 4954 §4), otherwise the strongest. The report says what came of it. It has no effect if a suitable mechanism
     * is offered. The usual rules on where credentials may be sent still apply.
     *
     * @return this builder
     */
    public B authEvenIfNotOffered() {
        authEvenIfNotOffered = true;
        return self();
    }

    /**
     * Finds out which mechanisms work. This is for the operator of the server. After the probe has reached its verdict as usual,
     * with one login, each further mechanism that the server offers, that suits the credentials and that {@link #mechanisms}
     * allows is tried on a connection of its own, which ends after AUTH. A bearer token is requested anew each time. These
     * attempts have the purpose {@code MECHANISM} in the report and change neither its verdict nor its decisive attempt. The
     * usual rules on where credentials may be sent still apply.
     *
     * <p><strong>Wrong credentials may lock the account or get this client's address banned,</strong> since each mechanism is a
     * login of its own. Therefore one mechanism of each kind is tried first. No further login is made after four refusals without
     * a success (the limit of common filters such as fail2ban is five), after a reply that says that the account or the client is
     * blocked or has to wait, after a failed connection, or after twelve logins in all. Once a login was accepted, the remaining
     * mechanisms are tried even if the server refuses more than four of them, which a filter may count. The report says why a
     * mechanism was not tried.
     *
     * <p>This option needs credentials, and cannot be combined with {@code Coverage.ALL}, since it is for a single route. A probe
     * for untrusted targets refuses it.
     *
     * @return this builder
     */
    public B tryEveryMechanism() {
        tryEveryMechanism = true;
        return self();
    }

    /**
     * Tries the credentials on every route, even after a server has accepted or rejected them. Wrong credentials may lock the
     * account.
     *
     * @return this builder
     */
    public B authenticateOnEveryRoute() {
        authenticateOnEveryRoute = true;
        return self();
    }
}
