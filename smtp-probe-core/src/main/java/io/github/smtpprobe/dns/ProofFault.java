/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.dns;

import io.github.smtpprobe.records.Trouble;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.xbill.DNS.DNSKEYRecord;
import org.xbill.DNS.DSRecord;
import org.xbill.DNS.Message;
import org.xbill.DNS.NSEC3Record;
import org.xbill.DNS.Name;
import org.xbill.DNS.RRSIGRecord;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/**
 * Why a proof fails: the first thing that is wrong, beginning at the trust anchor. dnsjava gives the same reason for most
 * failures.
 *
 * @param trouble the kind of failure
 * @param zone    the zone at fault
 * @param words   a description
 */
record ProofFault(Trouble trouble, Name zone, String words) {
    private static final int MOST_SIGNATURES = 8;

    /** The codes of the validator's reasons (RFC 8914 §4). */
    private static final int MISSING_SIGNATURES = 10;

    private static final int MISSING_DENIAL = 12;

    /** The first thing that is wrong with a proof. */
    static ProofFault of(Proof proof, List<DSRecord> anchors, Clock clock) {
        List<DSRecord> trusted = anchors;
        List<DNSKEYRecord> keys = List.of();
        for (Message link : proof.chain().links()) {
            Name name = link.getQuestion().getName();
            boolean key = link.getQuestion().getType() == Type.DNSKEY;
            Optional<ProofFault> fault = key ? keys(link, trusted, clock) : sets(link, keys, zone(keys, name), clock);
            if (fault.isPresent()) {
                return fault.get();
            }
            if (key) {
                keys = Signatures.keys(link);
            } else if (!delegations(link).isEmpty()) {
                trusted = delegations(link);
            }
        }
        Message last = proof.excerpt().message();
        Name zone = zone(keys, last.getQuestion().getName());
        return sets(last, keys, zone, clock).orElseGet(() -> rest(proof, zone));
    }

    private static List<DSRecord> delegations(Message link) {
        return link.getSection(Section.ANSWER).stream()
                .filter(each -> each instanceof DSRecord
                        && each.getName().equals(link.getQuestion().getName()))
                .map(DSRecord.class::cast)
                .toList();
    }

    private static Name zone(List<DNSKEYRecord> keys, Name otherwise) {
        return keys.isEmpty() ? otherwise : keys.get(0).getName();
    }

    /** What is wrong with the keys of a zone: none of them is named by the parent, or they are not signed with one that is. */
    private static Optional<ProofFault> keys(Message link, List<DSRecord> trusted, Clock clock) {
        Name zone = link.getQuestion().getName();
        List<DNSKEYRecord> found = Signatures.keys(link);
        List<DNSKEYRecord> named = found.stream()
                .filter(key -> trusted.stream()
                        .filter(ds -> ds.getFootprint() == key.getFootprint())
                        .limit(MOST_SIGNATURES)
                        .anyMatch(ds -> names(ds, key)))
                .toList();
        if (named.isEmpty()) {
            String words = found.isEmpty()
                    ? "there are no keys of " + zone
                    : "none of the keys of " + zone + " is one that its delegation names: " + tags(trusted);
            return Optional.of(new ProofFault(Trouble.NO_KEY, zone, words));
        }
        return Signatures.of(link).stream()
                .filter(each -> each.type() == Type.DNSKEY)
                .findFirst()
                .flatMap(each -> fault(each, named, zone, clock));
    }

    static boolean names(DSRecord ds, DNSKEYRecord key) {
        if (ds.getFootprint() != key.getFootprint() || ds.getAlgorithm() != key.getAlgorithm()) {
            return false;
        }
        try {
            byte[] digest = new DSRecord(key.getName(), key.getDClass(), 0, ds.getDigestID(), key).getDigest();
            return java.util.Arrays.equals(digest, ds.getDigest());
        } catch (RuntimeException unsupported) {
            return false;
        }
    }

    private static String tags(List<DSRecord> trusted) {
        return String.join(
                ", ",
                trusted.stream()
                        .limit(MOST_SIGNATURES)
                        .map(each -> Integer.toString(each.getFootprint()))
                        .toList());
    }

