/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.zones;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.xbill.DNS.DClass;
import org.xbill.DNS.DNSSEC;
import org.xbill.DNS.DSRecord;
import org.xbill.DNS.NSRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.RRSIGRecord;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Type;

/** One zone: its records, how it is signed, and how it is signed wrongly. */
final class ZoneData {
    /** What may be wrong with the signature of a set. */
    enum Mark {
        RIGHT,
        EXPIRED,
        NOT_YET,
        WRONG,
        MISSING
    }

    static final Duration LIFETIME = Duration.ofDays(14);
    static final Duration AGE = Duration.ofDays(1);

    final Name apex;
    boolean signed;
    int algorithm = DNSSEC.Algorithm.RSASHA256;
    int shownAlgorithm = -1;
    int digest = DNSSEC.Digest.SHA256;
    int shownDigest = -1;
    int iterations = -1;
    boolean optOut;
    boolean orphan;
    boolean undelegated;
    Mark all = Mark.RIGHT;
    Duration lifetime = LIFETIME;
    final Map<String, Mark> marks = new ConcurrentHashMap<>();
    final NavigableMap<Name, Map<Integer, List<Record>>> sets = new TreeMap<>();

    ZoneData(Name apex, boolean signed) {
        this.apex = apex;
        this.signed = signed;
        Name host = name("ns", apex);
        add(new SOARecord(apex, DClass.IN, ZoneKey.TTL, host, host, 1, 7200, 3600, 1209600, 300));
        add(new NSRecord(apex, DClass.IN, ZoneKey.TTL, host));
    }

    /** Whether the zone above has a DS record for it. */
    boolean delegated() {
        return signed && !undelegated;
    }

    static Name name(String label, Name origin) {
        try {
            return Name.fromString(label, origin);
        } catch (org.xbill.DNS.TextParseException wrong) {
            throw new IllegalArgumentException(label, wrong);
        }
    }

    void add(Record record) {
        sets.computeIfAbsent(record.getName(), each -> new TreeMap<>())
                .computeIfAbsent(record.getType(), each -> new ArrayList<>())
                .add(record);
    }

    List<Record> set(Name name, int type) {
        if (type == Type.DNSKEY && name.equals(apex) && signed) {
            return List.of(shown(key("key").record()));
        }
        return sets.getOrDefault(name, Map.of()).getOrDefault(type, List.of());
    }

    ZoneKey key(String purpose) {
        return ZoneKey.of(apex, algorithm, purpose);
    }

    /** The DS record that the parent has. */
    Record delegation() {
        DSRecord right = key(orphan ? "other key" : "key").delegation(digest);
        return shownAlgorithm < 0 && shownDigest < 0
                ? right
                : new DSRecord(
                        apex,
                        DClass.IN,
                        ZoneKey.TTL,
                        right.getFootprint(),
                        shownAlgorithm < 0 ? algorithm : shownAlgorithm,
                        shownDigest < 0 ? digest : shownDigest,
                        right.getDigest());
    }

    /** With the number of an algorithm that nobody knows, if that is wanted. */
    private Record shown(Record record) {
        if (shownAlgorithm < 0) {
            return record;
        }
        byte[] rdata = record.rdataToWireCanonical();
        rdata[record.getType() == Type.RRSIG ? 2 : 3] = (byte) shownAlgorithm;
        return Record.newRecord(record.getName(), record.getType(), DClass.IN, record.getTTL(), rdata);
    }

    /** Whether the name has records, or a name below it has. */
    boolean exists(Name name) {
        return sets.containsKey(name) || sets.keySet().stream().anyMatch(each -> each.subdomain(name));
    }

    Mark mark(Name name, int type) {
        return marks.getOrDefault(name.toString(true) + " " + Type.string(type), all);
    }

    /** The signature of a set, as it is marked; none of an unsigned zone. */
    List<Record> signature(List<Record> set) {
        Record first = set.get(0);
        boolean delegation = first.getType() == Type.NS && !first.getName().equals(apex);
        return signed && !delegation ? signature(set, mark(first.getName(), first.getType())) : List.of();
    }

    private record Made(List<Record> set, Mark mark, Duration lifetime, int algorithm, int shown) {}

    private final Map<Made, List<Record>> made = new ConcurrentHashMap<>();

    List<Record> signature(List<Record> set, Mark mark) {
        return made.computeIfAbsent(
                new Made(List.copyOf(set), mark, lifetime, algorithm, shownAlgorithm), each -> make(set, mark));
    }

    private List<Record> make(List<Record> set, Mark mark) {
        Instant now = TestClock.BEGIN;
        Record right = switch (mark) {
            case EXPIRED -> sign(set, now.minus(LIFETIME), now.minus(AGE));
            case NOT_YET -> sign(set, now.plus(AGE), now.plus(LIFETIME));
            default -> sign(set, now.minus(AGE), now.plus(lifetime));
        };
        if (mark == Mark.MISSING) {
            return List.of();
        }
        return List.of(mark == Mark.WRONG ? changed(right) : right);
    }

    private Record sign(List<Record> set, Instant from, Instant until) {
        RRSIGRecord signature = key("key").sign(set, from, until);
        return shown(signature);
    }

    /** With the last octet turned round. */
    private static Record changed(Record record) {
        byte[] rdata = record.rdataToWireCanonical();
        rdata[rdata.length - 1] ^= 0x55;
        return Record.newRecord(record.getName(), record.getType(), DClass.IN, record.getTTL(), rdata);
    }

    static Record renamed(Record record, Name name) {
        return Record.newRecord(name, record.getType(), DClass.IN, record.getTTL(), record.rdataToWireCanonical());
    }
}
