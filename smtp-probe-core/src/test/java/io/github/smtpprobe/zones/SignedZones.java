/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.zones;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.xbill.DNS.DNSSEC;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;

/** How the zones of a {@link World} are signed, and what is wrong with that. */
abstract class SignedZones extends ZoneFile {
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

    private final Map<Name, Denial> denials = new ConcurrentHashMap<>();
    private final List<Record> furtherRootKeys = new CopyOnWriteArrayList<>();

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
