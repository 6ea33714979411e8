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
 * The options of a request that say how the connection is secured, whom it trusts, and who logs in.
 *
 * @param <B> the builder
 */
abstract sealed class SecurityOptions<B> extends RouteOptions<B> permits ConversationOptions {
    @Nullable
    Given<TlsMode> tls;

    boolean inspectInvalidCertificate;

    List<@Nullable String> fingerprints = List.of();

    @Nullable
    Given<Path> trustedCertificates;

    /** What a file holds that an earlier request has read. */
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

    /** An array as a list that keeps null, unlike List.of, for the validation to name. */
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
     * Goes on after a bad certificate, to look further. Credentials are never sent then, and the probe does not pass.
     *
     * @return this builder
     */
    public B inspectInvalidCertificate() {
        inspectInvalidCertificate = true;
        return self();
    }

    /**
     * Trusts one certificate by its fingerprint, whoever signed it, whatever name and dates it has, and no other certificate. Can be
     * given several times: then any one of them will do. What a request trusts counts instead of what the probe's TLS settings trust.
     * A probe for untrusted targets refuses such a request.
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
     * Trusts the certificates in a file, instead of those that the probe's TLS settings trust. {@link ProbeRequest.Builder#build()}
     * reads the file, and nothing does after it: a builder that is made of the request keeps what was read. A probe for untrusted targets refuses such a request.
     *
     * @param pem a file of 4 MiB at most with certificates in PEM form (RFC 7468), usually of authorities
     * @return this builder
     */
    public B trustedCertificates(Path pem) {
        trustedCertificates = new Given<>(pem);
        trustRead = null;
        return self();
    }

    /**
     * Gives credentials: AUTH is then part of the probe, and it cannot pass without.
     *
     * @param credentials tried once; see {@link #authenticateOnEveryRoute()}
     * @return this builder
     */
    public B credentials(Credentials credentials) {
        this.credentials = new Given<>(credentials);
        return self();
    }

    /**
     * Logs in with user name and password: {@link #credentials} in short.
     *
     * @param user     the user name, in most places the full mailbox
     * @param password the password or app password; copied, so that the caller may overwrite its own
     * @return this builder
     */
    public B password(String user, char[] password) {
        return credentials(Credentials.password(user, Secret.of(password == null ? new char[0] : password)));
    }

    /**
     * Logs in with an OAuth 2.0 bearer token: {@link #credentials} in short.
     *
     * @param user   the mailbox that the token is for
     * @param source gives the token when AUTH starts, and not before
     * @return this builder
     */
    public B bearer(String user, TokenSource source) {
        return credentials(Credentials.bearer(user, source));
    }

    /**
     * Limits the mechanisms.
     *
     * @param names in the order of preference
     * @return this builder
     */
    public B mechanisms(String... names) {
        mechanisms = listOf(names == null ? new String[0] : names);
        return self();
    }

    /**
     * Allows credentials on a connection that is not encrypted, where anybody on the way can read them; those for EXTERNAL and ANONYMOUS hold no
     * secret, and need no leave. Of the mechanisms for passwords, those that
     * send a digest (DIGEST-MD5, CRAM-MD5, NTLM) then come before those that send the password itself (PLAIN, LOGIN): they keep it off
     * the wire. Inside verified TLS it is the other way round: there they add nothing, and make servers keep passwords readable.
     *
     * @return this builder
     */
    public B allowCleartextCredentials() {
        cleartextCredentials = true;
        return self();
    }

    /**
     * Sends STARTTLS also where the reply to EHLO does not offer it, which clients must not do (RFC 3207 §4): to find out whether something
     * on the way hides the offer. The report says what came of it. Has no effect where it is offered; needs a mode with STARTTLS.
     *
     * @return this builder
     */
    public B startTlsEvenIfNotOffered() {
        startTlsEvenIfNotOffered = true;
        return self();
    }

    /**
     * Sends AUTH also where the reply to EHLO does not offer it, or not with a mechanism for these credentials, which clients must
     * not do (RFC 4954 §3): the first of {@link #mechanisms}, else PLAIN, which each server has to have (RFC 4954 §4), else the
     * strongest is then tried. The report says what came of it. Has no effect where one is offered. Where credentials may be sent at
     * all is decided as ever.
     *
     * @return this builder
     */
    public B authEvenIfNotOffered() {
        authEvenIfNotOffered = true;
        return self();
    }

    /**
     * Finds out which mechanisms work, for whoever operates the server: after the probe has decided as ever, by one login, each further
     * mechanism that the server offers, that fits the credentials and that {@link #mechanisms} allows is tried in a connection of
     * its own, which ends after AUTH. A bearer token is asked for each time. These attempts are {@code MECHANISM} in the report and change neither its verdict nor its
     * decisive attempt; where credentials may be sent at all is decided as ever.
     *
     * <p><strong>Wrong credentials may lock the account, or bar this client's address:</strong> each mechanism is a login of its own. So
     * the first of each kind is asked first, where four logins were refused and none was accepted, no further one is made (five are
     * the limit of widespread filters such as fail2ban), nor where a reply says that account or client is barred or has to wait, where a
     * connection fails, and after twelve in all. Once one was accepted, the others are tried also
     * where the server refuses more than four, which a filter may count. What was not tried says why.
     *
     * <p>Needs credentials; is for one route, and so not with {@code Coverage.ALL}. A probe for untrusted targets refuses it.
     *
     * @return this builder
     */
    public B tryEveryMechanism() {
        tryEveryMechanism = true;
        return self();
    }

    /**
     * Tries the credentials on every route, even after a server has judged them. Wrong ones may lock the account.
     *
     * @return this builder
     */
    public B authenticateOnEveryRoute() {
        authenticateOnEveryRoute = true;
        return self();
    }
}
