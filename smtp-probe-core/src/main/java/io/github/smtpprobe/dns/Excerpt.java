/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.dns;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.DNAMERecord;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.NameTooLongException;
import org.xbill.DNS.RRSIGRecord;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/**
 * The part of a message that answers exactly one question: one link of a chain of aliases, one set of records, or one denial,
 * with the signatures of the zones that may sign it. Everything else that a server adds is left out, because dnsjava treats a set
 * that is signed in the name of an unrelated, unsigned zone as insecure, and then the whole answer, too.
 */
final class Excerpt {
    /** The kind of an excerpt. */
    enum Kind {
        RECORDS,
        ALIAS,
        TREE_ALIAS,
        DENIAL,
        /** A denial without any records that could prove it. */
        BARE_DENIAL,
        /** No answer to the question. */
        NOTHING
    }

    /**
     * The most denial records. A name has one NSEC record (RFC 4034 §4), and dnsjava compares each record of a set with all
     * others.
     */
    private static final int MOST_DENIALS = 4;

    private final Kind kind;
    private final Message query;
    private final Message message;
    private final List<Record> records;
    private final Optional<Name> target;

    private Excerpt(Kind kind, Message query, Message message, List<Record> records, Optional<Name> target) {
        this.kind = kind;
        this.query = query;
        this.message = message;
        this.records = records;
        this.target = target;
    }

    Kind kind() {
        return kind;
    }

    /** The question that the excerpt answers; for an alias, it is not the one that was asked. */
    Message query() {
        return query;
    }

    Message message() {
        return message;
    }

    /** Whether it denies with hashed names (RFC 5155). */
    boolean hashed() {
        return message.getSection(Section.AUTHORITY).stream().anyMatch(each -> each.getType() == Type.NSEC3);
    }

    /** The zone that it comes from, as far as it tells: the one that signed it, or that denies. */
    Optional<Name> zone() {
        for (int section : new int[] {Section.ANSWER, Section.AUTHORITY}) {
            for (Record each : message.getSection(section)) {
                if (each instanceof RRSIGRecord signature) {
                    return Optional.of(signature.getSigner());
                }
                if (each.getType() == Type.SOA) {
                    return Optional.of(each.getName());
                }
            }
        }
        return Optional.empty();
    }

    /** The records that were asked for, or those of the alias. */
    List<Record> records() {
        return records;
    }

    /** The name that an alias points to; empty if it is not a valid name. */
    Optional<Name> target() {
        return target;
    }

    static Excerpt of(Message whole, Name name, int type) {
        List<Record> answer = whole.getSection(Section.ANSWER);
        List<Record> found = Records.of(answer, name, type);
        if (!found.isEmpty()) {
            return positive(Kind.RECORDS, whole, name, type, found, Optional.empty());
        }
        List<Record> alias = Records.of(answer, name, Type.CNAME);
        boolean signed = !Records.signatures(answer, name, Type.CNAME).isEmpty();
        Optional<DNAMERecord> tree = tree(answer, name);
        if (tree.isPresent() && !signed) {
            return positive(
                    Kind.TREE_ALIAS,
                    whole,
                    tree.get().getName(),
                    Type.DNAME,
                    Records.of(answer, tree.get().getName(), Type.DNAME),
                    target(name, tree.get()));
        }
        if (!alias.isEmpty()) {
            Name target = ((CNAMERecord) alias.get(0)).getTarget();
            return positive(Kind.ALIAS, whole, name, Type.CNAME, alias, Optional.of(target));
        }
        return answer.isEmpty() || whole.getRcode() == Rcode.NXDOMAIN
                ? denial(whole, name, type)
                : nothing(whole, name, type);
    }

    private static Optional<DNAMERecord> tree(List<Record> answer, Name name) {
        return answer.stream()
                .filter(each ->
                        each instanceof DNAMERecord && name.subdomain(each.getName()) && !name.equals(each.getName()))
                .map(DNAMERecord.class::cast)
                .findFirst();
    }

    private static Optional<Name> target(Name name, DNAMERecord tree) {
        try {
            return Optional.of(name.fromDNAME(tree));
        } catch (NameTooLongException tooLong) {
            return Optional.empty();
        }
    }

