/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.handshake;

import io.github.smtpprobe.tls.CertificateVerdict.Validity;
import java.security.GeneralSecurityException;
import java.security.NoSuchAlgorithmException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import javax.security.auth.x500.X500Principal;

/**
 * The path from a server's certificate to an authority, built from what the server sent, in which each certificate is signed by
 * the next. Other certificates that the server sent are ignored. Nothing is fetched.
 *
 * @param certificates the server's own first, without the anchor
 * @param anchor       the trusted authority that signed the last one; empty if the path leads to none
 */
record CertificatePath(List<X509Certificate> certificates, Optional<X509Certificate> anchor) {
    /** The most signatures that a search verifies: many authorities of the same name lead to many paths. */
    private static final int MAX_SIGNATURES = 200;

    private static final Comparator<X509Certificate> LONGEST_FIRST =
            Comparator.comparing(X509Certificate::getNotAfter).reversed();

    /** The best path: trusted ones come before others, then those that are valid today, then the longest. */
    static CertificatePath of(List<X509Certificate> bag, List<X509Certificate> anchors) {
        return new Search(bag, anchors).run();
    }

    X509Certificate leaf() {
        return certificates.get(0);
    }

    X509Certificate top() {
        return certificates.get(certificates.size() - 1);
    }

    /**
     * Whether today is within the dates of all its certificates. If one has expired and another is not valid yet, the path
     * counts as expired.
     */
    Validity validity() {
        Instant now = Instant.now();
        Validity found = Validity.VALID;
        for (X509Certificate each : certificates) {
            if (now.isAfter(ReadCertificates.of(each).notAfter())) {
                return Validity.EXPIRED;
            }
            if (now.isBefore(ReadCertificates.of(each).notBefore())) {
                found = Validity.NOT_YET_VALID;
            }
        }
        return found;
    }

    static boolean selfIssued(X509Certificate one) {
        return one.getSubjectX500Principal().equals(one.getIssuerX500Principal());
    }

    /** Whether the issuer's key made this signature. True also if this Java lacks the algorithm and cannot tell. */
    static boolean signed(X509Certificate one, X509Certificate issuer) {
        if (!one.getIssuerX500Principal().equals(issuer.getSubjectX500Principal())) {
            return false;
        }
        try {
            one.verify(issuer.getPublicKey());
            return true;
        } catch (NoSuchAlgorithmException unknown) {
            return true; // the names agree, and nothing contradicts it
        } catch (GeneralSecurityException | RuntimeException wrong) {
            return false;
        }
    }

    /** Searches all paths upwards, within the limit. */
    private static final class Search {
        private final List<X509Certificate> bag;
        private final List<X509Certificate> anchors;
        private int signatures;
        private int highest = Integer.MIN_VALUE;
        private CertificatePath best;

        Search(List<X509Certificate> bag, List<X509Certificate> anchors) {
            this.bag = bag;
            this.anchors = anchors;
            this.best = new CertificatePath(List.of(bag.get(0)), Optional.empty());
        }

        CertificatePath run() {
            X509Certificate leaf = bag.get(0);
            if (anchors.contains(leaf)) {
                return new CertificatePath(List.of(leaf), Optional.of(leaf)); // regardless of who signed it
            }
            climb(List.of(leaf));
            return best;
        }

        private void climb(List<X509Certificate> below) {
            X509Certificate top = below.get(below.size() - 1);
            keep(new CertificatePath(below, anchor(top)));
            if (ReadCertificates.of(top).selfIssued() && signed(top, top)) {
                return; // another certificate with the issuer's name may be a different issuer
            }
            List<X509Certificate> above = namedAsIssuer(top, bag);
            above.removeIf(each -> below.contains(each) || anchors.contains(each) || !signed(top, each));
            for (X509Certificate each : above) {
                List<X509Certificate> longer = new ArrayList<>(below);
                longer.add(each);
                climb(List.copyOf(longer));
            }
        }

        private Optional<X509Certificate> anchor(X509Certificate top) {
            for (X509Certificate each : namedAsIssuer(top, anchors)) {
                if (signed(top, each)) {
                    return Optional.of(each);
                }
            }
            return Optional.empty();
        }

        /** The candidates with the issuer's name, each once, those with the longest validity first. */
        private static List<X509Certificate> namedAsIssuer(X509Certificate one, List<X509Certificate> candidates) {
            X500Principal issuer = one.getIssuerX500Principal();
            List<X509Certificate> found = new ArrayList<>(1);
            for (X509Certificate each : candidates) {
                if (ReadCertificates.subject(each).equals(issuer) && !found.contains(each)) {
                    found.add(each);
                }
            }
            if (found.size() > 1) {
                found.sort(LONGEST_FIRST);
            }
            return found;
        }

        private boolean signed(X509Certificate one, X509Certificate issuer) {
            return signatures++ < MAX_SIGNATURES && CertificatePath.signed(one, issuer);
        }

        private void keep(CertificatePath found) {
            int rank = rank(found);
            if (rank > highest) {
                highest = rank;
                best = found;
            }
        }

        private int rank(CertificatePath path) {
            boolean valid = path.validity() == Validity.VALID;
            return (path.anchor.isPresent() ? 10_000 : 0) + (valid ? 1_000 : 0) + path.certificates.size() * sign(path);
        }

        /** Of the paths to an anchor, the shortest is used, as validation does; of the others, the longest says most. */
        private static int sign(CertificatePath path) {
            return path.anchor.isPresent() ? -1 : 1;
        }
    }
}
