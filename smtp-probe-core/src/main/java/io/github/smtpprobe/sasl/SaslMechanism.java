/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.sasl;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javax.security.sasl.SaslClientFactory;

/**
 * A SASL mechanism (RFC 4422): stateless, thread-safe, shared by all probes. Give an own one to the builder of
 * {@code SmtpProbe}, or name it in {@code META-INF/services} and switch discovery on.
 */
public interface SaslMechanism {
    /** {@return the registered name: 1 to 20 upper-case letters, digits, hyphens and underscores (RFC 4422 §3.1); asked once} */
    String name();

    /**
     * {@return how strong it is; of the mechanisms that both sides know the strongest is tried. PLAIN has 100, LOGIN 90, XOAUTH2 200,
     * OAUTHBEARER 210, GSSAPI 220, SCRAM 110 to 160, DIGEST-MD5 80, CRAM-MD5 70, NTLM 60}
     */
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
     * Tells whether a response lets whoever reads it log in: it holds the password or token itself, and not a digest that is good for
     * one challenge. On a connection that is not encrypted, or whose other end is not verified, mechanisms that do not reveal come first,
     * whatever their strength.
     *
     * @return true unless it is known to be otherwise; asked once
     */
    default boolean revealsSecret() {
        return true;
    }

    /**
     * {@return the mechanisms that come with the library} They are PLAIN, LOGIN, OAUTHBEARER, XOAUTH2, EXTERNAL, ANONYMOUS; by the clients of the
     * JDK DIGEST-MD5, CRAM-MD5 and NTLM; and where the optional library com.ongres.scram:scram-client is there, SCRAM-SHA-1,
     * SCRAM-SHA-256, SCRAM-SHA-512 and their -PLUS forms (RFC 5802, RFC 7677). Not spoken are CRAM-SHA1, CRAM-SHA256 and CRAM-SHA512, which
     * Courier can offer: we know of no specification of them.
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
     * A mechanism by a client of {@code javax.security.sasl}, for user name and password. It is asked for the protocol {@code smtp} and for
     * quality of protection {@code auth} alone, is answered when it asks for user name, password (cleared after the step) and realm, and
     * gives up when it asks for anything else. Its responses are redacted, and it is interrupted at the deadline as any code of the
     * application is; what it does besides, such as connections of its own to an authority, is under no address policy. It {@linkplain
     * #revealsSecret() reveals} the password unless the factory names it under {@link javax.security.sasl.Sasl#POLICY_NOPLAINTEXT}.
     *
     * @param factory  makes a client for each login
     * @param name     the registered name: 1 to 20 upper-case letters, digits, hyphens and underscores (RFC 4422 §3.1)
     * @param strength see {@link #strength()}
     * @return the mechanism, for {@link io.github.smtpprobe.SmtpProbe.Builder#mechanism}
     */
    static SaslMechanism of(SaslClientFactory factory, String name, int strength) {
        return new ClientMechanism(factory, name, strength);
    }

    /**
     * GSSAPI, which is Kerberos V5 (RFC 4752), for {@link Credentials#kerberos()}. It is not among {@link #builtIn}: the JDK, whose client this is, asks
     * the KDC of the realm for a ticket, and may look the server up in DNS, on connections of its own that are under no address policy, and whose waits no interrupt
     * ends. The probe keeps to its deadline all the same, and leaves a daemon thread behind until the JDK gives up, by default after three times 30 seconds for each KDC
     * ({@code kdc_timeout} and {@code max_retries} of {@code krb5.conf}); of these there are 20 at most in a process. A probe for untrusted targets refuses the
     * credentials.
     *
     * <p>The server's principal is {@code smtp/} with the host of the target. No security layer is agreed upon, TLS being there for that. Where no
     * ticket can be had, that is a failure of this side. Needs the modules {@code jdk.security.jgss}, and without a subject
     * {@code jdk.security.auth}, which every full JDK has.
     *
     * @return the mechanism, for {@link io.github.smtpprobe.SmtpProbe.Builder#mechanism}
     */
    static SaslMechanism gssapi() {
        return new Gssapi(new JdkClients("GSSAPI"));
    }
}
