/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.sasl;

import java.util.Optional;
import javax.security.auth.Subject;

/**
 * A Kerberos ticket, which stays where it is: with a subject that the application logged in, or in the ticket cache of the process's user. No
 * password is in it, and none is asked for. Immutable; told apart by identity.
 */
public final class KerberosCredentials implements Credentials {
    private final Optional<Subject> subject;

    KerberosCredentials(Optional<Subject> subject) {
        this.subject = subject;
    }

    @Override
    public String kind() {
        return "kerberos";
    }

    /** {@return who has the ticket, for a mechanism; empty where it is in the ticket cache} */
    public Optional<Subject> subject() {
        return subject;
    }

    @Override
    public String toString() {
        return "Credentials[kerberos]";
    }
}
