/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.zones;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.DNAMERecord;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.NameTooLongException;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** Answers as a resolver does that knows all zones: along aliases, with signatures and denials where they are asked for. */
final class Answerer {
    private final World world;
    private final Message answer;
    private final boolean proofs;
    private final int type;
    private final int server;
    private final Set<Name> seen = new HashSet<>();

    private Answerer(World world, Message query, boolean proofs, int server) {
        this.world = world;
        this.answer = Misdeed.begun(query, Rcode.NOERROR);
        this.proofs = proofs;
        this.type = query.getQuestion().getType();
        this.server = server;
    }

    static Message answer(World world, Message query, boolean proofs, int server) {
        Answerer one = new Answerer(world, query, proofs, server);
        one.follow(query.getQuestion().getName());
        return one.answer;
    }

    private void follow(Name name) {
        if (!seen.add(name) || seen.size() > 30) {
            return;
        }
        ZoneData zone = world.zone(name, type);
        Denials denials = world.denials(zone);
        List<Record> instead = world.instead(server, name, type);
        List<Record> found = instead.isEmpty() ? world.set(zone, name, type) : instead;
        if (!found.isEmpty()) {
            put(zone, found, Section.ANSWER);
            return;
        }
        List<Record> alias = zone.set(name, Type.CNAME);
        if (!alias.isEmpty() && type != Type.DS) {
            put(zone, alias, Section.ANSWER);
            follow(((CNAMERecord) alias.get(0)).getTarget());
            return;
        }
        Optional<DNAMERecord> tree = tree(zone, name);
        if (tree.isPresent()) {
            put(zone, List.of(tree.get()), Section.ANSWER);
            synthesize(name, tree.get());
            return;
        }
        if (zone.exists(name)) {
            deny(zone, name, denials.noType(name));
            return;
        }
        Name wildcard = ZoneData.name("*", denials.closest(name));
        List<Record> wild = zone.set(wildcard, type);
        List<Record> wildAlias = zone.set(wildcard, Type.CNAME);
        if (!wild.isEmpty() || !wildAlias.isEmpty()) {
            expand(zone, wild.isEmpty() ? wildAlias : wild, name, denials);
        } else if (zone.exists(wildcard)) {
            deny(zone, name, denials.noTypeOfWildcard(name));
        } else {
            answer.getHeader().setRcode(Rcode.NXDOMAIN);
            deny(zone, name, denials.noName(name));
        }
    }

    private static Optional<DNAMERecord> tree(ZoneData zone, Name name) {
        for (Name each = new Name(name, 1); each.subdomain(zone.apex); each = new Name(each, 1)) {
            List<Record> set = zone.set(each, Type.DNAME);
            if (!set.isEmpty()) {
                return Optional.of((DNAMERecord) set.get(0));
            }
            if (each.equals(Name.root)) {
                break;
            }
        }
        return Optional.empty();
    }

    private void synthesize(Name name, DNAMERecord tree) {
        try {
            Name target = name.fromDNAME(tree);
            answer.addRecord(new CNAMERecord(name, DClass.IN, tree.getTTL(), target), Section.ANSWER);
            follow(target);
        } catch (NameTooLongException tooLong) {
            answer.getHeader().setRcode(Rcode.YXDOMAIN);
        }
    }

    private void put(ZoneData zone, List<Record> set, int section) {
        set.forEach(each -> answer.addRecord(each, section));
        if (proofs) {
            zone.signature(set).forEach(each -> answer.addRecord(each, section));
        }
    }

    private void expand(ZoneData zone, List<Record> wild, Name name, Denials denials) {
        wild.forEach(each -> answer.addRecord(ZoneData.renamed(each, name), Section.ANSWER));
        if (proofs && zone.signed) {
            zone.signature(wild).forEach(each -> answer.addRecord(ZoneData.renamed(each, name), Section.ANSWER));
            putDenials(zone, name, denials.notItself(name));
        }
        if (wild.get(0) instanceof CNAMERecord alias && type != Type.CNAME) {
            follow(alias.getTarget());
        }
    }

    private void deny(ZoneData zone, Name name, List<Record> denials) {
        put(zone, zone.set(zone.apex, Type.SOA), Section.AUTHORITY);
        if (proofs && zone.signed) {
            putDenials(zone, name, denials);
        }
    }

    private void putDenials(ZoneData zone, Name name, List<Record> denials) {
        SignedZones.Denial how = world.denial(name);
        if (how == SignedZones.Denial.MISSING) {
            return;
        }
        List<Record> shown =
                how == SignedZones.Denial.BESIDE ? world.denials(zone).beside() : denials;
        ZoneData.Mark mark = how == SignedZones.Denial.WRONG ? ZoneData.Mark.WRONG : zone.all;
        List<Record> all = new ArrayList<>();
        for (Record each : shown) {
            all.add(each);
            all.addAll(zone.signature(List.of(each), mark));
        }
        all.forEach(each -> answer.addRecord(each, Section.AUTHORITY));
    }
}
