/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.sasl;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javax.security.sasl.SaslClientFactory;

/**
 * A SASL mechanism (RFC 4422): stateless, thread-safe, shared by all probes. To use one of your own, pass it to the builder of
 * {@code SmtpProbe}, or list it in {@code META-INF/services} and switch discovery on.
 */
public interface SaslMechanism {
    /** {@return the registered name: 1 to 20 upper-case letters, digits, hyphens and underscores (RFC 4422 §3.1); called once} */
    String name();

    /**
     * {@return the strength; the strongest mechanism that both sides know is tried. PLAIN has 100, LOGIN 90, XOAUTH2 200,
     * OAUTHBEARER 210, GSSAPI 220, SCRAM 110 to 160, DIGEST-MD5 80, CRAM-MD5 70, NTLM 60}
     */
    int strength();

    /**
     * Tells whether this mechanism can use the given credentials.
     *
     * @param credentials what the caller gave
     * @return whether {@link #start} accepts them
     */
    boolean accepts(Credentials credentials);

    /**
     * Tells whether this mechanism can be used on a connection. A mechanism that binds the login to the TLS connection, for
     * example, needs a channel binding.
     *
     * @param peer the other end
     * @return whether it can be used there; true by default
     */
    default boolean fits(SaslContext.Peer peer) {
        Objects.requireNonNull(peer, "peer");
        return true;
    }

    /**
     * Begins one authentication exchange.
     *
     * @param context gives the credentials, the peer and the time left
     * @return the exchange, which is used once, by one thread
     * @throws Exception if it cannot begin, for instance because no token is available
     */
    SaslExchange start(SaslContext context) throws Exception;

    /**
     * Tells whether anybody who reads a response could log in with it, because it contains the password or token itself and not a
     * digest for a single challenge. On a connection that is not encrypted, or whose server is not verified, mechanisms that do
     * not reveal the secret are preferred, whatever their strength.
     *
     * @return true by default; called once
     */
    default boolean revealsSecret() {
        return true;
    }

    /**
     * {@return the mechanisms that come with the library} They are PLAIN, LOGIN, OAUTHBEARER, XOAUTH2, EXTERNAL and ANONYMOUS;
     * DIGEST-MD5, CRAM-MD5 and NTLM by the JDK's clients; and, if the optional library com.ongres.scram:scram-client is present,
     * SCRAM-SHA-1, SCRAM-SHA-256, SCRAM-SHA-512 and their -PLUS variants (RFC 5802, RFC 7677). CRAM-SHA1, CRAM-SHA256 and
     * CRAM-SHA512, which Courier can offer, are not supported, since no specification of them is known.
     */
    static List<SaslMechanism> builtIn() {
        List<SaslMechanism> all = new ArrayList<>(List.of(
                new Plain(),
                new Login(),
                new OAuthBearer(),
                new XOAuth2(),
                new External(),
                new Anonymous(),
                ClientMechanism.ofJdk("DIGEST-MD5", 80),
                ClientMechanism.ofJdk("CRAM-MD5", 70),
                ClientMechanism.ofJdk("NTLM", 60)));
        all.addAll(ScramLibrary.mechanisms());
        return List.copyOf(all);
    }

    /**
     * A mechanism for user name and password that uses a {@code javax.security.sasl} client. The client is created for the
     * protocol {@code smtp} with the quality of protection {@code auth} only. Its callbacks for user name, password (cleared
     * after the step) and realm are answered; any other callback ends the exchange. Its responses are redacted, and like any code
     * of the application it is interrupted at the deadline. Anything else that it does, such as connections of its own to an
     * authority, is not subject to an address policy. It is taken to {@linkplain #revealsSecret() reveal} the password unless the
     * factory lists it under {@link javax.security.sasl.Sasl#POLICY_NOPLAINTEXT}.
     *
     * @param factory  creates a client for each login
     * @param name     the registered name: 1 to 20 upper-case letters, digits, hyphens and underscores (RFC 4422 §3.1)
     * @param strength see {@link #strength()}
     * @return the mechanism, for {@link io.github.smtpprobe.SmtpProbe.Builder#mechanism}
     */
    static SaslMechanism of(SaslClientFactory factory, String name, int strength) {
        return new ClientMechanism(factory, name, strength);
    }

    /**
     * GSSAPI, that is Kerberos V5 (RFC 4752), for {@link Credentials#kerberos()}. It is not among {@link #builtIn}, because the
     * JDK's client asks the realm's KDC for a ticket, and may look up the server in DNS, on connections that are not subject to
     * an address policy and cannot be interrupted. The probe still keeps its deadline, but leaves a daemon thread behind until
     * the JDK gives up, by default after three times 30 seconds for each KDC ({@code kdc_timeout} and {@code max_retries} in
     * {@code krb5.conf}). There are at most 20 such threads in a process. A probe for untrusted targets refuses these
     * credentials.
     *
     * <p>The server's principal is {@code smtp/} followed by the target's host. No SASL security layer is negotiated, since TLS
     * serves that purpose. If no ticket can be obtained, that counts as a failure of this machine. The module
     * {@code jdk.security.jgss} is required, and without a subject also {@code jdk.security.auth}; every full JDK has both.
     *
     * @return the mechanism, for {@link io.github.smtpprobe.SmtpProbe.Builder#mechanism}
     */
    static SaslMechanism gssapi() {
        return new Gssapi(new JdkClients("GSSAPI"));
    }
}
