/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.zones;

import io.github.smtpprobe.dns.SecureDns;
import io.github.smtpprobe.records.TrustAnchor;
import io.github.smtpprobe.records.TrustAnchors;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.xbill.DNS.DClass;
import org.xbill.DNS.DNSKEYRecord;
import org.xbill.DNS.DNSSEC;
import org.xbill.DNS.DSRecord;
import org.xbill.DNS.ExtendedFlags;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.NSRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.ReverseMap;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/**
 * A DNS of its own, from the root on: zones that are signed when they are asked for, with a root key, a clock and resolvers of their own, and
 * with whatever may be wrong. It reads like a zone:
 *
 * <pre>{@code
 * try (World world = World.signed("example.test")
 *         .mx(10, "mx.example.test")
 *         .a("mx.example.test", "127.0.0.2")
 *         .tlsa("_25._tcp.mx.example.test", "3 1 1 " + digest)
 *         .servfail("_25._tcp.mx.example.test", "TLSA")
 *         .start()) {
 *     DnsAnswer answer = world.resolver().look(question, deadline);
 * }
 * }</pre>
 *
 * <p>Names are absolute and have no last dot. A record belongs to the deepest zone that its name is in; methods without a name speak of the
 * zone that was named last. Top-level zones come by themselves and are signed.
 */
public final class World implements Closeable {
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

    private static final int EVERY = -1;

    private final NavigableMap<Name, ZoneData> zones = new TreeMap<>();
    private final TestClock clock = new TestClock();
    private final List<WorldServer> servers = new ArrayList<>();
    private final Map<String, Misdeed> misdeeds = new ConcurrentHashMap<>();
    private final Map<String, List<Record>> instead = new ConcurrentHashMap<>();
    private final Map<Name, Denial> denials = new ConcurrentHashMap<>();
    private final Set<String> refusedUnlessUnchecked = ConcurrentHashMap.newKeySet();
    private final Set<Integer> stripped = ConcurrentHashMap.newKeySet();
    private final Set<Integer> plain = ConcurrentHashMap.newKeySet();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final List<Record> furtherRootKeys = new CopyOnWriteArrayList<>();
    private volatile boolean sayingSecure;
    private ZoneData last;
    private int scope = EVERY;

    private World() {
        last = new ZoneData(Name.root, true);
        zones.put(Name.root, last);
    }

    /** Begins with a signed zone. */
    public static World signed(String zone) {
        return new World().andSigned(zone);
    }

