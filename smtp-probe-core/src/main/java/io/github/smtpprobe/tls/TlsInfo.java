/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.tls;

import io.github.smtpprobe.arguments.Arguments;
import io.github.smtpprobe.arguments.Copies;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** What a TLS handshake showed, whether it succeeded or not. Immutable and thread-safe; instances with the same content are equal. */
public final class TlsInfo {
    /** A private copy. */
    private final Builder given;

    private TlsInfo(Builder given) {
        this.given = given;
    }

    /**
     * Begins the description of a handshake.
     *
     * @param identity the name or address that the certificate has to be for
     * @return a builder
     */
    public static Builder builder(String identity) {
        return new Builder(Objects.requireNonNull(identity, "identity"));
    }

    /**
     * The description of a handshake that did not take place, or of which nothing was seen.
     *
     * @param identity the name or address that would have been checked
     * @return a description with the identity and nothing else
     */
    public static TlsInfo unseen(String identity) {
        return builder(identity).build();
    }

    /** {@return a builder with all the values of this description} */
    public Builder toBuilder() {
        return given.copy();
    }

    /** {@return the negotiated version, such as {@code TLSv1.3}; empty if there is none} */
    public Optional<String> protocol() {
        return given.protocol;
    }

    /** {@return the negotiated cipher suite, such as {@code TLS_AES_256_GCM_SHA384}; empty if there is none} */
    public Optional<String> cipherSuite() {
        return given.cipherSuite;
    }

    /** {@return the server name (SNI) that we sent; empty if we sent none, as for an address} */
    public Optional<String> serverName() {
        return given.serverName;
    }

    /** {@return the name or address that the certificate has to be for} */
    public String identity() {
        return given.identity;
    }

    /** {@return the certificates in the order in which the server sent them} */
    public List<Certificate> chain() {
        return given.chain;
    }

    /** {@return the verdicts on the chain; empty if no certificate came} */
    public Optional<CertificateVerdict> verdict() {
        return given.verdict;
    }

    /** {@return the protocol versions that we offered; empty if nothing was seen of the handshake} */
    public List<String> offered() {
        return given.offered;
    }

    /** {@return whether the server asked for a certificate of ours} */
    public ClientCertificate clientCertificate() {
        return given.clientCertificate;
    }

    /**
     * Tells whether a session of an earlier connection was resumed. If so, the server sent no certificate in this handshake:
     * chain and verdict are those of the earlier connection's certificate, judged anew, and what the server would send now is not
     * known.
     *
     * @return whether it was; also false if this is not known because the caller's own SSLContext was used
     */
    public boolean resumed() {
        return given.resumed;
    }

    /** {@return the named groups that the settings offer; empty if the settings leave them to Java} */
    public List<String> offeredGroups() {
        return given.offeredGroups;
    }

    /** {@return the cipher suites that the settings offer; empty if the settings leave them to Java} */
    public List<String> offeredSuites() {
        return given.offeredSuites;
    }

    /** {@return whether TLS is established and nothing speaks against the peer's identity; only then may credentials be sent} */
    public boolean authenticated() {
        return protocol().isPresent()
                && verdict().map(CertificateVerdict::acceptable).orElse(false);
    }

    private List<Object> parts() {
        return List.of(
                given.protocol,
                given.cipherSuite,
                given.serverName,
                given.identity,
                given.chain,
                given.verdict,
                given.offered,
                given.clientCertificate,
                given.resumed,
                given.offeredGroups,
                given.offeredSuites);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TlsInfo that && parts().equals(that.parts());
    }

    @Override
    public int hashCode() {
        return parts().hashCode();
    }

    /** {@return the negotiated parameters, the identity, and the verdict on the certificates} */
    @Override
    public String toString() {
        return protocol().orElse("no TLS") + " " + cipherSuite().orElse("") + " with " + identity() + ", certificates "
                + chain() + (resumed() ? " of an earlier handshake" : "")
                + verdict().map(each -> ", " + each).orElse("");
    }

