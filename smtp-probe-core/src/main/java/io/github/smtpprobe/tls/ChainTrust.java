/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.tls;

import io.github.smtpprobe.tls.CertificateVerdict.Trust;
import java.security.GeneralSecurityException;
import java.security.cert.CertPath;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import javax.net.ssl.X509TrustManager;

/**
 * Whether somebody who is trusted vouches for a chain, as the JDK's or the caller's trust manager judges it; and why not. The
 * dates are not its business: they have a verdict of their own.
 */
final class ChainTrust {
    /** Authority information access (RFC 5280 §4.2.2.1): says where the certificate in between lies. */
    private static final String ISSUER_ACCESS = "1.3.6.1.5.5.7.1.1";

    private final X509TrustManager manager;
    private final List<X509Certificate> chain;
    private boolean threw;

    ChainTrust(X509TrustManager manager, List<X509Certificate> chain) {
        this.manager = manager;
        this.chain = chain;
    }

    /** The empty string, or why the manager says no, name aside. */
    String refusal(String authType) {
        try {
            manager.checkServerTrusted(chain.toArray(new X509Certificate[0]), authType);
            return "";
        } catch (CertificateException refused) {
            return String.valueOf(refused.getMessage());
        } catch (Throwable broken) { // also what its interface does not declare; the text may hold anything
            survivable(broken);
            threw = true;
            return "the trust manager threw " + broken.getClass().getSimpleName();
        }
    }

    /** The manager said no on a day outside the dates: does the path hold on a day when all certificates were valid? */
    boolean heldWithinDates() {
        Set<TrustAnchor> anchors = Arrays.stream(anchors(manager))
                .map(each -> new TrustAnchor(each, null))
                .collect(Collectors.toSet());
        Instant from = Collections.max(
                chain.stream().map(each -> each.getNotBefore().toInstant()).toList());
        Instant to = Collections.min(
                chain.stream().map(each -> each.getNotAfter().toInstant()).toList());
        if (anchors.isEmpty() || to.isBefore(from)) {
            return false;
        }
        try {
            PKIXParameters parameters = new PKIXParameters(anchors);
            parameters.setRevocationEnabled(false);
            parameters.setDate(Date.from(from.plusMillis((to.toEpochMilli() - from.toEpochMilli()) / 2)));
            CertPathValidator.getInstance("PKIX").validate(pathTo(anchors), parameters);
            return true;
        } catch (GeneralSecurityException untrusted) {
            return false; // the verdict says so; its detail is the manager's own text
        }
    }

    /** The chain without anchors, which a path must not hold. */
    private CertPath pathTo(Set<TrustAnchor> anchors) throws CertificateException {
        return CertificateFactory.getInstance("X.509")
                .generateCertPath(chain.stream()
                        .filter(each -> anchors.stream().noneMatch(anchor -> each.equals(anchor.getTrustedCert())))
                        .toList());
    }

    /** Why nobody vouches for it. */
    Trust lack() {
        X509Certificate leaf = chain.get(0);
        X509Certificate last = chain.get(chain.size() - 1);
        if (threw) {
            return Trust.REFUSED;
        }
        if (leaf.getSubjectX500Principal().equals(leaf.getIssuerX500Principal())) {
            return Trust.SELF_SIGNED;
        }
        for (X509Certificate anchor : anchors(manager)) {
            if (anchor.getSubjectX500Principal().equals(last.getIssuerX500Principal())) {
                return Trust.REFUSED; // the way is complete, so something on it was refused
            }
        }
        // A sole leaf that another authority signed: the certificate in between was not sent. It says where that one
        // lies, which a private authority's leaf seldom does.
        return chain.size() == 1 && leaf.getExtensionValue(ISSUER_ACCESS) != null
                ? Trust.INCOMPLETE_CHAIN
                : Trust.UNKNOWN_AUTHORITY;
    }

    /** The authorities that a manager trusts; a caller's may name none, or be broken. */
    static X509Certificate[] anchors(X509TrustManager manager) {
        X509Certificate[] none = new X509Certificate[0];
        try {
            return Objects.requireNonNullElse(manager.getAcceptedIssuers(), none);
        } catch (Throwable broken) {
            survivable(broken);
            return none; // its judgement is asked for on its own, and is what counts
        }
    }

    /** Throws on what is the machine's own trouble and no manager's. */
    private static void survivable(Throwable broken) {
        if (broken instanceof VirtualMachineError fatal && !(broken instanceof StackOverflowError)) {
            throw fatal;
        }
    }
}
