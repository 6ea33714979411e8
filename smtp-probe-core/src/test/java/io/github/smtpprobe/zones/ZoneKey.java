/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.zones;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.xbill.DNS.DClass;
import org.xbill.DNS.DNSKEYRecord;
import org.xbill.DNS.DNSSEC;
import org.xbill.DNS.DSRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.RRSIGRecord;
import org.xbill.DNS.RRset;
import org.xbill.DNS.Record;

/**
 * A key that signs a zone, made once for each name, as is each signature. RSA is for the many: the tests verify tens of thousands of
 * signatures, and to verify one of ECDSA takes milliseconds.
 */
final class ZoneKey {
    static final int TTL = 3600;
    private static final int MOST_KEPT = 10_000;
    private static final Map<String, KeyPair> PAIRS = new ConcurrentHashMap<>();
    private static final Map<Signed, RRSIGRecord> SIGNATURES = new ConcurrentHashMap<>();

    /** What a signature depends on; records are equal whose times to live differ. */
    private record Signed(DNSKEYRecord key, List<Record> records, List<Long> lives, Instant from, Instant until) {}

    private final DNSKEYRecord record;
    private final PrivateKey secret;

    private ZoneKey(DNSKEYRecord record, PrivateKey secret) {
        this.record = record;
        this.secret = secret;
    }

    /**
     * Makes a key.
     *
     * @param zone      that it signs
     * @param algorithm 13 for ECDSA with P-256, or one of RSA's
     * @param purpose   tells several keys of a zone apart
     */
    static ZoneKey of(Name zone, int algorithm, String purpose) {
        KeyPair pair = PAIRS.computeIfAbsent(zone + " " + algorithm + " " + purpose, each -> pair(algorithm));
        int flags = DNSKEYRecord.Flags.ZONE_KEY | DNSKEYRecord.Flags.SEP_KEY;
        try {
            return new ZoneKey(
                    new DNSKEYRecord(
                            zone, DClass.IN, TTL, flags, DNSKEYRecord.Protocol.DNSSEC, algorithm, pair.getPublic()),
                    pair.getPrivate());
        } catch (DNSSEC.DNSSECException wrong) {
            throw new AssertionError(wrong);
        }
    }

    private static KeyPair pair(int algorithm) {
        if (algorithm != DNSSEC.Algorithm.ECDSAP256SHA256) {
            return ShortKeys.next();
        }
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(256);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException wrong) {
            throw new AssertionError(wrong);
        }
    }

    DNSKEYRecord record() {
        return record;
    }

    DSRecord delegation(int digest) {
        return new DSRecord(record.getName(), DClass.IN, TTL, digest, record);
    }

    RRSIGRecord sign(List<Record> records, Instant from, Instant until) {
        Signed signed =
                new Signed(record, records, records.stream().map(Record::getTTL).toList(), from, until);
        return SIGNATURES.size() < MOST_KEPT
                ? SIGNATURES.computeIfAbsent(signed, each -> made(records, from, until))
                : made(records, from, until);
    }

    private RRSIGRecord made(List<Record> records, Instant from, Instant until) {
        RRset set = new RRset();
        records.forEach(set::addRR);
        try {
            return DNSSEC.sign(set, record, secret, from, until);
        } catch (DNSSEC.DNSSECException wrong) {
            throw new AssertionError(wrong);
        }
    }
}
