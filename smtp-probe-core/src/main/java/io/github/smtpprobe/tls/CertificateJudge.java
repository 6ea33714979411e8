/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.tls;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * The trust manager of one handshake: it keeps the chain, judges trust, name, dates and strength one by one, and then says
 * the one word that TLS needs. Extended, so that the JDK adds no check of its own behind our back.
 */
final class CertificateJudge extends X509ExtendedTrustManager {
    private static final int MIN_RSA = 2048;
    private static final int MIN_EC = 224;

    private final X509TrustManager delegate;
    private final List<String> pins;
    private final TlsPeer peer;
    private final boolean lenient;
    private volatile List<X509Certificate> chain = List.of();
    private volatile @Nullable CertificateVerdict verdict;
    private volatile boolean threw;

    CertificateJudge(X509TrustManager delegate, List<String> pins, TlsPeer peer, boolean lenient) {
        this.delegate = delegate;
        this.pins = pins;
        this.peer = peer;
        this.lenient = lenient;
    }

    List<X509Certificate> chain() {
        return chain;
    }

    Optional<CertificateVerdict> verdict() {
        return Optional.ofNullable(verdict);
    }

    /** The verdict where a foreign SSLContext judged. */
    static Optional<CertificateVerdict> notObserved(List<X509Certificate> chain) {
        if (chain.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new CertificateVerdict(
                CertificateVerdict.Trust.NOT_OBSERVED,
                CertificateVerdict.Name.NOT_CHECKED,
                validity(chain),
                weaknesses(chain.get(0)),
                "the caller's SSLContext judged the certificate"));
    }

    @Override
    public void checkServerTrusted(X509Certificate[] sent, String authType, SSLEngine engine)
            throws CertificateException {
        chain = List.of(sent);
        CertificateVerdict found = judge(sent, authType, engine);
        verdict = found;
        if (!lenient && !found.acceptable()) {
            throw new CertificateException("refused: " + found.trust() + ", " + found.name() + ", " + found.validity());
        }
    }

    private CertificateVerdict judge(X509Certificate[] sent, String authType, SSLEngine engine) {
        if (pins.contains(Certificate.fingerprint(sent[0]))) {
            return new CertificateVerdict(
                    CertificateVerdict.Trust.PINNED,
                    CertificateVerdict.Name.NOT_CHECKED,
                    validity(chain),
                    weaknesses(sent[0]),
                    "");
        }
        CertificateVerdict.Validity validity = validity(chain);
        // A path costs milliseconds to validate, so trust and name are asked for together, and apart only after a no.
        boolean good = acceptedByJdk(sent, authType, engine);
        String refusal = good ? "" : trustRefusal(sent, authType);
        boolean trusted = refusal.isEmpty() || (validity != CertificateVerdict.Validity.VALID && trustedWithinDates());
        boolean jdkNames = good || !refusal.isEmpty() || !jdkChecksNames(engine);
        boolean named = jdkNames
                && HostNameMatcher.matches(
                        peer.identity(),
                        peer.address(),
                        Certificate.names(sent[0], peer.address() ? Certificate.IP_ADDRESS : Certificate.DNS_NAME));
        return new CertificateVerdict(
                trusted ? CertificateVerdict.Trust.TRUSTED : whyUntrusted(),
                named ? CertificateVerdict.Name.MATCHES : CertificateVerdict.Name.MISMATCH,
                validity,
                weaknesses(sent[0]),
                trusted ? "" : io.github.smtpprobe.text.Printable.clean(refusal));
    }

    /** The empty string, or why the delegate says no. */
    private String trustRefusal(X509Certificate[] sent, String authType) {
        try {
            delegate.checkServerTrusted(sent, authType);
            return "";
        } catch (CertificateException refused) {
            return String.valueOf(refused.getMessage());
        } catch (RuntimeException | Error broken) {
            threw = true;
            return "the trust manager threw " + broken.getClass().getSimpleName();
        }
    }

    /** The delegate said no on a day outside the dates: does the path hold on a day when all certificates were valid? */
    private boolean trustedWithinDates() {
        Set<TrustAnchor> anchors = new HashSet<>();
        for (X509Certificate each : anchors()) {
            anchors.add(new TrustAnchor(each, null));
        }
        Instant from = Instant.MIN;
        Instant to = Instant.MAX;
        for (X509Certificate each : chain) {
            from = later(from, each.getNotBefore().toInstant());
            to = sooner(to, each.getNotAfter().toInstant());
        }
        if (anchors.isEmpty() || to.isBefore(from)) {
            return false;
        }
        try {
            PKIXParameters parameters = new PKIXParameters(anchors);
            parameters.setRevocationEnabled(false);
            parameters.setDate(Date.from(from.plusMillis((to.toEpochMilli() - from.toEpochMilli()) / 2)));
            CertPathValidator.getInstance("PKIX").validate(path(anchors), parameters);
            return true;
        } catch (GeneralSecurityException untrusted) {
            return false; // the verdict says so; its detail is the delegate's own text
        }
    }

