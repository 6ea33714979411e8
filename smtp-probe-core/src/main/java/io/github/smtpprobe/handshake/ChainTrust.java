/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.handshake;

import io.github.smtpprobe.guard.ExtensionError;
import io.github.smtpprobe.tls.CertificateVerdict.Trust;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.X509ExtendedTrustManager;
import javax.net.ssl.X509TrustManager;
import javax.security.auth.x500.X500Principal;
import org.jspecify.annotations.Nullable;

/**
 * Judges whether a trusted authority vouches for a chain, by the JDK's or the caller's trust manager, and if not, why. Dates and
 * name are left out, since they have verdicts of their own.
 */
final class ChainTrust {
    /** The extension "authority information access" (RFC 5280 §4.2.2.1). */
    private static final String ACCESS = "1.3.6.1.5.5.7.1.1";

    /** Its access method caIssuers, 1.3.6.1.5.5.7.48.2 in DER, which says where to get the issuer's certificate. */
    private static final String ISSUERS = "06082B06010505073002";

    private static final X509Certificate[] NONE = {};

    private static final Pattern ORGANISATION = Pattern.compile("(?:^|,)O=((?:[^,\\\\]|\\\\.)++)");

    private final X509TrustManager manager;
    private final X509Certificate[] chain;
    private final List<X509Certificate> anchors;
    private final CertificatePath path;
    private boolean threw;

    ChainTrust(X509TrustManager manager, List<X509Certificate> chain) {
        this.manager = manager;
        this.chain = chain.toArray(new X509Certificate[0]);
        this.anchors = List.of(anchors(manager));
        this.path = CertificatePath.of(chain, anchors);
    }

    CertificatePath path() {
        return path;
    }

    /** Why the manager refuses the chain; empty if it accepts it. */
    String refusal(String authType) {
        return answer(() -> manager.checkServerTrusted(chain, authType));
    }

    /**
     * As above, with the handshake's own constraints on algorithms, and with the check of the name that the engine asks for.
     */
    String refusal(String authType, SSLEngine engine) {
        return answer(() -> ((X509ExtendedTrustManager) manager).checkServerTrusted(chain, authType, engine));
    }

    /** As above, whatever the name. */
    String refusalOfPath(String authType, SSLEngine engine) {
        return answer(() -> {
            checkNames(engine, "");
            try {
                ((X509ExtendedTrustManager) manager).checkServerTrusted(chain, authType, engine);
            } finally {
                checkNames(engine, OngoingHandshake.BY_NAME); // another handshake on this connection needs the check
            }
        });
    }

    private static void checkNames(SSLEngine engine, String check) {
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm(check);
        engine.setSSLParameters(parameters);
    }

    @FunctionalInterface
    private interface Question {
        void ask() throws CertificateException;
    }

    private String answer(Question question) {
        try {
            question.ask();
            return "";
        } catch (CertificateException refused) {
            return words(refused);
        } catch (Throwable broken) { // including exceptions that its interface does not declare; their text may contain
            // anything
            survivable(broken);
            threw = true;
            return "the trust manager failed: "
                    + ExtensionError.threw(manager, broken).what();
        }
    }

    /** The innermost message about the path: the outer ones name classes. */
    private static String words(CertificateException refused) {
        String words = String.valueOf(refused.getMessage());
        @Nullable Throwable cause = refused.getCause();
        for (int i = 0; i < 10 && cause != null && aboutThePath(cause) && cause.getMessage() != null; i++) {
            words = cause.getMessage();
            cause = cause.getCause();
        }
        return words;
    }

    private static boolean aboutThePath(Throwable cause) {
        return cause instanceof CertificateException
                || cause instanceof CertPathValidatorException
                || cause instanceof CertPathBuilderException;
    }

