/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.sasl;

/** User name and password. A class without public state: nothing that maps beans reaches the secret. */
public final class PasswordCredentials implements Credentials {
    private final String user;
    private final Secret password;

    PasswordCredentials(String user, Secret password) {
        this.user = user;
        this.password = password;
    }

    @Override
    public String kind() {
        return "password";
    }

    /** {@return the user name, for a mechanism} */
    public String user() {
        return user;
    }

    /** {@return the password, for a mechanism} */
    public Secret password() {
        return password;
    }

    @Override
    public String toString() {
        return "Credentials[password]";
    }
}
