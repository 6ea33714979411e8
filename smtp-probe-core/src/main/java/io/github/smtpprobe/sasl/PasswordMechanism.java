/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.sasl;

/** A mechanism that sends user name and password as they are. */
abstract class PasswordMechanism implements SaslMechanism {
    private final String name;
    private final int strength;

    PasswordMechanism(String name, int strength) {
        this.name = name;
        this.strength = strength;
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final int strength() {
        return strength;
    }

    @Override
    public final boolean accepts(Credentials credentials) {
        return credentials instanceof PasswordCredentials;
    }

    @Override
    public final SaslExchange start(SaslContext context) {
        return exchange(context, (PasswordCredentials) context.credentials());
    }

    abstract SaslExchange exchange(SaslContext context, PasswordCredentials credentials);
}
