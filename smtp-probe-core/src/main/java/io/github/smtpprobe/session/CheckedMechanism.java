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
 * A mechanism with fixed properties: its name, its strength and whether it reveals the secret are asked for once and checked,
 * and never change.
 *
 * @param given         the caller's own object
 * @param name          a valid SASL name (RFC 4422 §3.1)
 * @param strength      its strength, as it said
 * @param revealsSecret whether it reveals the secret, as it said
 */
public record CheckedMechanism(SaslMechanism given, String name, int strength, boolean revealsSecret)
        implements SaslMechanism {
    private static final Pattern NAME = Pattern.compile("[A-Z0-9_-]{1,20}");

    /**
     * Checks a mechanism.
     *
     * @param given any mechanism
     * @return the same mechanism with fixed properties
     * @throws IllegalArgumentException if they cannot be read, or its name is not a valid SASL name (RFC 4422 §3.1)
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
