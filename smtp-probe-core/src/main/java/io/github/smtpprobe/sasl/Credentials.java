/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.sasl;

import java.util.Objects;
import java.util.Optional;
import javax.security.auth.Subject;

/**
 * What a user proves an identity with. Applications may implement it for mechanisms of their own. Each mechanism says which kinds
 * it accepts, so a password is never sent as a bearer token, nor the other way round.
 */
public interface Credentials {
    /** {@return the kind in one word, such as {@code password}; reports show it, so it must not contain a secret or a user name} */
    String kind();

    /**
     * A user name and a password.
     *
     * @param user     the user name, usually the full mailbox
     * @param password the password or app password
     * @return the credentials
     */
    static PasswordCredentials password(String user, Secret password) {
        return new PasswordCredentials(
                Objects.requireNonNull(user, "user"), Objects.requireNonNull(password, "password"));
    }

    /**
     * A user name and an OAuth 2.0 bearer token.
     *
     * @param user   the mailbox that the token is for
     * @param source supplies the token when AUTH starts, not earlier
     * @return the credentials
     */
    static BearerCredentials bearer(String user, TokenSource source) {
        return new BearerCredentials(Objects.requireNonNull(user, "user"), Objects.requireNonNull(source, "source"));
    }

    /**
     * Whatever the server already knows about the client, usually its certificate (mechanism EXTERNAL, RFC 4422 appendix A). The
     * client's key is set in {@link io.github.smtpprobe.tls.TlsSettings.Builder#clientKey the TLS settings}; it is not required,
     * since a login can also rest on the client's address. EXTERNAL is never chosen for other credentials.
     *
     * @return credentials that leave the identity to act as to the server
     */
    static ExternalCredentials external() {
        return new ExternalCredentials(Optional.empty());
    }

    /**
     * As {@link #external()}, with the identity to act as.
     *
     * @param authorizationIdentity 1 to 1,000 characters without control characters; usually a user name or mailbox
     * @return the credentials
     */
    static ExternalCredentials external(String authorizationIdentity) {
        return new ExternalCredentials(
                Optional.of(Objects.requireNonNull(authorizationIdentity, "authorizationIdentity")));
    }

    /**
     * The Kerberos ticket in the cache of the user of this process ({@code KRB5CCNAME}, as filled by {@code kinit}), for the
     * mechanism {@link SaslMechanism#gssapi}. Nobody is asked for a password, and no system property has to be set.
     *
     * @return the credentials
     */
    static KerberosCredentials kerberos() {
        return new KerberosCredentials(Optional.empty());
    }

    /**
     * The Kerberos ticket of a subject that the application has logged in, for example by a {@code LoginContext} with a keytab,
     * for the mechanism {@link SaslMechanism#gssapi}.
     *
     * @param subject the holder of the ticket, which may be renewed while it is in use here
     * @return the credentials
     */
    static KerberosCredentials kerberos(Subject subject) {
        return new KerberosCredentials(Optional.of(Objects.requireNonNull(subject, "subject")));
    }

    /**
     * The credentials of a guest (mechanism ANONYMOUS, RFC 4505). ANONYMOUS is never chosen for other credentials. A submission
     * server that lets guests in may be an open relay.
     *
     * @param trace a mail address, or a word without an at sign, that tells the operator who came; nobody verifies it. 0 to 255
     *              characters without control characters
     * @return the credentials
     */
    static AnonymousCredentials anonymous(String trace) {
        return new AnonymousCredentials(Objects.requireNonNull(trace, "trace"));
    }
}
