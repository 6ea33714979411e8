/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.zones;

import io.github.smtpprobe.dns.SecureDns;
import io.github.smtpprobe.records.TrustAnchor;
import io.github.smtpprobe.records.TrustAnchors;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.xbill.DNS.DNSSEC;
import org.xbill.DNS.DSRecord;
import org.xbill.DNS.ExtendedFlags;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
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
 * zone that was named last. Top-level zones come by themselves and are signed. What zones hold is said as {@link ZoneFile} has it, and how they are signed as {@link SignedZones} has it; here are the
 * name servers, and what is wrong with their answers.
 */
public final class World extends SignedZones implements Closeable {
    private static final int EVERY = -1;

    private final TestClock clock = new TestClock();
    private final List<WorldServer> servers = new ArrayList<>();
    private final Map<String, Misdeed> misdeeds = new ConcurrentHashMap<>();
    private final Map<String, List<Record>> instead = new ConcurrentHashMap<>();
    private final Set<String> refusedUnlessUnchecked = ConcurrentHashMap.newKeySet();
    private final Set<Integer> stripped = ConcurrentHashMap.newKeySet();
    private final Set<Integer> plain = ConcurrentHashMap.newKeySet();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private volatile boolean sayingSecure;
    private int scope = EVERY;

    private World() {}

    @Override
    World world() {
        return this;
    }

    /** Begins with a signed zone. */
    public static World signed(String zone) {
        return new World().andSigned(zone);
    }

    /** Begins with an unsigned zone. */
    public static World unsigned(String zone) {
        return new World().andUnsigned(zone);
    }

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

    /** Answers one question with FORMERR if it comes with an OPT record, and otherwise rightly. */
    public World withoutExtension(String name, String type) {
        return answering(
                name,
                type,
                query -> query.getOPT() == null
                        ? List.of(answer(query, false).toWire(65_535))
                        : Misdeed.code(Rcode.FORMERR).apply(query));
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
