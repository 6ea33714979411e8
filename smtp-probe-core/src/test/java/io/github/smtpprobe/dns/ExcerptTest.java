/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.dns;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.NSECRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.RRSIGRecord;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** What is kept of an answer, and that its size is all that it costs: strangers choose how many records there are. */
class ExcerptTest {
    private static final Instant NOW = Instant.parse("2026-11-27T12:00:00Z");
    private static final Name ZONE = Name.fromConstantString("evil.example.");
    private static final Name NAME = Name.fromConstantString("_25._tcp.mx.evil.example.");

    /** Counts how often anybody looks at it. */
    private static final class Counting extends RRSIGRecord {
        private static final long serialVersionUID = 1L;

        private final transient AtomicInteger looks;

        Counting(Name owner, int number, AtomicInteger looks) {
            super(owner, DClass.IN, 60, Type.NSEC, 13, 60, NOW.plusSeconds(1_000), NOW, number, ZONE, new byte[] {
                (byte) number, (byte) (number >> 8)
            });
            this.looks = looks;
        }

        @Override
        public Name getName() {
            looks.incrementAndGet();
            return super.getName();
        }

        @Override
        public byte[] rdataToWireCanonical() {
            looks.incrementAndGet();
            return super.rdataToWireCanonical();
        }
    }

    private static Message denial(int size, boolean oneOwner, AtomicInteger looks) throws Exception {
        Message answer = new Message(1);
        answer.getHeader().setFlag(Flags.QR);
        answer.addRecord(Record.newRecord(NAME, Type.TLSA, DClass.IN), Section.QUESTION);
        answer.addRecord(new SOARecord(ZONE, DClass.IN, 60, ZONE, ZONE, 1, 1, 1, 1, 1), Section.AUTHORITY);
        for (int i = 0; i < size; i++) {
            Name owner = oneOwner ? NAME : Name.fromString("o" + i, ZONE);
            Name next = Name.fromString("a" + i, ZONE);
            answer.addRecord(new NSECRecord(owner, DClass.IN, 60, next, new int[] {Type.A}), Section.AUTHORITY);
            answer.addRecord(new Counting(owner, i, looks), Section.AUTHORITY);
        }
        return answer;
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void fourTimesTheRecordsAreFourTimesTheWork(boolean oneOwner) throws Exception {
        AtomicInteger few = new AtomicInteger();
        Excerpt.of(denial(60, oneOwner, few), NAME, Type.TLSA);
        AtomicInteger many = new AtomicInteger();
        Excerpt excerpt = Excerpt.of(denial(240, oneOwner, many), NAME, Type.TLSA);
        assertThat(many.get()).isLessThanOrEqualTo(5 * few.get());
        assertThat(excerpt.message().getSection(Section.AUTHORITY))
                .as("no name has more than one NSEC record")
                .hasSize(oneOwner ? 1 : 481);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void soItIsWithTheSetsOfAMessage(boolean oneOwner) throws Exception {
        AtomicInteger few = new AtomicInteger();
        Signatures.of(denial(60, oneOwner, few));
        AtomicInteger many = new AtomicInteger();
        assertThat(Signatures.of(denial(240, oneOwner, many))).hasSize(oneOwner ? 2 : 241);
        assertThat(many.get()).isLessThanOrEqualTo(5 * few.get());
    }

    @Test
    void eachSetKeepsItsSignatures() throws Exception {
        Excerpt excerpt = Excerpt.of(denial(3, true, new AtomicInteger()), NAME, Type.TLSA);
        assertThat(excerpt.kind()).isEqualTo(Excerpt.Kind.DENIAL);
        assertThat(excerpt.message().getSection(Section.AUTHORITY))
                .extracting(Record::getType)
                .containsExactlyInAnyOrder(
                        Type.SOA, Type.NSEC, Type.NSEC, Type.NSEC, Type.RRSIG, Type.RRSIG, Type.RRSIG);
    }
}
