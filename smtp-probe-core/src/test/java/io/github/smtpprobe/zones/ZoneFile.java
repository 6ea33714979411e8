/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.zones;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.xbill.DNS.DClass;
import org.xbill.DNS.DNSKEYRecord;
import org.xbill.DNS.DNSSEC;
import org.xbill.DNS.NSRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.ReverseMap;
import org.xbill.DNS.Type;

/** The zones of a {@link World} from the root on: their records, and how they are signed. */
abstract class ZoneFile {
    /** What is wrong with the proofs that a name or type is not there. */
    enum Denial {
        RIGHT,
        /** Signatures do not verify. */
        WRONG,
        /** There are no NSEC or NSEC3 records. */
        MISSING,
        /** They are true and signed, and prove something else. */
        BESIDE
    }

    final NavigableMap<Name, ZoneData> zones = new TreeMap<>();
    private final Map<Name, Denial> denials = new ConcurrentHashMap<>();
    private final List<Record> furtherRootKeys = new CopyOnWriteArrayList<>();
    private ZoneData last = new ZoneData(Name.root, true);

    ZoneFile() {
        zones.put(Name.root, last);
    }

    /** What the words are said of, for the next one. */
    abstract World world();

    /** A further signed zone, with a DS record in the zone above it if that is signed. */
    public World andSigned(String zone) {
        return zone(name(zone), true);
    }

    /** A further unsigned zone. */
    public World andUnsigned(String zone) {
        return zone(name(zone), false);
    }

    private synchronized World zone(Name apex, boolean signed) {
        if (apex.labels() > 2) { // its top-level zone first
            Name top = new Name(apex, apex.labels() - 2);
            if (!zones.containsKey(top)) {
                zone(top, true);
            }
        }
        ZoneData parent = zone(new Name(apex, 1), Type.ANY);
        last = new ZoneData(apex, signed);
        zones.put(apex, last);
        parent.add(new NSRecord(apex, DClass.IN, ZoneKey.TTL, ZoneData.name("ns", apex)));
        return world();
    }

    /** Goes back to a zone that is there already, so that what follows without a name speaks of it; the root is a dot. */
    public World in(String zone) {
        last = zones.get(name(zone));
        return world();
    }

    static Name name(String text) {
        return text.isEmpty() || text.equals(".") ? Name.root : ZoneData.name(text, Name.root);
    }

    /** A record as a zone file has it, with absolute names. */
    public World record(String name, String type, String data) {
        return record(name, type, ZoneKey.TTL, data);
    }

    /** A record with a TTL in seconds. */
    public synchronized World record(String name, String type, long ttl, String data) {
        Record record = record(name(name), type, ttl, data);
        zone(record.getName(), record.getType()).add(record);
        return world();
    }

    static Record record(Name name, String type, long ttl, String data) {
        try {
            return Record.fromString(name, Type.value(type), DClass.IN, ttl, data, Name.root);
        } catch (IOException wrong) {
            throw new IllegalArgumentException(name + " " + type + " " + data, wrong);
        }
    }

    /** Takes all records of a name and type away. */
    public synchronized World without(String name, String type) {
        Map<Integer, List<Record>> sets =
                zone(name(name), Type.value(type)).sets.get(name(name));
        sets.remove(Type.value(type));
        return world();
    }

    /** An MX record of the zone. */
    public World mx(int preference, String host) {
        return record(last.apex.toString(), "MX", preference + " " + host);
    }

    /** An MX record of a name. */
    public World mx(String name, int preference, String host) {
        return record(name, "MX", preference + " " + host);
    }

    /** The MX record of a zone that takes no mail (RFC 7505). */
    public World nullMx() {
        return mx(0, ".");
    }

    public World a(String name, String address) {
        return record(name, "A", address);
    }

    public World aaaa(String name, String address) {
        return record(name, "AAAA", address);
    }

    public World tlsa(String name, String data) {
        return record(name, "TLSA", data);
    }

    public World cname(String name, String target) {
        return record(name, "CNAME", target);
    }

    public World dname(String name, String target) {
        return record(name, "DNAME", target);
    }

    /** A TXT record of one or more strings. */
    public World txt(String name, String... strings) {
        List<String> quoted = Arrays.stream(strings)
                .map(each -> '"' + each.replace("\\", "\\\\").replace("\"", "\\\"") + '"')
                .toList();
        return record(name, "TXT", String.join(" ", quoted));
    }

    /** The name of an address, in an unsigned zone. */
    public World ptr(String address, String name) {
        String top = address.contains(":") ? "ip6.arpa" : "in-addr.arpa";
        ZoneData before = last;
        if (!zones.containsKey(name(top))) {
            andUnsigned(top);
        }
        last = before;
        try {
            return record(ReverseMap.fromAddress(InetAddress.getByName(address)).toString(), "PTR", name);
        } catch (UnknownHostException wrong) {
            throw new IllegalArgumentException(address, wrong);
        }
    }

    /** Denies with NSEC3, without further iterations. */
    public World nsec3() {
        return nsec3(0);
    }

    /** Denies with NSEC3 and further iterations. */
    public World nsec3(int iterations) {
        last.iterations = iterations;
        return world();
    }

