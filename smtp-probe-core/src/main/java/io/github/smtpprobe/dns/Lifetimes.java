/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.dns;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.xbill.DNS.Message;
import org.xbill.DNS.RRSIGRecord;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Section;

/** How long messages may be cached (RFC 2308 §5, RFC 4035 §5.3.3). */
final class Lifetimes {
    static final Duration LONGEST = Duration.ofHours(1);

    private Lifetimes() {}

    /** The smallest TTL in the answer and authority sections, at most an hour. */
    static Duration of(Message message) {
        long least = Stream.of(Section.ANSWER, Section.AUTHORITY)
                .flatMap(section -> message.getSection(section).stream())
                .flatMapToLong(Lifetimes::of)
                .min()
                .orElse(0);
        return Duration.ofSeconds(Math.min(least, LONGEST.toSeconds()));
    }

    /**
     * The smallest TTL of the records that answer. A denial may be cached as long as its SOA record says, and without one not
     * at all.
     */
    static Optional<Duration> whole(Message message) {
        boolean denial = message.getSection(Section.ANSWER).isEmpty();
        OptionalLong least = message.getSection(denial ? Section.AUTHORITY : Section.ANSWER).stream()
                .filter(each -> !denial || each instanceof SOARecord)
                .flatMapToLong(Lifetimes::of)
                .min();
        return least.isPresent() ? Optional.of(Duration.ofSeconds(least.getAsLong())) : Optional.empty();
    }

    private static LongStream of(Record record) {
        if (record instanceof SOARecord soa) {
            return LongStream.of(soa.getTTL(), soa.getMinimum());
        }
        return record instanceof RRSIGRecord signature
                ? LongStream.of(signature.getTTL(), signature.getOrigTTL())
                : LongStream.of(record.getTTL());
    }
}
