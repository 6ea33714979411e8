/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.session;

import io.github.smtpprobe.guard.ExtensionError;
import io.github.smtpprobe.sasl.Credentials;
import io.github.smtpprobe.sasl.SaslContext;
import io.github.smtpprobe.sasl.SaslExchange;
import io.github.smtpprobe.sasl.SaslMechanism;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * A mechanism as it was when it was given: its name, its strength and whether it reveals the secret are asked for once, checked, and never change.
 *
 * @param given         the caller's own object
 * @param name          a name of SASL's (RFC 4422 §3.1)
 * @param strength      what it said
 * @param revealsSecret what it said
 */
public record CheckedMechanism(SaslMechanism given, String name, int strength, boolean revealsSecret)
        implements SaslMechanism {
    private static final Pattern NAME = Pattern.compile("[A-Z0-9_-]{1,20}");

    /**
     * Checks a mechanism.
     *
     * @param given somebody's
     * @return the same with a fixed name and strength
     * @throws IllegalArgumentException if it cannot tell them, or its name is none of SASL's (RFC 4422 §3.1)
     */
    public static CheckedMechanism of(SaslMechanism given) {
        Objects.requireNonNull(given, "mechanism");
        if (given instanceof CheckedMechanism checked) {
            return checked;
        }
        String name;
        int strength;
        boolean reveals;
        try {
            name = given.name();
            strength = given.strength();
            reveals = given.revealsSecret();
        } catch (Exception | LinkageError | AssertionError | StackOverflowError broken) {
            throw new IllegalArgumentException(
                    "mechanism: " + ExtensionError.nameOf(given) + " does not give its name and strength", broken);
        }
        if (name == null || !NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("mechanism: the name of " + ExtensionError.nameOf(given)
                    + " is not 1 to 20 upper-case letters, digits, hyphens or underscores");
        }
        return new CheckedMechanism(given, name, strength, reveals);
    }

    @Override
    public boolean accepts(Credentials credentials) {
        return given.accepts(credentials);
    }

    @Override
    public boolean fits(SaslContext.Peer peer) {
        return given.fits(peer);
    }

    @Override
    public SaslExchange start(SaslContext context) throws Exception {
        return given.start(context);
    }
}