    /** Builds a {@link TlsInfo}. Not thread-safe; may be used again after {@link #build()}. */
    public static final class Builder implements Cloneable {
        private final String identity;
        private Optional<String> protocol = Optional.empty();
        private Optional<String> cipherSuite = Optional.empty();
        private Optional<String> serverName = Optional.empty();
        private List<Certificate> chain = List.of();
        private Optional<CertificateVerdict> verdict = Optional.empty();
        private List<String> offered = List.of();
        private ClientCertificate clientCertificate = ClientCertificate.NOT_ASKED_FOR;
        private boolean resumed;
        private List<String> offeredGroups = List.of();
        private List<String> offeredSuites = List.of();

        private Builder(String identity) {
            this.identity = identity;
        }

        private Builder copy() {
            return Copies.of(() -> (Builder) clone());
        }

        /**
         * Sets the negotiated version.
         *
         * @param protocol such as {@code TLSv1.3}
         * @return this builder
         */
        public Builder protocol(String protocol) {
            this.protocol = Optional.of(Objects.requireNonNull(protocol, "protocol"));
            return this;
        }

        /**
         * Sets the negotiated cipher suite.
         *
         * @param cipherSuite such as {@code TLS_AES_256_GCM_SHA384}
         * @return this builder
         */
        public Builder cipherSuite(String cipherSuite) {
            this.cipherSuite = Optional.of(Objects.requireNonNull(cipherSuite, "cipherSuite"));
            return this;
        }

        /**
         * Sets the SNI that was sent.
         *
         * @param serverName a name, not an address
         * @return this builder
         */
        public Builder serverName(String serverName) {
            this.serverName = Optional.of(Objects.requireNonNull(serverName, "serverName"));
            return this;
        }

        /**
         * Sets the certificates.
         *
         * @param chain in the order in which the server sent them
         * @return this builder
         */
        public Builder chain(List<Certificate> chain) {
            this.chain = Arguments.copy(chain, "chain");
            return this;
        }

        /**
         * Sets the verdicts on the chain.
         *
         * @param verdict the verdicts; not set if no certificate came
         * @return this builder
         */
        public Builder verdict(CertificateVerdict verdict) {
            this.verdict = Optional.of(Objects.requireNonNull(verdict, "verdict"));
            return this;
        }

        /**
         * Sets the versions that were offered.
         *
         * @param offered such as {@code TLSv1.3}
         * @return this builder
         */
        public Builder offered(List<String> offered) {
            this.offered = Arguments.copy(offered, "offered");
            return this;
        }

        /**
         * Sets whether the server asked for a certificate of ours.
         *
         * @param clientCertificate {@link ClientCertificate#NOT_ASKED_FOR} if not set
         * @return this builder
         */
        public Builder clientCertificate(ClientCertificate clientCertificate) {
            this.clientCertificate = Objects.requireNonNull(clientCertificate, "clientCertificate");
            return this;
        }

        /**
         * Sets whether a session of an earlier connection was resumed.
         *
         * @param resumed false if not set
         * @return this builder
         */
        public Builder resumed(boolean resumed) {
            this.resumed = resumed;
            return this;
        }

        /**
         * Sets the named groups that the settings offer.
         *
         * @param groups such as {@code x25519}
         * @return this builder
         */
        public Builder offeredGroups(List<String> groups) {
            this.offeredGroups = Arguments.copy(groups, "groups");
            return this;
        }

        /**
         * Sets the cipher suites that the settings offer.
         *
         * @param suites such as {@code TLS_AES_128_GCM_SHA256}
         * @return this builder
         */
        public Builder offeredSuites(List<String> suites) {
            this.offeredSuites = Arguments.copy(suites, "suites");
            return this;
        }

        /** {@return the description} */
        public TlsInfo build() {
            return new TlsInfo(copy());
        }
    }
}
