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
import java.util.stream.Stream;

/**
 * The way from a server's certificate to an authority, as it can be built from what the server sent: each certificate is signed
 * by the next. What the server sent besides does not count. Nothing is fetched.
 *
 * @param certificates the server's own first, without the anchor
 * @param anchor       the authority that is trusted here and signed the last one; empty if the way leads to none
 */
record CertificatePath(List<X509Certificate> certificates, Optional<X509Certificate> anchor) {
    /** Signatures to verify in a search: many authorities of one name make many ways. */
    private static final int MAX_SIGNATURES = 200;

    /** The best way: one that is trusted before one that is not, then one that is valid today, then the longest. */
    static CertificatePath of(List<X509Certificate> bag, List<X509Certificate> anchors) {
        return new Search(bag, anchors).run();
    }

    X509Certificate leaf() {
        return certificates.get(0);
    }

    X509Certificate top() {
        return certificates.get(certificates.size() - 1);
    }

    /** Whether today is between the dates of all its certificates; what has run out counts before what has not begun. */
    Validity validity() {
        Instant now = Instant.now();
        if (certificates.stream()
                .anyMatch(each -> now.isAfter(each.getNotAfter().toInstant()))) {
            return Validity.EXPIRED;
        }
        return certificates.stream()
                        .anyMatch(each -> now.isBefore(each.getNotBefore().toInstant()))
                ? Validity.NOT_YET_VALID
                : Validity.VALID;
    }

    static boolean selfIssued(X509Certificate one) {
        return one.getSubjectX500Principal().equals(one.getIssuerX500Principal());
    }

    static boolean validAt(X509Certificate one, Instant day) {
        return !day.isBefore(one.getNotBefore().toInstant())
                && !day.isAfter(one.getNotAfter().toInstant());
    }

    /** Whether the issuer's key made this signature; true also where this Java cannot tell for lack of the algorithm. */
    static boolean signed(X509Certificate one, X509Certificate issuer) {
        if (!one.getIssuerX500Principal().equals(issuer.getSubjectX500Principal())) {
            return false;
        }
        try {
            one.verify(issuer.getPublicKey());
            return true;
        } catch (NoSuchAlgorithmException unknown) {
            return true; // the names agree, and nothing speaks against it
        } catch (GeneralSecurityException | RuntimeException wrong) {
            return false;
        }
    }

    /** Goes upwards by every way, at most so far. */
    private static final class Search {
        private final List<X509Certificate> bag;
        private final List<X509Certificate> anchors;
        private final Instant now = Instant.now();
        private int signatures;
        private CertificatePath best;

        Search(List<X509Certificate> bag, List<X509Certificate> anchors) {
            this.bag = bag;
            this.anchors = anchors;
            this.best = new CertificatePath(List.of(bag.get(0)), Optional.empty());
        }

        CertificatePath run() {
            X509Certificate leaf = bag.get(0);
            if (anchors.contains(leaf)) {
                return new CertificatePath(List.of(leaf), Optional.of(leaf)); // whoever signed it
            }
            climb(List.of(leaf));
            return best;
        }

        private void climb(List<X509Certificate> below) {
            X509Certificate top = below.get(below.size() - 1);
            keep(new CertificatePath(below, above(top, anchors.stream()).findFirst()));
            if (selfIssued(top)) {
                return;
            }
            above(top, bag.stream().distinct().filter(each -> !below.contains(each) && !anchors.contains(each)))
                    .toList()
                    .forEach(each -> {
                        List<X509Certificate> longer = new ArrayList<>(below);
                        longer.add(each);
                        climb(List.copyOf(longer));
                    });
        }

        /** Those that signed it, the ones that are valid for longest first. */
        private Stream<X509Certificate> above(X509Certificate one, Stream<X509Certificate> candidates) {
            return candidates
                    .filter(each -> each.getSubjectX500Principal().equals(one.getIssuerX500Principal()))
                    .sorted(Comparator.comparing(X509Certificate::getNotAfter).reversed())
                    .filter(each -> signatures++ < MAX_SIGNATURES && signed(one, each));
        }

        private void keep(CertificatePath found) {
            if (rank(found) > rank(best)) {
                best = found;
            }
        }

        private int rank(CertificatePath path) {
            boolean valid = path.certificates.stream().allMatch(each -> validAt(each, now));
            return (path.anchor.isPresent() ? 10_000 : 0) + (valid ? 1_000 : 0) + path.certificates.size() * sign(path);
        }

        /** Of ways to an anchor the shortest is taken, as validation does; of others the longest says most. */
        private static int sign(CertificatePath path) {
            return path.anchor.isPresent() ? -1 : 1;
        }
    }
}