    private static Instant later(Instant one, Instant other) {
        return Collections.max(List.of(one, other));
    }

    private static Instant sooner(Instant one, Instant other) {
        return Collections.min(List.of(one, other));
    }

    /** The chain without anchors, which a path must not hold. */
    private java.security.cert.CertPath path(Set<TrustAnchor> anchors) throws CertificateException {
        List<X509Certificate> links = new ArrayList<>();
        for (X509Certificate each : chain) {
            if (anchors.stream().noneMatch(anchor -> each.equals(anchor.getTrustedCert()))) {
                links.add(each);
            }
        }
        return CertificateFactory.getInstance("X.509").generateCertPath(links);
    }

    /** Whether the JDK can check this name at all: one with an underscore is none for it. */
    private boolean jdkChecksNames(SSLEngine engine) {
        return delegate instanceof X509ExtendedTrustManager
                && (peer.address() || peer.serverName().isPresent())
                && engine.getHandshakeSession() != null;
    }

    /** The JDK's own check of path and name; false also where it cannot be asked. */
    private boolean acceptedByJdk(X509Certificate[] sent, String authType, SSLEngine engine) {
        if (!jdkChecksNames(engine)) {
            return false;
        }
        try {
            ((X509ExtendedTrustManager) delegate).checkServerTrusted(sent, authType, engine);
            return true;
        } catch (CertificateException | RuntimeException | Error refused) {
            return false; // by the path or by the name, or it broke: the caller asks for the path alone next
        }
    }

    /** The caller's manager may have none, or be broken. */
    private X509Certificate[] anchors() {
        X509Certificate[] none = new X509Certificate[0];
        try {
            return Objects.requireNonNullElse(delegate.getAcceptedIssuers(), none);
        } catch (RuntimeException | Error broken) {
            return none; // the manager's judgement is asked for on its own, and is what counts
        }
    }

    private CertificateVerdict.Trust whyUntrusted() {
        if (threw) {
            return CertificateVerdict.Trust.REFUSED;
        }
        X509Certificate leaf = chain.get(0);
        X509Certificate last = chain.get(chain.size() - 1);
        if (leaf.getSubjectX500Principal().equals(leaf.getIssuerX500Principal())) {
            return CertificateVerdict.Trust.SELF_SIGNED;
        }
        for (X509Certificate anchor : anchors()) {
            if (anchor.getSubjectX500Principal().equals(last.getIssuerX500Principal())) {
                return CertificateVerdict.Trust.REFUSED; // the way is complete, so something on it was refused
            }
        }
        // A sole leaf that another authority signed: the certificate in between was not sent. Authority information
        // access
        // says where it lies, which a private authority's leaf seldom does.
        return chain.size() == 1 && leaf.getExtensionValue("1.3.6.1.5.5.7.1.1") != null
                ? CertificateVerdict.Trust.INCOMPLETE_CHAIN
                : CertificateVerdict.Trust.UNKNOWN_AUTHORITY;
    }

    private static CertificateVerdict.Validity validity(List<X509Certificate> chain) {
        Instant now = Instant.now();
        for (X509Certificate each : chain) {
            if (now.isAfter(each.getNotAfter().toInstant())) {
                return CertificateVerdict.Validity.EXPIRED;
            }
        }
        for (X509Certificate each : chain) {
            if (now.isBefore(each.getNotBefore().toInstant())) {
                return CertificateVerdict.Validity.NOT_YET_VALID;
            }
        }
        return CertificateVerdict.Validity.VALID;
    }

    private static List<String> weaknesses(X509Certificate leaf) {
        Certificate facts = Certificate.of(leaf);
        List<String> found = new ArrayList<>();
        if (facts.keyAlgorithm().equals("RSA") && facts.keyBits() < MIN_RSA) {
            found.add("rsa-" + facts.keyBits());
        }
        if (facts.keyAlgorithm().equals("EC") && facts.keyBits() < MIN_EC) {
            found.add("ec-" + facts.keyBits());
        }
        String signature = facts.signatureAlgorithm().toUpperCase(java.util.Locale.ROOT);
        if (signature.startsWith("SHA1") || signature.startsWith("MD5") || signature.startsWith("MD2")) {
            found.add(signature.substring(0, signature.indexOf("WITH")).toLowerCase(java.util.Locale.ROOT)
                    + "-signature");
        }
        if (facts.names().isEmpty()) {
            found.add("no-subject-alternative-name");
        }
        return found;
    }

    @Override
    public void checkServerTrusted(X509Certificate[] sent, String authType) throws CertificateException {
        throw new CertificateException("only handshakes of an SSLEngine are judged here");
    }

    @Override
    public void checkServerTrusted(X509Certificate[] sent, String authType, Socket socket) throws CertificateException {
        checkServerTrusted(sent, authType);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] sent, String authType) throws CertificateException {
        throw new CertificateException("we are the client");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] sent, String authType, Socket socket) throws CertificateException {
        checkClientTrusted(sent, authType);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] sent, String authType, SSLEngine engine)
            throws CertificateException {
        checkClientTrusted(sent, authType);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return anchors();
    }
}
