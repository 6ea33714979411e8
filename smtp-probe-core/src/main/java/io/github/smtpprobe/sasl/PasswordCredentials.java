/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.sasl;

/** A user name and a password. The class has no bean properties, so that bean mapping cannot reach the secret. */
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
