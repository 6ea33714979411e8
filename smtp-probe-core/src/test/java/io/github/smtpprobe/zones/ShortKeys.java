/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.zones;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.spec.RSAPrivateCrtKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * RSA keys of 1024 bits, the fewest that validators take. Half of a key's making is the search for a prime: here each pair of a few primes is
 * a key, and each zone has one that no other zone has until all are used.
 */
final class ShortKeys {
    private static final int PRIMES = 16;
    private static final int BITS = 512;
    /** With which to verify takes the least (RFC 3110 §4): two multiplications, and not the seventeen of the usual one. */
    private static final BigInteger EXPONENT = BigInteger.valueOf(3);

    private static final List<KeyPair> KEYS = all();
    private static final AtomicInteger GIVEN = new AtomicInteger();

    private ShortKeys() {}

    static KeyPair next() {
        return KEYS.get(Math.floorMod(GIVEN.getAndIncrement(), KEYS.size()));
    }

    private static List<KeyPair> all() {
        Random random = new SecureRandom();
        List<BigInteger> primes = Stream.generate(() -> prime(random))
                .filter(each -> !each.mod(EXPONENT).equals(BigInteger.ONE))
                .distinct()
                .limit(PRIMES)
                .toList();
        List<KeyPair> pairs = new ArrayList<>();
        for (int i = 0; i < PRIMES; i++) {
            for (int j = 0; j < i; j++) {
                pairs.add(pair(primes.get(i), primes.get(j)));
            }
        }
        return pairs;
    }

    /** Large enough that the product of two has all its bits. */
    private static BigInteger prime(Random random) {
        return new BigInteger(BITS, random).setBit(BITS - 1).setBit(BITS - 2).nextProbablePrime();
    }

    private static KeyPair pair(BigInteger p, BigInteger q) {
        BigInteger below = p.subtract(BigInteger.ONE);
        BigInteger beside = q.subtract(BigInteger.ONE);
        BigInteger modulus = p.multiply(q);
        BigInteger secret = EXPONENT.modInverse(below.multiply(beside));
        try {
            KeyFactory factory = KeyFactory.getInstance("RSA");
            return new KeyPair(
                    factory.generatePublic(new RSAPublicKeySpec(modulus, EXPONENT)),
                    factory.generatePrivate(new RSAPrivateCrtKeySpec(
                            modulus, EXPONENT, secret, p, q, secret.mod(below), secret.mod(beside), q.modInverse(p))));
        } catch (GeneralSecurityException wrong) {
            throw new AssertionError(wrong);
        }
    }
}
