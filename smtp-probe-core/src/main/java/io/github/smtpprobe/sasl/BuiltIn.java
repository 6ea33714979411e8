/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.sasl;

/** A mechanism of the library: its name, its strength, and the one kind of credentials that it accepts. */
abstract class BuiltIn<C extends Credentials> implements SaslMechanism {
    private final String name;
    private final int strength;
    private final Class<C> kind;

    BuiltIn(String name, int strength, Class<C> kind) {
        this.name = name;
        this.strength = strength;
        this.kind = kind;
    }

    /** Begins one exchange with credentials of its kind. */
    abstract SaslExchange exchange(SaslContext context, C credentials) throws Exception;

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
        return kind.isInstance(credentials);
    }

    @Override
    public final SaslExchange start(SaslContext context) throws Exception {
        return exchange(context, kind.cast(context.credentials()));
    }
}
