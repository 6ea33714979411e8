/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.dane;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Judges all records against one chain. Not thread-safe. */
final class Judgement {
    private final SentChain chain;
    private final DaneNames names;
    private final Instant now;
    private final AuthorityRecords authorities;

    Judgement(List<byte[]> ders, DaneNames names, Instant now) {
        this.chain = new SentChain(ders);
        this.names = names;
        this.now = now;
        this.authorities = new AuthorityRecords(chain, now, this::nameObjection);
    }

    DaneVerdict of(List<TlsaRecord> records) {
        Map<Integer, Integer> strongest = Parameters.strongest(records);
        List<RecordVerdict> verdicts = records.stream()
                .map(each -> new RecordVerdict(each, Parameters.considered(each, strongest), match(each)))
                .toList();
        return new DaneVerdict(verdicts, new Traits(verdicts, new Leaf(chain, names, now)).found());
    }

    private RecordMatch match(TlsaRecord record) {
        if (record.usability() != Usability.USABLE) {
            return RecordMatch.not(Objection.UNUSABLE);
        }
        return record.usage().orElseThrow() == 2 ? authorities.match(record) : own(record);
    }

    /** Usage 3 is about the server's own certificate; a match with another certificate of the chain is only worth mentioning. */
    private RecordMatch own(TlsaRecord record) {
        List<Integer> matched = chain.matching(record);
        if (matched.contains(0)) {
            return RecordMatch.leaf();
        }
        boolean unreadable = chain.size() > 0 && !chain.hasLeaf();
        return new RecordMatch(
                matched.isEmpty() ? OptionalInt.empty() : OptionalInt.of(matched.get(0)),
                false,
                Optional.of(unreadable ? Objection.UNREADABLE : Objection.NO_MATCH),
                unreadable ? OptionalInt.of(0) : OptionalInt.empty(),
                List.of(),
                true);
    }

    private Optional<Objection> nameObjection() {
        CertificateNames own = CertificateNames.of(
                chain.certificate(0).orElseThrow(), chain.at(0).orElseThrow());
        if (own.cover(names.base())) {
            return Optional.empty();
        }
        return Optional.of(own.cover(names.all()) ? Objection.ONLY_DOMAIN_NAME : Objection.NAME);
    }

    /** What is known about the server's own certificate apart from the records. */
    static final class Leaf {
        private final SentChain chain;
        private final DaneNames names;
        private final Instant now;

        private Leaf(SentChain chain, DaneNames names, Instant now) {
            this.chain = chain;
            this.names = names;
            this.now = now;
        }

        private Optional<X509Certificate> certificate() {
            return chain.size() == 0 ? Optional.empty() : chain.certificate(0);
        }

        boolean outOfDate() {
            return certificate().filter(each -> !Dates.valid(each, now)).isPresent();
        }

        boolean selfIssued() {
            return certificate().filter(PathCheck::selfIssued).isPresent();
        }

        boolean otherName() {
            return certificate()
                    .filter(each -> !CertificateNames.of(each, chain.at(0).orElseThrow())
                            .cover(names.all()))
                    .isPresent();
        }
    }
}
