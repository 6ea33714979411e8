/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.tls;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.Provider;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * How TLS is done: whom to trust, which key to show, which versions to offer. Immutable and thread-safe. The default trusts
 * what this JDK trusts and offers TLS 1.2 and 1.3 (RFC 8997); managers are shared, the SSLContext is new for each connection,
 * so that no session is resumed and each probe sees the certificate.
 */
public final class TlsSettings {
    private static final TlsSettings STANDARD = builder().build();

    private final @Nullable X509TrustManager trust;
    private final List<String> fingerprints;
    private final KeyManager @Nullable [] keys;
    private final List<String> protocols;
    private final @Nullable Provider provider;
    private final @Nullable SSLContext context;
    private final Predicate<@Nullable Provider> curves;

    private TlsSettings(Builder builder) {
        trust = builder.trust;
        fingerprints = List.copyOf(builder.fingerprints);
        keys = builder.keys;
        protocols = List.copyOf(builder.protocols);
        provider = builder.provider;
        context = builder.context;
        curves = builder.curves;
    }

    /** {@return the default settings} */
    public static TlsSettings standard() {
        return STANDARD;
    }

    /** {@return a builder that starts from the default settings} */
    public static Builder builder() {
        return new Builder();
    }

    /** {@return the protocol versions that are offered} */
    public List<String> protocols() {
        return protocols;
    }

    /**
     * These settings with the trust of others: what those trust, and nothing that these do. The rest stays.
     *
     * @param other whose trust counts
     * @return the settings
     * @throws IllegalArgumentException if these have an SSLContext, which brings its own trust
     */
    public TlsSettings withTrustOf(TlsSettings other) {
        Objects.requireNonNull(other, "other");
        if (context != null || other.context != null) {
            throw new IllegalArgumentException("sslContext: it brings its own trust, so another would have no say");
        }
        Builder both = builder().protocols(protocols.toArray(new String[0]));
        both.trust = other.trust;
        both.fingerprints.addAll(other.fingerprints);
        both.keys = keys;
        both.provider = provider;
        both.curves = curves;
        return new TlsSettings(both);
    }

    /** {@return the ready SSLContext that was given} */
    public Optional<SSLContext> sslContext() {
        return Optional.ofNullable(context);
    }

    /**
     * Prepares the client's end of one handshake. For the transport.
     *
     * @param peer    whom the certificate must be made out to
     * @param lenient whether the handshake goes on after a bad certificate, to look further; the verdict stays what it is
     * @return the handshake
     * @throws GeneralSecurityException when this JDK cannot do what the settings ask for
     */
    public TlsHandshaking handshaking(TlsPeer peer, boolean lenient) throws GeneralSecurityException {
        return context != null
                ? unwatched(context, peer)
                : watched(peer, new CertificateJudge(trustManager(), fingerprints, peer, lenient));
    }

    /**
     * Prepares the client's end of a handshake that only shows whether the peer speaks TLS: its certificate is kept and not judged,
     * so that no trust manager is waited for. A ready SSLContext judges all the same. For the transport.
     *
     * @param peer whom we talk to
     * @return the handshake
     * @throws GeneralSecurityException when this JDK cannot do what the settings ask for
     */
    public TlsHandshaking looking(TlsPeer peer) throws GeneralSecurityException {
        return context != null ? unwatched(context, peer) : watched(peer, new CertificateKeeper());
    }

    private TlsHandshaking unwatched(SSLContext ready, TlsPeer peer) {
        SSLEngine engine = prepared(ready.createSSLEngine(peer.identity(), peer.port()), peer);
        return TlsHandshaking.unwatched(engine, peer, protocols);
    }

    private TlsHandshaking watched(TlsPeer peer, CertificateKeeper judge) throws GeneralSecurityException {
        ClientKeys client = new ClientKeys(keys);
        SSLContext fresh = provider == null ? SSLContext.getInstance("TLS") : SSLContext.getInstance("TLS", provider);
        fresh.init(new KeyManager[] {client}, new TrustManager[] {judge}, new SecureRandom());
        SSLEngine engine = prepared(fresh.createSSLEngine(peer.identity(), peer.port()), peer);
        return TlsHandshaking.watched(engine, peer, protocols, judge, client);
    }

    private SSLEngine prepared(SSLEngine engine, TlsPeer peer) {
        engine.setUseClientMode(true);
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setProtocols(protocols.toArray(new String[0]));
        peer.serverName().ifPresent(name -> parameters.setServerNames(List.of(name)));
        // The JDK's name check: with a foreign context the only one, else asked for by the judge beside our own.
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        engine.setSSLParameters(parameters);
        return engine;
    }

    /**
     * What this Java lacks for TLS with most servers. For the transport, after a handshake that failed.
     *
     * @return words, or empty if it lacks nothing
     */
    public Optional<String> lacks() {
        return context == null && !curves.test(provider)
                ? Optional.of("this Java has no elliptic curves (the module jdk.crypto.ec)")
                : Optional.empty();
    }

    private X509TrustManager trustManager() throws GeneralSecurityException {
        return trust != null ? trust : TrustedAuthorities.standard();
    }