    /** Begins with an unsigned zone. */
    public static World unsigned(String zone) {
        return new World().andUnsigned(zone);
    }

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
        return this;
    }

    /** Goes back to a zone that is there already, so that what follows without a name speaks of it; the root is a dot. */
    public World in(String zone) {
        last = zones.get(name(zone));
        return this;
    }

    static Name name(String text) {
        return text.isEmpty() || text.equals(".") ? Name.root : ZoneData.name(text, Name.root);
    }

    // records

    /** A record as a zone file has it, with absolute names. */
    public World record(String name, String type, String data) {
        return record(name, type, ZoneKey.TTL, data);
    }

    /** A record with a TTL in seconds. */
    public synchronized World record(String name, String type, long ttl, String data) {
        Record record = record(name(name), type, ttl, data);
        zone(record.getName(), record.getType()).add(record);
        return this;
    }

    private static Record record(Name name, String type, long ttl, String data) {
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
        return this;
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

    // how the zone is signed

    /** Denies with NSEC3, without further iterations. */
    public World nsec3() {
        return nsec3(0);
    }

    /** Denies with NSEC3 and further iterations. */
    public World nsec3(int iterations) {
        last.iterations = iterations;
        return this;
    }

    /** Leaves delegations to unsigned zones out of the chain of NSEC3 records (RFC 5155 §6). */
    public World optOut() {
        last.optOut = true;
        return last.iterations < 0 ? nsec3() : this;
    }

    /** Signs with RSA and SHA-256, as all zones do of which nothing else is said. */
    public World rsa() {
        last.algorithm = DNSSEC.Algorithm.RSASHA256;
        return this;
    }

    /** Signs with ECDSA and P-256. */
    public World ecdsa() {
        last.algorithm = DNSSEC.Algorithm.ECDSAP256SHA256;
        return this;
    }

    /** Signs with RSA and SHA-1, under a DS record with SHA-1. */
    public World sha1() {
        last.algorithm = DNSSEC.Algorithm.RSASHA1;
        last.digest = DNSSEC.Digest.SHA1;
        return this;
    }

    /** A DS record with SHA-1 alone in the zone above. */
    public World sha1Delegation() {
        last.digest = DNSSEC.Digest.SHA1;
        return this;
    }

    /** A DS record in the zone above with a digest that nobody knows. */
    public World unsupportedDigest() {
        last.shownDigest = 200;
        return this;
    }

    /** Signs with an algorithm that nobody knows. */
    public World unsupportedAlgorithm() {
        last.shownAlgorithm = 200;
        return this;
    }

    /** Signatures that end so long after the clock began. */
    public World lifetime(Duration time) {
        last.lifetime = time;
        return this;
    }

    /** A DS record in the zone above for a key that is not there. */
    public World dsOrphan() {
        last.orphan = true;
        return this;
    }

    /** All signatures of the zone have expired. */
    public World expired() {
        last.all = ZoneData.Mark.EXPIRED;
        return this;
    }

    /** All signatures of the zone begin in the future. */
    public World notYet() {
        last.all = ZoneData.Mark.NOT_YET;
        return this;
    }

    /** No signature of the zone verifies. */
    public World wrongSignatures() {
        last.all = ZoneData.Mark.WRONG;
        return this;
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
        return this;
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
        return this;
    }

    /** A key that the root zone has and no anchor names. */
    public World furtherRootKey() {
        furtherRootKeys.add(ZoneKey.of(Name.root, DNSSEC.Algorithm.ECDSAP256SHA256, "further")
                .record());
        return this;
    }

    // name servers

    /** So many name servers; one, if nothing is said. */
    public World servers(int number) {
        while (servers.size() < number) {
            servers.add(new WorldServer(this, servers.size()));
        }
        return this;
    }

    /** What follows is wrong at one name server only, counted from 0. */
    public World at(int server) {
        scope = server;
        return this;
    }

    /** What follows is wrong at all name servers. */
    public World everywhere() {
        return at(EVERY);
    }

    private String key(int server, Name name, String type) {
        return server + " " + name.toString(true).toLowerCase(java.util.Locale.ROOT) + " " + type;
    }

    /** Answers a question in a way of its own; an asterisk for the type means all of the name, for both means all. */
    public World answering(String name, String type, Misdeed misdeed) {
        Name key = name.equals("*") ? Name.empty : name(name);
        misdeeds.put(key(scope, key, type), misdeed);
        return this;
    }

    public World servfail(String name, String type) {
        return answering(name, type, Misdeed.code(Rcode.SERVFAIL));
    }

    public World refused(String name, String type) {
        return answering(name, type, Misdeed.code(Rcode.REFUSED));
    }

    public World silent(String name, String type) {
        return answering(name, type, Misdeed.SILENCE);
    }

    /** No answer to anything. */
    public World silent() {
        return silent("*", "*");
    }

    /** SERVFAIL, unless checking is disabled, as a validating resolver does that finds an answer bogus. */
    public World servfailUnlessUnchecked(String name, String type) {
        refusedUnlessUnchecked.add(key(scope, name(name), type));
        return this;
    }

    /** Leaves out all signatures and denials. */
    public World stripped() {
        stripped.add(scope);
        return this;
    }

    /** Answers questions with an OPT record with FORMERR, as old resolvers do. */
    public World withoutExtension() {
        plain.add(scope);
        return this;
    }

    /** Says of each answer that it is secure. */
    public World sayingSecure() {
        sayingSecure = true;
        return this;
    }

    /** Other records, rightly signed, for a name and type. */
    public World instead(String name, String type, String... data) {
        List<Record> all = new ArrayList<>();
        for (String each : data) {
            all.add(record(name(name), type, ZoneKey.TTL, each));
        }
        instead.put(key(scope, name(name), type), all);
        return this;
    }

    /** Opens the sockets. */
    public World start() {
        return servers(1);
    }

    // what tests use

    /** By which the signatures are valid or not. */
    public TestClock clock() {
        return clock;
    }

    /** Where the name servers are. */
    public List<InetSocketAddress> addresses() {
        return servers.stream().map(WorldServer::address).toList();
    }

    /** The root zone's key. */
    public TrustAnchors anchors() {
        return anchorsOf("");
    }

    /** The key of a zone; the root is empty. */
    public TrustAnchors anchorsOf(String zone) {
        DSRecord ds = zones.get(name(zone)).key("key").delegation(DNSSEC.Digest.SHA256);
        return TrustAnchors.of(
                List.of(TrustAnchor.of(zone, ds.getFootprint(), ds.getAlgorithm(), ds.getDigestID(), ds.getDigest())));
    }

    /** A resolver that knows nothing yet. */
    public SecureDns resolver() {
        return new SecureDns(addresses(), anchors(), clock);
    }

    /** What was asked for, in order: name and type. */
    public List<String> asked() {
        return List.copyOf(asked);
    }

    /** The regular answer to a question, to make another of it. */
    public Message answer(Message query, boolean proofs) {
        return Answerer.answer(this, query, proofs, EVERY);
    }

    /** The tag of the key that a zone signs with. */
    public int keyTag(String zone) {
        return ((DNSKEYRecord)
                        zones.get(name(zone)).set(name(zone), Type.DNSKEY).get(0))
                .getFootprint();
    }

    // what the server uses

    synchronized List<byte[]> answers(Message query, int server) {
        Name name = query.getQuestion().getName();
        String type = Type.string(query.getQuestion().getType());
        asked.add(name.toString(true) + " " + type);
        Misdeed misdeed = misdeed(server, name, type);
        if (misdeed != null) {
            return misdeed.apply(query);
        }
        OPTRecord options = query.getOPT();
        if (options != null && within(plain, server)) {
            return Misdeed.code(Rcode.FORMERR).apply(query);
        }
        boolean checking = !query.getHeader().getFlag(Flags.CD);
        if (checking
                && (refusedUnlessUnchecked.contains(key(server, name, type))
                        || refusedUnlessUnchecked.contains(key(EVERY, name, type)))) {
            return Misdeed.code(Rcode.SERVFAIL).apply(query);
        }
        boolean proofs = options != null && (options.getFlags() & ExtendedFlags.DO) != 0 && !within(stripped, server);
        Message answer = Answerer.answer(this, query, proofs, server);
        if (sayingSecure && checking) {
            answer.getHeader().setFlag(Flags.AD);
        }
        if (options != null) {
            answer.addRecord(new OPTRecord(1232, 0, 0, options.getFlags()), Section.ADDITIONAL);
        }
        return List.of(answer.toWire(65_535));
    }

    private static boolean within(Set<Integer> some, int server) {
        return some.contains(EVERY) || some.contains(server);
    }

    private @org.jspecify.annotations.Nullable Misdeed misdeed(int server, Name name, String type) {
        for (int each : new int[] {server, EVERY}) {
            for (Name which : new Name[] {name, Name.empty}) {
                for (String what : new String[] {type, "*"}) {
                    Misdeed found = misdeeds.get(key(each, which, what));
                    if (found != null) {
                        return found;
                    }
                }
            }
        }
        return null;
    }

    List<Record> instead(int server, Name name, int type) {
        String what = Type.string(type);
        return instead.getOrDefault(key(server, name, what), instead.getOrDefault(key(EVERY, name, what), List.of()));
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
            return below.signed ? List.of(below.delegation()) : List.of();
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
        return new Denials(zone, name -> child(zone, name), name -> zones.containsKey(name) && zones.get(name).signed);
    }

    Denial denial(Name name) {
        return denials.getOrDefault(name, Denial.RIGHT);
    }

    @Override
    public void close() {
        for (WorldServer each : servers) {
            try {
                each.close();
            } catch (IOException unable) {
                throw new UncheckedIOException(unable);
            }
        }
    }
}
