/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.dane;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.CertPathValidatorException.Reason;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateParsingException;
import java.security.cert.PKIXParameters;
import java.security.cert.PKIXReason;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Validates a path from the server's certificate to a trust anchor from DNS (RFC 5280 §6.1, RFC 7671 §5.2). The rules apply to
 * the trust anchor's own certificate, too, which the JDK does not check.
 */
final class PathCheck {
    /**
     * Extended key usages of servers: TLS (RFC 5280 §4.2.1.12), and two from the time of export restrictions, which OpenSSL
     * accepts.
     */
    private static final Set<String> SERVER_USAGES =
            Set.of("1.3.6.1.5.5.7.3.1", "1.3.6.1.4.1.311.10.3.3", "2.16.840.1.113730.4.1");

    private static final String BASIC_CONSTRAINTS = "2.5.29.19";
    private static final String NAME_CONSTRAINTS = "2.5.29.30";
    /** Digital signature, key encipherment, key agreement. */
    private static final List<Integer> HANDSHAKE_USAGES = List.of(0, 2, 4);

    private static final int SIGN_CERTIFICATES = 5;

    private final Instant now;

    PathCheck(Instant now) {
        this.now = now;
    }

    /** What is wrong with a path of at least two certificates, the last of which is the trust anchor. */
    Optional<Fault> fault(List<X509Certificate> path) {
        int top = path.size() - 1;
        X509Certificate anchor = path.get(top);
        List<X509Certificate> below = path.subList(0, top);
        return own(path)
                .or(() -> constraints(below, anchor))
                .or(() -> validation(below, new TrustAnchor(anchor, null)));
    }

    /**
     * What is wrong with a path of at least one certificate, the last of which is signed by a key of which nothing else is
     * known.
     */
    Optional<Fault> faultBelow(TrustAnchor key, List<X509Certificate> path) {
        return own(path).or(() -> validation(path, key));
    }

    private Optional<Fault> own(List<X509Certificate> path) {
        return authority(path).or(() -> dates(path)).or(() -> purpose(path));
    }

    private static Optional<Fault> authority(List<X509Certificate> path) {
        int below = 0;
        for (int i = 1; i < path.size(); i++) {
            X509Certificate one = path.get(i);
            int most = one.getBasicConstraints();
            if (!mayIssue(one) || (most >= 0 && below > most)) {
                return Fault.of(Objection.NO_AUTHORITY, i);
            }
            below += selfIssued(one) ? 0 : 1;
        }
        return Optional.empty();
    }

    /** Whether it is an authority: by its basic constraints, or because it is an old root, from before there were any. */
    private static boolean mayIssue(X509Certificate one) {
        boolean[] usage = one.getKeyUsage();
        boolean authority = one.getExtensionValue(BASIC_CONSTRAINTS) == null
                ? selfIssued(one) && one.getVersion() == 1
                : one.getBasicConstraints() >= 0;
        return authority && (usage == null || usage[SIGN_CERTIFICATES]);
    }

    static boolean selfIssued(X509Certificate one) {
        return one.getSubjectX500Principal().equals(one.getIssuerX500Principal());
    }

    private Optional<Fault> dates(List<X509Certificate> path) {
        return first(path, Objection.OUT_OF_DATE, each -> !Dates.valid(each, now));
    }

    private static Optional<Fault> purpose(List<X509Certificate> path) {
        return forHandshakes(path.get(0))
                ? first(path, Objection.PURPOSE, each -> !forServers(each))
                : Fault.of(Objection.PURPOSE, 0);
    }

    /** Whether the server's key may sign or agree on keys (RFC 5280 §4.2.1.3), as TLS handshakes require. */
    private static boolean forHandshakes(X509Certificate leaf) {
        boolean[] usage = leaf.getKeyUsage();
        return usage == null || HANDSHAKE_USAGES.stream().anyMatch(each -> usage[each]);
    }

    private static Optional<Fault> first(
            List<X509Certificate> path, Objection objection, Predicate<X509Certificate> wrong) {
        for (int i = 0; i < path.size(); i++) {
            if (wrong.test(path.get(i))) {
                return Fault.of(objection, i);
            }
        }
        return Optional.empty();
    }

    private static boolean forServers(X509Certificate one) {
        try {
            List<String> usages = one.getExtendedKeyUsage();
            return usages == null || usages.stream().anyMatch(SERVER_USAGES::contains);
        } catch (CertificateParsingException malformed) {
            return false;
        }
    }

    /**
     * Checks the name constraints of the trust anchor itself, which the JDK ignores; the constraints below it are part of the
     * validation.
     */
    private static Optional<Fault> constraints(List<X509Certificate> below, X509Certificate anchor) {
        Optional<Tlv> extension =
                Optional.ofNullable(anchor.getExtensionValue(NAME_CONSTRAINTS)).flatMap(Tlv::whole);
        if (extension.isEmpty()) {
            return Optional.empty();
        }
        X509CertSelector within = new X509CertSelector();
        try {
            within.setNameConstraints(extension.get().contentCopy());
        } catch (IOException malformed) {
            return Fault.of(Objection.CONSTRAINT, below.size());
        }
        for (int i = 0; i < below.size(); i++) {
            if ((i == 0 || !selfIssued(below.get(i))) && !within.match(below.get(i))) {
                return Fault.of(Objection.CONSTRAINT, i);
            }
        }
        return Optional.empty();
    }

    private Optional<Fault> validation(List<X509Certificate> path, TrustAnchor anchor) {
        try {
            PKIXParameters parameters = new PKIXParameters(Set.of(anchor));
            parameters.setRevocationEnabled(false);
            parameters.setDate(Date.from(now));
            CertPathValidator.getInstance("PKIX")
                    .validate(CertificateFactory.getInstance("X.509").generateCertPath(path), parameters);
            return Optional.empty();
        } catch (CertPathValidatorException refused) {
            return Fault.of(objection(refused), refused.getIndex());
        } catch (GeneralSecurityException | RuntimeException odd) {
            return Fault.of(Objection.CONSTRAINT, -1);
        }
    }

    private static Objection objection(CertPathValidatorException refused) {
        Reason reason = refused.getReason();
        if (reason == BasicReason.ALGORITHM_CONSTRAINED || refused.getCause() instanceof NoSuchAlgorithmException) {
            return Objection.ALGORITHM;
        }
        if (reason == BasicReason.EXPIRED || reason == BasicReason.NOT_YET_VALID) {
            return Objection.OUT_OF_DATE;
        }
        if (reason == BasicReason.INVALID_SIGNATURE || reason == PKIXReason.NAME_CHAINING) {
            return Objection.NO_PATH;
        }
        return reason == PKIXReason.NOT_CA_CERT
                        || reason == PKIXReason.PATH_TOO_LONG
                        || reason == PKIXReason.INVALID_KEY_USAGE
                ? Objection.NO_AUTHORITY
                : Objection.CONSTRAINT;
    }
}
