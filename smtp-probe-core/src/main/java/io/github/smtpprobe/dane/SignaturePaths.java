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
 * The ways from the server's certificate upwards through those that it sent, in whatever order: each certificate is signed by
 * the next. Not thread-safe. Both the ways and the signatures to verify are limited, since many authorities of one name make many
 * of them.
 */
final class Ways {
    private static final int MAX_WAYS = 500;
    private static final int MAX_SIGNATURES = 500;

    private final SentChain chain;
    private final Instant now;
    private final List<List<Integer>> all = new ArrayList<>();
    private final Map<Integer, List<Integer>> issuers = new HashMap<>();
    private int signatures;

    Ways(SentChain chain, Instant now) {
        this.chain = chain;
        this.now = now;
        if (chain.size() > 0 && chain.certificate(0).isPresent()) {
            climb(List.of(0));
        }
    }

    /** All of them, as places in the chain; each way up to one certificate is also the beginning of those that go on. */
    List<List<Integer>> all() {
        return all;
    }

    /** Whether a way goes by the first issuer each time. */
    boolean first(List<Integer> way) {
        for (int i = 1; i < way.size(); i++) {
            if (issuers.getOrDefault(way.get(i - 1), List.of()).indexOf(way.get(i)) != 0) {
                return false;
            }
        }
        return true;
    }

    private void climb(List<Integer> below) {
        if (all.size() >= MAX_WAYS) {
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

    /** Those that signed one, first the ones that are valid now. */
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

    /** Whether a key made this signature; true also where this Java cannot tell for lack of the algorithm: validation says so. */
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
