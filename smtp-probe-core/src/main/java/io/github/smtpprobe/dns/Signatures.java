/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.dns;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.xbill.DNS.DNSKEYRecord;
import org.xbill.DNS.DNSSEC;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.RRSIGRecord;
import org.xbill.DNS.RRset;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** The signatures in messages: which sets of records have which signatures, for how long, and whether they verify. */
final class Signatures {
    /** The most sets; an answer consists of one, a denial of five. */
    static final int MOST_SETS = 32;

    private static final int MOST_TRIED = 4;

    /** One set of records with its signatures. */
    record Signed(Name name, int type, List<Record> records, List<RRSIGRecord> signatures) {
        /** The signature with the longest validity among those that have begun, otherwise among all. */
        Optional<RRSIGRecord> best(Instant now) {
            Comparator<RRSIGRecord> longest = Comparator.comparing(RRSIGRecord::getExpire);
            return signatures.stream()
                    .filter(each -> !each.getTimeSigned().isAfter(now))
                    .max(longest)
                    .or(() -> signatures.stream().max(longest));
        }

        boolean expired(Instant now) {
            return !signatures.isEmpty()
                    && signatures.stream().allMatch(each -> each.getExpire().isBefore(now));
        }

        boolean notYet(Instant now) {
            return !signatures.isEmpty()
                    && signatures.stream().allMatch(each -> each.getTimeSigned().isAfter(now));
        }

        /** Whether a signature verifies with one of these keys; only a few are tried. */
        boolean verifies(List<DNSKEYRecord> keys, Clock clock) {
            int tried = 0;
            for (RRSIGRecord signature : signatures) {
                for (DNSKEYRecord key : keys) {
                    boolean fits = key.getFootprint() == signature.getFootprint()
                            && key.getAlgorithm() == signature.getAlgorithm();
                    if (fits && tried++ < MOST_TRIED && verifies(signature, key, clock.instant())) {
                        return true;
                    }
                }
            }
            return false;
        }

        private boolean verifies(RRSIGRecord signature, DNSKEYRecord key, Instant now) {
            try {
                RRset set = new RRset();
                records.forEach(set::addRR);
                set.addRR(signature);
                DNSSEC.verify(set, signature, key, now);
                return true;
            } catch (DNSSEC.DNSSECException | RuntimeException wrong) {
                return false;
            }
        }
    }

    /** What the records of a set have in common. */
    record Key(Name name, int type) {}

    private Signatures() {}

    /** The sets in the answer and authority sections, in order, without NS records, which are not signed in a delegation. */
    static List<Signed> of(Message message) {
        Map<Key, List<Record>> sets = new LinkedHashMap<>();
        List<Record> all = new ArrayList<>();
        Stream.of(Section.ANSWER, Section.AUTHORITY).forEach(section -> all.addAll(message.getSection(section)));
        for (Record each : all) {
            if (each.getType() != Type.RRSIG && each.getType() != Type.NS) {
                sets.computeIfAbsent(new Key(each.getName(), each.getType()), key -> new ArrayList<>())
                        .add(each);
            }
        }
        SetSignatures signatures = new SetSignatures(all);
        List<Signed> found = new ArrayList<>();
        sets.forEach((key, records) ->
                found.add(new Signed(key.name, key.type, records, signatures.of(key.name, key.type))));
        return found;
    }

    static List<DNSKEYRecord> keys(Message message) {
        return message.getSection(Section.ANSWER).stream()
                .filter(each -> each instanceof DNSKEYRecord
                        && each.getName().equals(message.getQuestion().getName()))
                .map(DNSKEYRecord.class::cast)
                .toList();
    }

    /** Whether a zone's keys have signed all of a message, which must not contain more sets than necessary. */
    static boolean all(Message message, List<DNSKEYRecord> keys, Clock clock) {
        List<Signed> sets = of(message);
        return !keys.isEmpty()
                && sets.size() <= MOST_SETS
                && sets.stream()
                        .allMatch(each -> each.signatures().stream()
                                .allMatch(one ->
                                        one.getSigner().equals(keys.get(0).getName())))
                && sets.stream().allMatch(each -> each.verifies(keys, clock));
    }
}
