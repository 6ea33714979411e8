/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.tls;

import java.util.List;
import java.util.Optional;

/**
 * What a TLS handshake showed, whether it succeeded or not.
 *
 * @param protocol          such as {@code TLSv1.3}; empty if none was agreed on
 * @param cipherSuite       such as {@code TLS_AES_256_GCM_SHA384}; empty if none was agreed on
 * @param serverName        the SNI that we sent; empty for an address
 * @param identity          the name or address that the certificate must be made out to
 * @param chain             the certificates in the order in which the server sent them
 * @param verdict           the verdicts on the chain; empty if no certificate came
 * @param offered           the protocol versions that we offered; empty if nothing was seen of the handshake
 * @param clientCertificate whether the server asked for a certificate of ours
 */
public record TlsOutcome(
        Optional<String> protocol,
        Optional<String> cipherSuite,
        Optional<String> serverName,
        String identity,
        List<Certificate> chain,
        Optional<CertificateVerdict> verdict,
        List<String> offered,
        ClientCertificate clientCertificate) {
    /** Whether the server asked for a client certificate (RFC 8446 §4.3.2). */
    public enum ClientCertificate {
        /** It did not, as far as was seen: not where the caller's own SSLContext was used. */
        NOT_ASKED_FOR("not-asked-for"),
        /** It asked, and the settings had none that it would take. */
        NOT_GIVEN("not-given"),
        /** It asked and was shown one. */
        GIVEN("given");

        private final String token;

        ClientCertificate(String token) {
            this.token = token;
        }

        /** {@return the stable token, such as {@code not-asked-for}} */
        public String token() {
            return token;
        }
    }

    /**
     * Makes an outcome whose lists nobody can change.
     *
     * @param protocol          the protocol, if agreed on
     * @param cipherSuite       the cipher suite, if agreed on
     * @param serverName        the SNI sent
     * @param identity          the identity checked
     * @param chain             the certificates received
     * @param verdict           the verdicts on them
     * @param offered           the versions offered
     * @param clientCertificate whether one of ours was asked for
     */
    public TlsOutcome {
        chain = List.copyOf(chain);
        offered = List.copyOf(offered);
    }

    /**
     * An outcome of which neither our offer nor a question for a client certificate is known.
     *
     * @param protocol    the protocol, if agreed on
     * @param cipherSuite the cipher suite, if agreed on
     * @param serverName  the SNI sent
     * @param identity    the identity checked
     * @param chain       the server's certificates
     * @param verdict     the verdicts
     */
    public TlsOutcome(
            Optional<String> protocol,
            Optional<String> cipherSuite,
            Optional<String> serverName,
            String identity,
            List<Certificate> chain,
            Optional<CertificateVerdict> verdict) {
        this(protocol, cipherSuite, serverName, identity, chain, verdict, List.of(), ClientCertificate.NOT_ASKED_FOR);
    }

    /**
     * What is known where no handshake took place, or nothing was seen of it.
     *
     * @param identity that would have been checked
     * @return an outcome without anything else
     */
    public static TlsOutcome unseen(String identity) {
        return new TlsOutcome(
                Optional.empty(), Optional.empty(), Optional.empty(), identity, List.of(), Optional.empty());
    }

    /** {@return whether TLS is on and nothing speaks against the peer's identity: only then may credentials be sent} */
    public boolean authenticated() {
        return protocol.isPresent()
                && verdict.map(CertificateVerdict::acceptable).orElse(false);
    }
}
