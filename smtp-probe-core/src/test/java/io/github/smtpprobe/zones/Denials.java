/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.zones;

import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.xbill.DNS.DClass;
import org.xbill.DNS.NSEC3PARAMRecord;
import org.xbill.DNS.NSEC3Record;
import org.xbill.DNS.NSECRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;
import org.xbill.DNS.utils.base32;

/** NSEC and NSEC3 records of a zone, made by hand (RFC 4035 §3.1.3, RFC 5155 §7.2). */
final class Denials {
    private static final int TTL = 300;
    private static final byte[] SALT = {};

    private final ZoneData zone;

    /** Names of delegations, and which of them have DS records. */
    private final Predicate<Name> cut;

    private final Predicate<Name> signedBelow;

    Denials(ZoneData zone, Predicate<Name> cut, Predicate<Name> signedBelow) {
        this.zone = zone;
        this.cut = cut;
        this.signedBelow = signedBelow;
    }

    /** That the name has no such type. */
    List<Record> noType(Name name) {
        return zone.iterations < 0 ? List.of(nsec(zone.sets.containsKey(name) ? name : before(name))) : noType3(name);
    }

    /** That there is no such name, nor a wildcard that covers it. */
    List<Record> noName(Name name) {
        Name wildcard = ZoneData.name("*", closest(name));
        if (zone.iterations < 0) {
            Set<Record> both = new LinkedHashSet<>();
            both.add(nsec(before(name)));
            both.add(nsec(before(wildcard)));
            return List.copyOf(both);
        }
        Set<Record> all = new LinkedHashSet<>();
        all.add(match3(closest(name)));
        all.add(cover3(next(name)));
        all.add(cover3(wildcard));
        return List.copyOf(all);
    }

    /** That the wildcard that covers the name has no such type. */
    List<Record> noTypeOfWildcard(Name name) {
        Name wildcard = ZoneData.name("*", closest(name));
        Set<Record> all = new LinkedHashSet<>();
        if (zone.iterations < 0) {
            all.add(nsec(before(name)));
            all.add(nsec(wildcard));
        } else {
            all.add(match3(closest(name)));
            all.add(cover3(next(name)));
            all.add(match3(wildcard));
        }
        return List.copyOf(all);
    }

    /** That a name that a wildcard has made is not there itself. */
    List<Record> notItself(Name name) {
        return List.of(zone.iterations < 0 ? nsec(before(name)) : cover3(next(name)));
    }

    /** A true record of the zone that proves something else. */
    List<Record> beside() {
        return List.of(zone.iterations < 0 ? nsec(zone.apex) : match3(zone.apex));
    }

    Name closest(Name name) {
        Name closest = name;
        while (!zone.exists(closest)) {
            closest = new Name(closest, 1);
        }
        return closest;
    }

    private Name next(Name name) {
        int labels = name.labels() - closest(name).labels();
        return new Name(name, labels - 1);
    }

    private Name before(Name name) {
        Name floor = zone.sets.lowerKey(name);
        return floor == null ? zone.sets.lastKey() : floor;
    }

    private Record nsec(Name owner) {
        Name higher = zone.sets.higherKey(owner);
        return new NSECRecord(owner, DClass.IN, TTL, higher == null ? zone.apex : higher, types(owner, Type.NSEC));
    }

    private int[] types(Name owner, int own) {
        Set<Integer> types = new TreeSet<>();
        if (cut.test(owner)) {
            types.add(Type.NS);
            if (signedBelow.test(owner)) {
                types.add(Type.DS);
                types.add(Type.RRSIG);
            }
        } else if (zone.sets.containsKey(owner)) {
            types.addAll(zone.sets.get(owner).keySet());
            types.add(Type.RRSIG);
        }
        if (owner.equals(zone.apex)) {
            types.add(Type.DNSKEY);
            types.add(Type.RRSIG);
        }
        if (own == Type.NSEC) {
            types.add(Type.NSEC);
            types.add(Type.RRSIG);
        }
        return types.stream().mapToInt(Integer::intValue).toArray();
    }

    private List<Record> noType3(Name name) {
        if (chain().containsKey(hash(name))) {
            return List.of(match3(name));
        }
        Set<Record> all = new LinkedHashSet<>(); // an unsigned delegation behind an opt-out
        all.add(match3(closestHashed(name)));
        all.add(cover3(name));
        return List.copyOf(all);
    }

    private Name closestHashed(Name name) {
        Name closest = new Name(name, 1);
        while (!chain().containsKey(hash(closest))) {
            closest = new Name(closest, 1);
        }
        return closest;
    }

    private String hash(Name name) {
        try {
            NSEC3PARAMRecord how = new NSEC3PARAMRecord(zone.apex, DClass.IN, 0, 1, 0, zone.iterations, SALT);
            return new base32(base32.Alphabet.BASE32HEX, false, false).toString(how.hashName(name));
        } catch (NoSuchAlgorithmException wrong) {
            throw new AssertionError(wrong);
        }
    }

    private NavigableMap<String, Name> chain() {
        NavigableMap<String, Name> hashed = new TreeMap<>();
        List<Name> all = new ArrayList<>(zone.sets.keySet());
        for (Name each : zone.sets.keySet()) {
            for (Name parent = each; parent.subdomain(zone.apex); parent = new Name(parent, 1)) {
                all.add(parent);
                if (parent.equals(Name.root)) {
                    break;
                }
            }
        }
        for (Name each : all) {
            boolean left = zone.optOut && cut.test(each) && !signedBelow.test(each);
            if (!left) {
                hashed.put(hash(each), each);
            }
        }
        return hashed;
    }

    private Record match3(Name name) {
        return record3(hash(name), types(name, Type.NSEC3));
    }

    private Record cover3(Name name) {
        NavigableMap<String, Name> chain = chain();
        String lower = chain.lowerKey(hash(name));
        String owner = lower == null ? chain.lastKey() : lower;
        return record3(owner, types(chain.get(owner), Type.NSEC3));
    }

    private Record record3(String hash, int[] types) {
        String higher = chain().higherKey(hash);
        String next = higher == null ? chain().firstKey() : higher;
        byte[] octets = new base32(base32.Alphabet.BASE32HEX, false, false).fromString(next);
        int flags = zone.optOut ? NSEC3Record.Flags.OPT_OUT : 0;
        return new NSEC3Record(
                ZoneData.name(hash, zone.apex), DClass.IN, TTL, 1, flags, zone.iterations, SALT, octets, types);
    }
}
