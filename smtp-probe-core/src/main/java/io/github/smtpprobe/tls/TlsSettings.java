/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.tls;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.Provider;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * The settings for TLS: whom to trust, which key to present, which versions to offer. Immutable and thread-safe. The default
 * trusts what this JDK trusts and offers TLS 1.2 and 1.3 (RFC 8997). Trust and key managers are shared, but each connection has a
 * new SSLContext, so that no session is resumed and each probe sees the certificate, unless {@link Builder#resumingSessions()}
 * was called.
 */
public final class TlsSettings {
    private static final TlsSettings STANDARD = builder().build();

    private final @Nullable X509TrustManager trust;
    private final List<String> fingerprints;
    private final List<KeyManager> keys;
    private final List<String> protocols;
    private final @Nullable Provider provider;
    private final @Nullable SSLContext context;
    private final boolean resuming;
    private final List<String> groups;
    private final List<String> suites;
    private final @Nullable String serverName;
    private final boolean unnamed;

    /** {@return a builder that starts from these settings} */
    public Builder toBuilder() {
        Builder copy = new Builder();
        copy.trust = trust;
        copy.fingerprints.addAll(fingerprints);
        copy.keys = keys;
        copy.protocols = protocols;
        copy.suites = suites;
        copy.serverName = serverName;
        copy.unnamed = unnamed;
        copy.provider = provider;
        copy.context = context;
        copy.resuming = resuming;
        copy.groups = groups;
        return copy;
    }

    private TlsSettings(Builder builder) {
        trust = builder.trust;
        fingerprints = List.copyOf(builder.fingerprints);
        keys = builder.keys;
        protocols = CipherSuites.versions(builder.protocols, builder.suites);
        suites = builder.suites;
        serverName = builder.serverName;
        unnamed = builder.unnamed;
        provider = builder.provider;
        context = builder.context;
        resuming = builder.resuming;
        groups = builder.groups;
    }

    /** {@return the default settings} */
    public static TlsSettings standard() {
        return STANDARD;
    }

    /** {@return a builder that starts from the default settings} */
    public static Builder builder() {
        return new Builder();
    }

    /** {@return the protocol versions that are offered, without those that none of the chosen cipher suites belongs to} */
    public List<String> protocols() {
        return protocols;
    }

    /**
     * The trust manager that judges chains.
     *
     * @return the given trust manager, or this Java's own
     * @throws GeneralSecurityException if this Java's own trust store cannot be read, or is empty
     */
    public X509TrustManager trustManager() throws GeneralSecurityException {
        return trust != null ? trust : TrustedAuthorities.standard();
    }

    /** {@return the SHA-256 fingerprints of the certificates that are accepted by fingerprint alone, in hexadecimal} */
    public List<String> fingerprints() {
        return fingerprints;
    }

    /** {@return the key managers, which choose the client certificate; empty if there is none} */
    public List<KeyManager> keyManagers() {
        return keys;
    }

    /** {@return the provider whose TLS is used; empty for this Java's own} */
    public Optional<Provider> provider() {
        return Optional.ofNullable(provider);
    }

    /** {@return the caller's own SSLContext, if one was given} */
    public Optional<SSLContext> sslContext() {
        return Optional.ofNullable(context);
    }

    /** {@return whether a session of an earlier connection is resumed if the server agrees} */
    public boolean resumesSessions() {
        return resuming;
    }

    /** {@return the named groups that are offered; empty for this Java's own} */
    public List<String> namedGroups() {
        return groups;
    }

    /** {@return the cipher suites that are offered, the preferred one first; empty for this Java's own} */
    public List<String> cipherSuites() {
        return suites;
    }

    /** {@return the server name (SNI) that is sent instead of the target's; empty if none was set} */
    public Optional<String> serverName() {
        return Optional.ofNullable(serverName);
    }

    /** {@return whether a server name (SNI) is sent if there is one} */
    public boolean sendsServerName() {
        return !unnamed;
    }

    /** {@return the settings, without keys} */
    @Override
    public String toString() {
        return "TlsSettings[protocols=" + protocols + ", fingerprints=" + fingerprints.size() + ", ownTrust="
                + (trust != null) + ", clientKey=" + !keys.isEmpty() + ", ownContext=" + (context != null) + "]";
    }

    /** Builds {@link TlsSettings}. Not thread-safe. */
    public static final class Builder extends HelloOptions<Builder> {
        private @Nullable X509TrustManager trust;
        private final List<String> fingerprints = new ArrayList<>();
        private List<KeyManager> keys = List.of();
        private @Nullable Provider provider;
        private @Nullable SSLContext context;

        private Builder() {}

        @Override
        Builder self() {
            return this;
        }

        /**
         * Trusts the certificates of a key store instead of the JDK's.
         *
         * @param store holds trusted certificates
         * @return this builder
         * @throws GeneralSecurityException if the store cannot be read, or contains no trusted certificate
         */
        public Builder trustStore(KeyStore store) throws GeneralSecurityException {
            // Null would mean the JDK's own store, which is not what somebody who passes a store wants.
            X509TrustManager found = TrustedAuthorities.of(Objects.requireNonNull(store, "store"));
            if (found.getAcceptedIssuers().length == 0) {
                throw new GeneralSecurityException("trustStore: holds no trusted certificate");
            }
            this.trust = found;
            return this;
        }

        /**
         * Trusts the certificates in a file instead of the JDK's. The file is read here, and never again.
         *
         * @param pem a file of at most 4 MiB with PEM certificates (RFC 7468), usually of certificate authorities
         * @return this builder
         * @throws IOException if the file cannot be read, or is larger
         * @throws GeneralSecurityException if it contains no certificate, or one that cannot be read
         */
        public Builder trustedCertificates(Path pem) throws IOException, GeneralSecurityException {
            this.trust = TrustedAuthorities.among(PemFile.certificates(Objects.requireNonNull(pem, "pem")));
            return this;
        }

        /**
         * Lets the caller's own trust manager judge chains. It should list its anchors in {@code getAcceptedIssuers()}; otherwise
         * an expired chain is reported as untrusted, too.
         *
         * @param manager judges chains; thread-safe
         * @return this builder
         */
        public Builder trustManager(X509TrustManager manager) {
            this.trust = Objects.requireNonNull(manager, "manager");
            return this;
        }

        /**
         * Accepts one certificate by its fingerprint, whatever its issuer, names and dates, and no other certificate. The report
         * says that it is trusted by its fingerprint. May be called several times; any of these certificates is then accepted.
         *
         * @param sha256 64 hexadecimal digits, colons allowed
         * @return this builder
         * @throws IllegalArgumentException if it is not a SHA-256 fingerprint
         */
        public Builder trustCertificate(String sha256) {
            String plain =
                    Objects.requireNonNull(sha256, "sha256").replace(":", "").toLowerCase(Locale.ROOT);
            if (!plain.matches("[0-9a-f]{64}")) {
                throw new IllegalArgumentException("trustCertificate: a SHA-256 fingerprint has 64 hexadecimal digits");
            }
            fingerprints.add(plain);
            return this;
        }

        /**
         * Presents a client certificate to servers that ask for one.
         *
         * @param store    holds the key and its chain
         * @param password of the key; not kept
         * @return this builder
         * @throws GeneralSecurityException if the key cannot be read
         */
        public Builder clientKey(KeyStore store, char[] password) throws GeneralSecurityException {
            KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            factory.init(Objects.requireNonNull(store, "store"), password);
            this.keys = List.of(factory.getKeyManagers());
            return this;
        }

        /**
         * Uses the TLS implementation of another provider.
         *
         * @param tls a provider with an {@code SSLContext} named {@code TLS}
         * @return this builder
         */
        public Builder provider(Provider tls) {
            this.provider = Objects.requireNonNull(tls, "tls");
            return this;
        }

        /**
         * Uses the caller's own SSLContext. It has its own trust, keys and provider, so only what is offered can be set in
         * addition. The library cannot observe how its trust managers judge, and the report says so.
         *
         * @param ready an initialised context
         * @return this builder
         */
        public Builder sslContext(SSLContext ready) {
            this.context = Objects.requireNonNull(ready, "ready");
            return this;
        }

        /**
         * Makes the settings.
         *
         * @return the settings
         * @throws IllegalArgumentException if two options exclude each other, so that one would be ignored: a fingerprint with
         *     trusted certificates, a trust store or a trust manager, or an SSLContext with anything but versions, suites, groups
         *     and {@link #withoutServerName()}; if this Java cannot choose named groups, or does not know one of them; or if this
         *     Java lacks one of the cipher suites, or none of them suits the versions
         */
        public TlsSettings build() {
            check();
            return new TlsSettings(this);
        }

        private void check() {
            if (!fingerprints.isEmpty() && trust != null) {
                throw new IllegalArgumentException(
                        "trustCertificate: only such a certificate is accepted, whoever signed it,"
                                + " so trustedCertificates, trustStore and trustManager would have no effect");
            }
            if (context != null
                    && (!fingerprints.isEmpty() || trust != null || !keys.isEmpty() || provider != null || resuming)) {
                throw new IllegalArgumentException(
                        "sslContext: it brings its own trust, keys, provider and sessions, so trustCertificate,"
                                + " trustedCertificates, trustStore, trustManager, clientKey, provider and"
                                + " resumingSessions would have no effect");
            }
            if (context != null && serverName != null) {
                throw new IllegalArgumentException(
                        "serverName: an own sslContext would accept a certificate for that name"
                                + " too, so it would not be judged for the target's alone");
            }
            NamedGroups.check(groups, provider == null && context == null);
            CipherSuites.check(suites, protocols, provider, context);
        }
    }
}
