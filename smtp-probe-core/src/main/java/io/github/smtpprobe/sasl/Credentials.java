/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.sasl;

import java.util.Objects;
import java.util.Optional;
import javax.security.auth.Subject;

/**
 * What a user proves an identity with. An open interface: an in-house mechanism brings a kind of its own. Each mechanism says
 * which kinds it takes, so a password never travels as a bearer token, nor the other way round.
 */
public interface Credentials {
    /** {@return the kind in one word, such as {@code password}; shown in reports, so it must hold no secret and no user name} */
    String kind();

    /**
     * User name and password.
     *
     * @param user     the user name, in most places the full mailbox
     * @param password the password or app password
     * @return the credentials
     */
    static PasswordCredentials password(String user, Secret password) {
        return new PasswordCredentials(user, password);
    }

    /**
     * User name and OAuth 2.0 bearer token.
     *
     * @param user   the mailbox that the token is for
     * @param source gives the token when AUTH starts, and not before
     * @return the credentials
     */
    static BearerCredentials bearer(String user, TokenSource source) {
        return new BearerCredentials(user, source);
    }

    /**
     * Whatever the server knows of the client already, mostly its certificate (mechanism EXTERNAL, RFC 4422 appendix A). The key is given with
     * {@link io.github.smtpprobe.tls.TlsSettings.Builder#clientKey the TLS settings}; where there is none, the login can still rest on the
     * client's address, so that nothing asks for one. The mechanism is never chosen for other credentials.
     *
     * @return credentials that leave it to the server as whom the client acts
     */
    static ExternalCredentials external() {
        return new ExternalCredentials(Optional.empty());
    }

    /**
     * As {@link #external()}, with the identity to act as.
     *
     * @param authorizationIdentity 1 to 1,000 characters, none of them a control character; in most places a user name or mailbox
     * @return the credentials
     */
    static ExternalCredentials external(String authorizationIdentity) {
        return new ExternalCredentials(
                Optional.of(Objects.requireNonNull(authorizationIdentity, "authorizationIdentity")));
    }

    /**
     * The Kerberos ticket in the cache of the process's user ({@code KRB5CCNAME}, as {@code kinit} fills it), for the mechanism {@link SaslMechanism#gssapi}.
     * Nobody is asked for a password, and no system property has to be set.
     *
     * @return the credentials
     */
    static KerberosCredentials kerberos() {
        return new KerberosCredentials(Optional.empty());
    }

    /**
     * The Kerberos ticket of a subject that the application logged in, such as by a {@code LoginContext} with a keytab, for the mechanism
     * {@link SaslMechanism#gssapi}.
     *
     * @param subject who has the ticket; it may be renewed while it is in use here
     * @return the credentials
     */
    static KerberosCredentials kerberos(Subject subject) {
        return new KerberosCredentials(Optional.of(Objects.requireNonNull(subject, "subject")));
    }

    /**
     * A guest's (mechanism ANONYMOUS, RFC 4505). The mechanism is never chosen for other credentials. A submission server that lets
     * guests in may be an open relay.
     *
     * @param trace a mail address, or a word without an at sign, which tells the operator who came and which nobody checks; 0 to 255 characters,
     *              none of them a control character
     * @return the credentials
     */
    static AnonymousCredentials anonymous(String trace) {
        return new AnonymousCredentials(Objects.requireNonNull(trace, "trace"));
    }
}
