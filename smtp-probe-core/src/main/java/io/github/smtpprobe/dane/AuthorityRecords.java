/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.dane;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Compares records of usage 2, which name an authority, with a chain (RFC 7671 §5.2, RFC 7672 §3.1.2). Results are cached, so it
 * is not thread-safe.
 */
final class AuthorityRecords {
    private static final List<String> KEY_ALGORITHMS = List.of("RSA", "EC", "EdDSA", "RSASSA-PSS", "DSA");
    /** The limit for the certificates in all validated paths together. */
    private static final int MAX_STEPS = 2_000;

    private final SentChain chain;
    private final Names names;
    private final SignaturePaths paths;
    private final PathCheck check;
    private final Map<Integer, RecordMatch> bySent = new HashMap<>();
    private final Set<ByteBuffer> issuers;
    private int steps;

    /** Checks the names of the server's certificate, the last step if a path is valid. */
    @FunctionalInterface
    interface Names {
        Optional<Objection> objection();
    }

    AuthorityRecords(SentChain chain, Instant now, Names names) {
        this.chain = chain;
        this.names = names;
        this.paths = new SignaturePaths(chain, now);
        this.check = new PathCheck(now);
        this.issuers = paths.all().stream()
                .map(path -> chain.at(path.get(path.size() - 1)).orElseThrow().issuer())
                .map(ByteBuffer::wrap)
                .collect(Collectors.toSet());
    }

    RecordMatch match(TlsaRecord record) {
        RecordMatch best = RecordMatch.not(Objection.TA_NOT_SENT);
        for (int place : chain.matching(record)) {
            RecordMatch found = bySent.computeIfAbsent(place, this::sent);
            if (found.authenticates() && found.firstPath()) {
                return found;
            }
            best = best.certificate().isEmpty() || (found.authenticates() && !best.authenticates()) ? found : best;
        }
        boolean sent = best.certificate().orElse(0) > 0;
        return record.matching().orElseThrow() == 0 && !sent ? inDns(record, best) : best;
    }

    /** Tries a certificate of the chain as the trust anchor. */
    private RecordMatch sent(int place) {
        if (place == 0) {
            return RecordMatch.of(OptionalInt.of(0), new Fault(Objection.TA_IS_LEAF, 0), List.of(0));
        }
        RecordMatch best = RecordMatch.of(OptionalInt.of(place), unreached(place), List.of());
        for (List<Integer> path : paths.all()) {
            if (path.get(path.size() - 1) == place && affordable(path)) {
                RecordMatch found = judged(OptionalInt.of(place), path, check.fault(certificates(path)));
                if (found.authenticates()) {
                    return found;
                }
                best = best.path().isEmpty() ? found : best;
            }
        }
        return best;
    }

    private Fault unreached(int place) {
        if (chain.certificate(0).isEmpty()) {
            return new Fault(Objection.UNREADABLE, 0);
        }
        return chain.certificate(place).isEmpty()
                ? new Fault(Objection.UNREADABLE, place)
                : new Fault(Objection.NO_PATH, -1);
    }

    /** Tries the trust anchor that the record contains whole, so that the server need not send it. */
    private RecordMatch inDns(TlsaRecord record, RecordMatch best) {
        RecordMatch found = best;
        Optional<X509Certificate> certificate = record.selector().orElseThrow() == 0
                        && best.certificate().isEmpty()
                ? SentCertificate.read(record.data()).filter(this::issuedOne).flatMap(SentCertificate::parsed)
                : Optional.empty();
        Optional<PublicKey> key = record.selector().orElseThrow() == 1
                ? key(record.data())
                : certificate.map(X509Certificate::getPublicKey);
        if (key.isEmpty()) {
            return best;
        }
        for (List<Integer> path : paths.all()) {
            X509Certificate top = chain.certificate(path.get(path.size() - 1)).orElseThrow();
            boolean named = certificate
                    .map(each -> each.getSubjectX500Principal().equals(top.getIssuerX500Principal()))
                    .orElse(true);
            if (named && paths.signed(top, key.get()) && affordable(path)) {
                RecordMatch now = judged(OptionalInt.empty(), path, fault(certificate, key.get(), certificates(path)));
                if (now.authenticates()) {
                    return now;
                }
                found = found.certificate().isPresent() || !found.path().isEmpty() ? found : now;
            }
        }
        return found;
    }

    private boolean issuedOne(SentCertificate anchor) {
        return issuers.contains(ByteBuffer.wrap(anchor.subject().copy()));
    }

    private Optional<Fault> fault(Optional<X509Certificate> anchor, PublicKey key, List<X509Certificate> path) {
        if (anchor.isPresent()) {
            List<X509Certificate> whole = new ArrayList<>(path);
            whole.add(anchor.get());
            return check.fault(whole);
        }
        X509Certificate top = path.get(path.size() - 1);
        return check.faultBelow(new TrustAnchor(top.getIssuerX500Principal(), key, null), path);
    }

    private static Optional<PublicKey> key(byte[] spki) {
        for (String algorithm : KEY_ALGORITHMS) {
            try {
                return Optional.of(KeyFactory.getInstance(algorithm).generatePublic(new X509EncodedKeySpec(spki)));
            } catch (GeneralSecurityException | RuntimeException another) {
                // The key is of another algorithm: the next one is tried.
            }
        }
        return Optional.empty();
    }

    private boolean affordable(List<Integer> path) {
        steps += path.size();
        return steps <= MAX_STEPS;
    }

    private List<X509Certificate> certificates(List<Integer> path) {
        return path.stream().map(each -> chain.certificate(each).orElseThrow()).toList();
    }

    private RecordMatch judged(OptionalInt certificate, List<Integer> path, Optional<Fault> fault) {
        if (fault.isPresent()) {
            return RecordMatch.of(certificate, fault.get(), path);
        }
        Optional<Objection> name = names.objection();
        return new RecordMatch(
                certificate,
                name.filter(each -> each != Objection.ONLY_DOMAIN_NAME).isEmpty(),
                name,
                name.isPresent() ? OptionalInt.of(0) : OptionalInt.empty(),
                path,
                paths.followsFirstIssuers(path));
    }
}
