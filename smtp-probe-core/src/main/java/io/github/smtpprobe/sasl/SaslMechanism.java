/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.sasl;

import java.util.List;

/**
 * A SASL mechanism (RFC 4422): stateless, thread-safe, shared by all probes. Give an own one to the builder of
 * {@code SmtpProbe}, or name it in {@code META-INF/services} and switch discovery on.
 */
public interface SaslMechanism {
    /** {@return the registered name: 1 to 20 upper-case letters, digits, hyphens and underscores (RFC 4422 §3.1); asked once} */
    String name();

    /** {@return how strong it is; of the mechanisms that both sides know the strongest is tried. PLAIN has 100, LOGIN 90, XOAUTH2 200} */
    int strength();

    /**
     * Tells whether this mechanism can use some credentials.
     *
     * @param credentials what the caller gave
     * @return whether {@link #start} takes them
     */
    boolean accepts(Credentials credentials);

    /**
     * Begins one authentication exchange.
     *
     * @param context credentials, peer and time
     * @return the exchange; used once, by one thread
     * @throws Exception when it cannot begin, for instance because no token can be had
     */
    SaslExchange start(SaslContext context) throws Exception;

    /** {@return the mechanisms that come with the library: PLAIN, LOGIN, XOAUTH2} */
    static List<SaslMechanism> builtIn() {
        return List.of(new Plain(), new Login(), new XOAuth2());
    }
}