    /**
     * Whether the path was valid on a day when all its certificates were. Called if the manager refused it on a day outside the
     * dates.
     */
    boolean heldWithinDates() {
        List<X509Certificate> certificates = path.certificates();
        Instant from = Collections.max(certificates.stream()
                .map(each -> each.getNotBefore().toInstant())
                .toList());
        Instant to = Collections.min(certificates.stream()
                .map(each -> each.getNotAfter().toInstant())
                .toList());
        if (anchors.contains(path.leaf())) {
            return true; // the certificate itself is trusted
        }
        if (path.anchor().isEmpty() || to.isBefore(from)) {
            return false;
        }
        try {
            PKIXParameters parameters =
                    new PKIXParameters(Set.of(new TrustAnchor(path.anchor().get(), null)));
            parameters.setRevocationEnabled(false);
            parameters.setDate(Date.from(from.plusMillis((to.toEpochMilli() - from.toEpochMilli()) / 2)));
            CertPathValidator.getInstance("PKIX")
                    .validate(CertificateFactory.getInstance("X.509").generateCertPath(certificates), parameters);
            return true;
        } catch (GeneralSecurityException | RuntimeException untrusted) {
            return false; // the verdict says so, with the manager's own text as its detail
        }
    }

    /** The reason why no authority vouches for it. */
    Trust lack() {
        X509Certificate top = path.top();
        if (threw) {
            return Trust.REFUSED;
        }
        if (CertificatePath.signed(path.leaf(), path.leaf())) {
            return Trust.SELF_SIGNED;
        }
        if (path.anchor().isPresent() || anchors.stream().anyMatch(each -> names(each, top)) || otherKeySent()) {
            return Trust.REFUSED; // nothing is missing, so something was refused
        }
        if (CertificatePath.selfIssued(top)) {
            return Trust.UNKNOWN_AUTHORITY;
        }
        // The issuer was not sent and is not known here. If we trust an authority of the same organisation, an
        // intermediate
        // certificate is missing. The same is likely if the only certificate says where to get its issuer's.
        return (path.certificates().size() == 1 && saysWhereItsIssuerIs(top))
                        || anchors.stream().anyMatch(each -> sameHouse(each, top))
                ? Trust.INCOMPLETE_CHAIN
                : Trust.UNKNOWN_AUTHORITY;
    }

    private static boolean saysWhereItsIssuerIs(X509Certificate certificate) {
        byte[] access = certificate.getExtensionValue(ACCESS);
        return access != null
                && HexFormat.of().withUpperCase().formatHex(access).contains(ISSUERS);
    }

    private static boolean names(X509Certificate issuer, X509Certificate top) {
        return issuer.getSubjectX500Principal().equals(top.getIssuerX500Principal());
    }

    /** Whether the server sent a certificate with the issuer's name but another key than the one that signed. */
    private boolean otherKeySent() {
        X509Certificate top = path.top();
        return path.anchor().isEmpty()
                && !CertificatePath.selfIssued(top)
                && Arrays.stream(chain).anyMatch(each -> names(each, top));
    }

    /** The manager's refusal in words. If the path ends because of another key, that says more. */
    String why(String refusal) {
        return otherKeySent()
                ? "the certificate that is sent for its issuer has another key"
                : RefusedPath.words(refusal, path);
    }

    private static boolean sameHouse(X509Certificate anchor, X509Certificate top) {
        Optional<String> house = organisation(top.getIssuerX500Principal());
        return house.isPresent() && house.equals(organisation(anchor.getSubjectX500Principal()));
    }

    private static Optional<String> organisation(X500Principal name) {
        Matcher found = ORGANISATION.matcher(name.getName());
        return found.find() ? Optional.of(found.group(1)) : Optional.empty();
    }

    /** The authorities that a manager trusts; a caller's manager may name none, or fail. */
    static X509Certificate[] anchors(X509TrustManager manager) {
        try {
            X509Certificate[] given = Objects.requireNonNullElse(manager.getAcceptedIssuers(), NONE);
            return Arrays.asList(given).contains(null) ? withoutNulls(given) : given;
        } catch (Throwable broken) {
            survivable(broken);
            return NONE; // it is asked for its judgement separately, which is what counts
        }
    }

    private static X509Certificate[] withoutNulls(X509Certificate[] given) {
        return Arrays.stream(given).filter(Objects::nonNull).toArray(X509Certificate[]::new);
    }

    /** Rethrows errors of the JVM itself, for which no manager is to blame. */
    private static void survivable(Throwable broken) {
        if (broken instanceof VirtualMachineError fatal && !(broken instanceof StackOverflowError)) {
            throw fatal;
        }
    }
}
