/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.dane;

import java.security.GeneralSecurityException;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The paths from the server's certificate upwards through the certificates that it sent, in whatever order, in which each
 * certificate is signed by the next. The numbers of paths and of signatures to verify are limited, since several authorities of
 * the same name can lead to very many. Not thread-safe.
 */
final class SignaturePaths {
    private static final int MAX_PATHS = 500;
    private static final int MAX_SIGNATURES = 500;

    private final SentChain chain;
    private final Instant now;
    private final List<List<Integer>> all = new ArrayList<>();
    private final Map<Integer, List<Integer>> issuers = new HashMap<>();
    private int signatures;

    SignaturePaths(SentChain chain, Instant now) {
        this.chain = chain;
        this.now = now;
        if (chain.size() > 0 && chain.certificate(0).isPresent()) {
            climb(List.of(0));
        }
    }

    /** All paths, as indexes in the chain. Every beginning of a path is a path, too. */
    List<List<Integer>> all() {
        return all;
    }

    /** Whether a path follows the first issuer at every step. */
    boolean followsFirstIssuers(List<Integer> path) {
        for (int i = 1; i < path.size(); i++) {
            if (issuers.getOrDefault(path.get(i - 1), List.of()).indexOf(path.get(i)) != 0) {
                return false;
            }
        }
        return true;
    }

    private void climb(List<Integer> below) {
        if (all.size() >= MAX_PATHS) {
            return;
        }
        all.add(below);
        int top = below.get(below.size() - 1);
        for (int issuer : issuers.computeIfAbsent(top, this::issuersOf)) {
            if (!below.contains(issuer)) {
                List<Integer> longer = new ArrayList<>(below);
                longer.add(issuer);
                climb(List.copyOf(longer));
            }
        }
    }

    /** The certificates that signed the one at a place, with those that are valid now first. */
    private List<Integer> issuersOf(int place) {
        X509Certificate one = chain.certificate(place).orElseThrow();
        return IntStream.range(1, chain.size())
                .filter(each -> each != place)
                .boxed()
                .filter(each -> chain.certificate(each)
                        .filter(issuer -> issued(one, issuer))
                        .isPresent())
                .sorted(Comparator.comparing(
                        each -> !Dates.valid(chain.certificate(each).orElseThrow(), now)))
                .toList();
    }

    private boolean issued(X509Certificate one, X509Certificate issuer) {
        return one.getIssuerX500Principal().equals(issuer.getSubjectX500Principal())
                && signed(one, issuer.getPublicKey());
    }

    /**
     * Whether a certificate was signed with a key. It counts as signed if this Java lacks the algorithm; the validation will
     * object.
     */
    boolean signed(X509Certificate one, PublicKey key) {
        if (signatures >= MAX_SIGNATURES) {
            return false;
        }
        signatures++;
        try {
            one.verify(key);
            return true;
        } catch (NoSuchAlgorithmException unknown) {
            return true;
        } catch (GeneralSecurityException | RuntimeException wrong) {
            return false;
        }
    }
}