    private static Excerpt positive(
            Kind kind, Message whole, Name name, int type, List<Record> found, Optional<Name> target) {
        List<RRSIGRecord> signatures = Records.signatures(whole.getSection(Section.ANSWER), name, type);
        Message query = RoundQuestions.query(name, type);
        Message part = begun(query, Rcode.NOERROR);
        found.forEach(each -> part.addRecord(each, Section.ANSWER));
        signatures.forEach(each -> part.addRecord(each, Section.ANSWER));
        boolean expanded = signatures.stream().anyMatch(each -> each.getLabels() < name.labels() - 1);
        if (expanded) { // from a wildcard, which requires the proof that nothing closer exists (RFC 4035 §5.3.4)
            List<Record> authority = whole.getSection(Section.AUTHORITY);
            denials(authority, new SetSignatures(authority), signatures.get(0).getSigner())
                    .forEach(each -> part.addRecord(each, Section.AUTHORITY));
        }
        return new Excerpt(kind, query, part, found, target);
    }

    private static Message begun(Message query, int code) {
        Message part = new Message(query.getHeader().getID());
        part.getHeader().setFlag(Flags.QR);
        part.getHeader().setFlag(Flags.RD);
        part.getHeader().setFlag(Flags.RA);
        part.getHeader().setRcode(code);
        part.addRecord(query.getQuestion(), Section.QUESTION);
        return part;
    }

    /** The NSEC and NSEC3 records that a zone has signed, with its signatures, except sets that are too large to be valid. */
    private static List<Record> denials(List<Record> authority, SetSignatures signatures, Name zone) {
        Map<Signatures.Key, List<Record>> sets = new LinkedHashMap<>();
        for (Record each : authority) {
            boolean denial = each.getType() == Type.NSEC || each.getType() == Type.NSEC3;
            if (denial && each.getName().subdomain(zone)) {
                sets.computeIfAbsent(new Signatures.Key(each.getName(), each.getType()), set -> new ArrayList<>())
                        .add(each);
            }
        }
        List<Record> kept = new ArrayList<>();
        sets.forEach((set, records) -> {
            List<RRSIGRecord> own = signatures.of(set.name(), set.type(), zone);
            if (!own.isEmpty() && records.size() <= MOST_DENIALS) {
                kept.addAll(records);
                kept.addAll(own);
            }
        });
        return kept;
    }

    private static Excerpt denial(Message whole, Name name, int type) {
        Message query = RoundQuestions.query(name, type);
        List<Record> authority = whole.getSection(Section.AUTHORITY);
        Optional<Name> zone = zone(authority, name);
        Message part = begun(query, whole.getRcode());
        if (zone.isPresent()) {
            List<Record> starts = Records.of(authority, zone.get(), Type.SOA);
            starts.forEach(each -> part.addRecord(each, Section.AUTHORITY));
            SetSignatures signatures = new SetSignatures(authority);
            signatures.of(zone.get(), Type.SOA, zone.get()).forEach(each -> part.addRecord(each, Section.AUTHORITY));
            denials(authority, signatures, zone.get()).forEach(each -> part.addRecord(each, Section.AUTHORITY));
        }
        boolean bare = part.getSection(Section.AUTHORITY).isEmpty();
        boolean referral = bare && authority.stream().anyMatch(each -> each.getType() == Type.NS);
        return new Excerpt(
                referral ? Kind.NOTHING : bare ? Kind.BARE_DENIAL : Kind.DENIAL,
                query,
                part,
                List.of(),
                Optional.empty());
    }

    /** The zone that denies, by its SOA record or its signatures. */
    private static Optional<Name> zone(List<Record> authority, Name name) {
        Optional<Name> start = authority.stream()
                .filter(each -> each.getType() == Type.SOA && name.subdomain(each.getName()))
                .map(Record::getName)
                .findFirst();
        return start.or(() -> authority.stream()
                .filter(each -> each instanceof RRSIGRecord signature && name.subdomain(signature.getSigner()))
                .map(each -> ((RRSIGRecord) each).getSigner())
                .findFirst());
    }

    private static Excerpt nothing(Message whole, Name name, int type) {
        Message query = RoundQuestions.query(name, type);
        return new Excerpt(Kind.NOTHING, query, begun(query, whole.getRcode()), List.of(), Optional.empty());
    }

    /**
     * A question about whether this name could exist at all, for a denial without proof: a record that is made up and not
     * signed.
     */
    Excerpt asIfUnsigned() {
        Name name = query.getQuestion().getName();
        Message other = RoundQuestions.query(name, Type.A);
        Message part = begun(other, Rcode.NOERROR);
        Record madeUp = Record.newRecord(name, Type.A, DClass.IN, 0, new byte[] {0, 0, 0, 0});
        part.addRecord(madeUp, Section.ANSWER);
        return new Excerpt(Kind.BARE_DENIAL, other, part, List.of(), Optional.empty());
    }

    /** The keys of a zone, in the form in which a chain contains them. */
    static Excerpt ofKeys(Message link) {
        return of(link, link.getQuestion().getName(), Type.DNSKEY);
    }
}