    /** Leaves delegations to unsigned zones out of the chain of NSEC3 records (RFC 5155 §6). */
    public World optOut() {
        last.optOut = true;
        return last.iterations < 0 ? nsec3() : world();
    }

    /** Signs with RSA and SHA-256, as all zones do of which nothing else is said. */
    public World rsa() {
        last.algorithm = DNSSEC.Algorithm.RSASHA256;
        return world();
    }

    /** Signs with ECDSA and P-256. */
    public World ecdsa() {
        last.algorithm = DNSSEC.Algorithm.ECDSAP256SHA256;
        return world();
    }

    /** Signs with RSA and SHA-1, under a DS record with SHA-1. */
    public World sha1() {
        last.algorithm = DNSSEC.Algorithm.RSASHA1;
        last.digest = DNSSEC.Digest.SHA1;
        return world();
    }

    /** A DS record with SHA-1 alone in the zone above. */
    public World sha1Delegation() {
        last.digest = DNSSEC.Digest.SHA1;
        return world();
    }

    /** A DS record in the zone above with a digest that nobody knows. */
    public World unsupportedDigest() {
        last.shownDigest = 200;
        return world();
    }

    /** Signs with an algorithm that nobody knows. */
    public World unsupportedAlgorithm() {
        last.shownAlgorithm = 200;
        return world();
    }

    /** Signatures that end so long after the clock began. */
    public World lifetime(Duration time) {
        last.lifetime = time;
        return world();
    }

    /** A DS record in the zone above for a key that is not there. */
    public World dsOrphan() {
        last.orphan = true;
        return world();
    }

    /** Signs, and has no DS record in the zone above. */
    public World undelegated() {
        last.undelegated = true;
        return world();
    }

    /** All signatures of the zone have expired. */
    public World expired() {
        last.all = ZoneData.Mark.EXPIRED;
        return world();
    }

    /** All signatures of the zone begin in the future. */
    public World notYet() {
        last.all = ZoneData.Mark.NOT_YET;
        return world();
    }

    /** No signature of the zone verifies. */
    public World wrongSignatures() {
        last.all = ZoneData.Mark.WRONG;
        return world();
    }

    public World expired(String name, String type) {
        return mark(name, type, ZoneData.Mark.EXPIRED);
    }

    public World notYet(String name, String type) {
        return mark(name, type, ZoneData.Mark.NOT_YET);
    }

    public World wrongSignature(String name, String type) {
        return mark(name, type, ZoneData.Mark.WRONG);
    }

    public World missingSignature(String name, String type) {
        return mark(name, type, ZoneData.Mark.MISSING);
    }

    private World mark(String name, String type, ZoneData.Mark mark) {
        zone(name(name), Type.value(type)).marks.put(name(name).toString(true) + " " + type, mark);
        return world();
    }

    /** That a name, or a type of it, is not there is proven with signatures that do not verify. */
    public World brokenDenial(String name) {
        return denial(name, Denial.WRONG);
    }

    /** That a name, or a type of it, is not there is not proven. */
    public World missingDenial(String name) {
        return denial(name, Denial.MISSING);
    }

    /** That a name, or a type of it, is not there is proven with records that prove something else. */
    public World wrongDenial(String name) {
        return denial(name, Denial.BESIDE);
    }

    private World denial(String name, Denial how) {
        denials.put(name(name), how);
        return world();
    }

    /** A key that the root zone has and no anchor names. */
    public World furtherRootKey() {
        furtherRootKeys.add(ZoneKey.of(Name.root, DNSSEC.Algorithm.ECDSAP256SHA256, "further")
                .record());
        return world();
    }

    /** The tag of the key that a zone signs with. */
    public int keyTag(String zone) {
        return ((DNSKEYRecord)
                        zones.get(name(zone)).set(name(zone), Type.DNSKEY).get(0))
                .getFootprint();
    }

    /** The zone that answers for a name: the deepest one, save that what is told of a delegation is told above it. */
    ZoneData zone(Name name, int type) {
        Name from = type == Type.DS && zones.containsKey(name) && !name.equals(Name.root) ? new Name(name, 1) : name;
        for (Name each = from; ; each = new Name(each, 1)) {
            ZoneData found = zones.get(each);
            if (found != null) {
                return found;
            }
        }
    }

    private boolean child(ZoneData zone, Name name) {
        return zones.containsKey(name) && !name.equals(zone.apex) && name.subdomain(zone.apex);
    }

    List<Record> set(ZoneData zone, Name name, int type) {
        if (type == Type.DS && child(zone, name)) {
            ZoneData below = zones.get(name);
            return below.delegated() ? List.of(below.delegation()) : List.of();
        }
        List<Record> set = zone.set(name, type);
        if (type == Type.DNSKEY && name.equals(Name.root) && !furtherRootKeys.isEmpty()) {
            List<Record> all = new ArrayList<>(set);
            all.addAll(furtherRootKeys);
            return all;
        }
        return set;
    }

    Denials denials(ZoneData zone) {
        return new Denials(
                zone,
                name -> child(zone, name),
                name -> zones.containsKey(name) && zones.get(name).delegated());
    }

    Denial denial(Name name) {
        return denials.getOrDefault(name, Denial.RIGHT);
    }
}
