/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.sasl;

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
}