    /**
     * What is wrong with the sets of a message: first their dates, which are cheap to check, then the first signature that does
     * not verify. For a denial, a wrong date is reported as such, and anything else as a denial that is not proven.
     */
    static Optional<ProofFault> sets(Message message, List<DNSKEYRecord> keys, Name zone, Clock clock) {
        List<Signatures.Signed> sets = Signatures.of(message);
        Instant now = clock.instant();
        Optional<ProofFault> dated =
                sets.stream().flatMap(each -> dated(each, zone, now).stream()).findFirst();
        if (dated.isPresent()) {
            return dated;
        }
        Optional<ProofFault> first = sets.stream()
                .limit(Signatures.MOST_SETS)
                .flatMap(each -> fault(each, keys, zone, clock).stream())
                .findFirst();
        if (first.isEmpty() && sets.size() > Signatures.MOST_SETS) {
            return Optional.of(
                    new ProofFault(Trouble.TOO_MUCH_WORK, zone, "there are " + sets.size() + " sets to check"));
        }
        boolean denial = message.getSection(Section.ANSWER).isEmpty();
        return denial
                ? first.map(each -> new ProofFault(
                        Trouble.DENIAL, zone, "the proof that there is no such record does not hold: " + each.words))
                : first;
    }

    private static String what(Signatures.Signed set) {
        return Type.string(set.type()) + " of " + set.name();
    }

    private static Optional<ProofFault> dated(Signatures.Signed set, Name zone, Instant now) {
        if (set.expired(now)) {
            String words = "the signature of " + what(set) + " has expired: "
                    + set.best(now).map(RRSIGRecord::getExpire).orElse(now);
            return Optional.of(new ProofFault(Trouble.EXPIRED, zone, words));
        }
        if (set.notYet(now)) {
            String words = "the signature of " + what(set) + " is not valid yet: "
                    + set.best(now).map(RRSIGRecord::getTimeSigned).orElse(now);
            return Optional.of(new ProofFault(Trouble.NOT_YET, zone, words));
        }
        return Optional.empty();
    }

    private static Optional<ProofFault> fault(Signatures.Signed set, List<DNSKEYRecord> keys, Name zone, Clock clock) {
        Optional<ProofFault> dated = dated(set, zone, clock.instant());
        if (dated.isPresent()) {
            return dated;
        }
        if (set.signatures().isEmpty()) {
            return Optional.of(new ProofFault(Trouble.NO_SIGNATURE, zone, "there is no signature of " + what(set)));
        }
        if (set.verifies(keys, clock)) {
            return Optional.empty();
        }
        Trouble trouble = set.signatures().size() > MOST_SIGNATURES ? Trouble.TOO_MUCH_WORK : Trouble.SIGNATURE;
        return Optional.of(new ProofFault(trouble, zone, "the signature of " + what(set) + " does not verify"));
    }

    /** All signatures are valid, so a denial does not fit, or a wildcard was used where it must not be. */
    private static ProofFault rest(Proof proof, Name zone) {
        Message last = proof.excerpt().message();
        int least = last.getSection(Section.AUTHORITY).stream()
                .filter(each -> each instanceof NSEC3Record)
                .mapToInt(each -> ((NSEC3Record) each).getIterations())
                .min()
                .orElse(0);
        if (least > Proof.MOST_ITERATIONS) {
            return new ProofFault(Trouble.NSEC3_ITERATIONS, zone, "names are hashed " + least + " times more");
        }
        boolean link = proof.chain().links().stream()
                .reduce((first, second) -> second)
                .filter(each -> each.getQuestion().getType() == Type.DS
                        && delegations(each).isEmpty())
                .isPresent();
        boolean denial = last.getSection(Section.ANSWER).isEmpty();
        if (denial || link || expanded(last) || proof.error() == MISSING_DENIAL) {
            return new ProofFault(Trouble.DENIAL, zone, "the proof that there is no such name or type does not fit");
        }
        return proof.error() == MISSING_SIGNATURES
                ? new ProofFault(Trouble.NO_SIGNATURE, zone, proof.words())
                : new ProofFault(Trouble.UNTOLD, zone, proof.words());
    }

    private static boolean expanded(Message message) {
        for (Record each : message.getSection(Section.ANSWER)) {
            if (each instanceof RRSIGRecord signature
                    && signature.getLabels() < signature.getName().labels() - 1) {
                return true;
            }
        }
        return false;
    }
}
