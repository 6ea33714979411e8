/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.sasl;

import java.util.Optional;
import javax.security.auth.Subject;

/**
 * A reference to a Kerberos ticket, which stays where it is: with a subject that the application has logged in, or in the ticket
 * cache of the user of this process. It contains no password, and none is asked for. Immutable; compared by identity.
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

    /** {@return the holder of the ticket, for a mechanism; empty if the ticket is in the ticket cache} */
    public Optional<Subject> subject() {
        return subject;
    }

    @Override
    public String toString() {
        return "Credentials[kerberos]";
    }
}