    /** {@return what is set, without keys} */
    @Override
    public String toString() {
        return "TlsSettings[protocols=" + protocols + ", fingerprints=" + fingerprints.size() + ", ownTrust="
                + (trust != null) + ", clientKey=" + (keys != null) + ", ownContext=" + (context != null) + "]";
    }

    /** Collects settings. Not thread-safe. */
    public static final class Builder {
        private @Nullable X509TrustManager trust;
        private final List<String> fingerprints = new ArrayList<>();
        private KeyManager @Nullable [] keys;
        private List<String> protocols = List.of("TLSv1.3", "TLSv1.2");
        private @Nullable Provider provider;
        private @Nullable SSLContext context;
        private Predicate<@Nullable Provider> curves = EllipticCurves::present;

        private Builder() {}

        /**
         * Trusts the certificates of a key store instead of the JDK's.
         *
         * @param store holds trusted certificates
         * @return this builder
         * @throws GeneralSecurityException if the store cannot be read, or trusts nobody
         */
        public Builder trustStore(KeyStore store) throws GeneralSecurityException {
            // Null would mean the JDK's own store, which is not what somebody has who passes a store.
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
         * @param pem a file of 4 MiB at most with certificates in PEM form (RFC 7468), usually of authorities
         * @return this builder
         * @throws IOException if the file cannot be read, or is larger
         * @throws GeneralSecurityException if it holds no certificate, or one that cannot be read
         */
        public Builder trustedCertificates(Path pem) throws IOException, GeneralSecurityException {
            this.trust = TrustedAuthorities.among(PemFile.certificates(Objects.requireNonNull(pem, "pem")));
            return this;
        }

        /**
         * Lets a trust manager of the caller's judge chains. It should name its anchors in {@code getAcceptedIssuers()}, else a
         * chain that has run out counts as untrusted too.
         *
         * @param manager judges chains; thread-safe
         * @return this builder
         */
        public Builder trustManager(X509TrustManager manager) {
            this.trust = Objects.requireNonNull(manager, "manager");
            return this;
        }

        /**
         * Accepts one certificate by its fingerprint, whoever signed it, whatever name and dates it has, and no other. Verified
         * that way, it is reported as trusted by its fingerprint. Can be given several times: then any one of them will do.
         *
         * @param sha256 64 hexadecimal digits, colons allowed
         * @return this builder
         * @throws IllegalArgumentException if it is no SHA-256 fingerprint
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
         * Shows a client certificate to servers that ask for one.
         *
         * @param store    holds the key and its chain
         * @param password of the key; not kept
         * @return this builder
         * @throws GeneralSecurityException if the key cannot be read
         */
        public Builder clientKey(KeyStore store, char[] password) throws GeneralSecurityException {
            KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            factory.init(Objects.requireNonNull(store, "store"), password);
            this.keys = factory.getKeyManagers();
            return this;
        }

        /**
         * Offers these protocol versions and no others.
         *
         * @param names such as {@code TLSv1.3}; at least one
         * @return this builder
         * @throws IllegalArgumentException if there is none, or one that no TLS has
         */
        public Builder protocols(String... names) {
            if (Objects.requireNonNull(names, "names").length == 0) {
                throw new IllegalArgumentException("protocols: at least one version is needed");
            }
            for (String name : names) {
                if (!Objects.requireNonNull(name, "names").matches("TLSv1(\\.[0-3])?|SSLv3")) {
                    throw new IllegalArgumentException("protocols: a version is named like TLSv1.2 or TLSv1.3");
                }
            }
            this.protocols = List.of(names);
            return this;
        }

        /**
         * Uses another provider's TLS.
         *
         * @param tls has an {@code SSLContext} named {@code TLS}
         * @return this builder
         */
        public Builder provider(Provider tls) {
            this.provider = Objects.requireNonNull(tls, "tls");
            return this;
        }

        /**
         * Uses a ready SSLContext. It brings its own trust, keys and provider, so only the versions can be set beside it. Its
         * trust managers judge unseen: the report says that verification was not observed.
         *
         * @param ready initialised
         * @return this builder
         */
        public Builder sslContext(SSLContext ready) {
            this.context = Objects.requireNonNull(ready, "ready");
            return this;
        }

        /** For tests: a runtime with or without elliptic curves. */
        Builder curves(Predicate<@Nullable Provider> present) {
            this.curves = present;
            return this;
        }

        /**
         * Makes the settings.
         *
         * @return the settings
         * @throws IllegalArgumentException if two of them exclude each other, so that one would be ignored: a fingerprint
         *     and trusted certificates, a trust store or a trust manager, or an SSLContext and anything but the versions
         */
        public TlsSettings build() {
            if (!fingerprints.isEmpty() && trust != null) {
                throw new IllegalArgumentException("trustCertificate: such a certificate is accepted whoever signed it,"
                        + " and no other is, so trustedCertificates, trustStore and trustManager would have no say");
            }
            if (context != null && (!fingerprints.isEmpty() || trust != null || keys != null || provider != null)) {
                throw new IllegalArgumentException("sslContext: it brings its own trust, keys and provider, so"
                    + " trustCertificate, trustedCertificates, trustStore, trustManager, clientKey and provider would"
                    + " have no say");
            }
            return new TlsSettings(this);
        }
    }
}
