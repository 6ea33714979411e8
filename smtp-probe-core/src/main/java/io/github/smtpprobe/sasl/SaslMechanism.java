/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.sasl;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A SASL mechanism (RFC 4422): stateless, thread-safe, shared by all probes. Give an own one to the builder of
 * {@code SmtpProbe}, or name it in {@code META-INF/services} and switch discovery on.
 */
public interface SaslMechanism {
    /** {@return the registered name: 1 to 20 upper-case letters, digits, hyphens and underscores (RFC 4422 §3.1); asked once} */
    String name();

    /** {@return how strong it is; of the mechanisms that both sides know the strongest is tried. PLAIN has 100, LOGIN 90, XOAUTH2 200, OAUTHBEARER 210, SCRAM 110 to 160} */
    int strength();

    /**
     * Tells whether this mechanism can use some credentials.
     *
     * @param credentials what the caller gave
     * @return whether {@link #start} takes them
     */
    boolean accepts(Credentials credentials);

    /**
     * Tells whether this mechanism can serve on a connection: one that binds the login to TLS needs something to bind it to.
     *
     * @param peer the other end
     * @return whether {@link #start} can be called there; true unless an implementation says otherwise
     */
    default boolean fits(SaslContext.Peer peer) {
        Objects.requireNonNull(peer, "peer");
        return true;
    }

    /**
     * Begins one authentication exchange.
     *
     * @param context credentials, peer and time
     * @return the exchange; used once, by one thread
     * @throws Exception when it cannot begin, for instance because no token can be had
     */
    SaslExchange start(SaslContext context) throws Exception;

    /**
     * {@return the mechanisms that come with the library: PLAIN, LOGIN, OAUTHBEARER, XOAUTH2; and where the optional library
     * com.ongres.scram:scram-client is there, SCRAM-SHA-1, SCRAM-SHA-256, SCRAM-SHA-512 and their -PLUS forms (RFC 5802, RFC 7677)}
     */
    static List<SaslMechanism> builtIn() {
        List<SaslMechanism> all = new ArrayList<>(List.of(new Plain(), new Login(), new OAuthBearer(), new XOAuth2()));
        all.addAll(ScramLibrary.mechanisms());
        return List.copyOf(all);
    }
}
