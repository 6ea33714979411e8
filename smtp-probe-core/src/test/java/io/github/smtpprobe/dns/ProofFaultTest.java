/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.clock.Ticker;
import io.github.smtpprobe.records.Trouble;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.DClass;
import org.xbill.DNS.DNSKEYRecord;
import org.xbill.DNS.DNSSEC;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.RRSIGRecord;
import org.xbill.DNS.RRset;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.Type;

/** How much is looked at to tell why a proof fails: each signature may cost what its signer wants. */
class ProofFaultTest {
    private static final Instant NOW = Instant.parse("2026-11-27T12:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    private static final Name ZONE = Name.fromConstantString("evil.example.");
    private static KeyPair pair;

    private final AtomicInteger checks = new AtomicInteger();

    @BeforeAll
    static void key() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(256);
        pair = generator.generateKeyPair();
    }

    /** Counts how often it is used. */
    private static final class Counting extends DNSKEYRecord {
        private static final long serialVersionUID = 1L;

        private final transient AtomicInteger uses;

        Counting(AtomicInteger uses) throws DNSSEC.DNSSECException {
            super(ZONE, DClass.IN, 60, 257, 3, DNSSEC.Algorithm.ECDSAP256SHA256, pair.getPublic());
            this.uses = uses;
        }

        @Override
        public PublicKey getPublicKey() throws DNSSEC.DNSSECException {
            uses.incrementAndGet();
            return super.getPublicKey();
        }
    }

    private Message signed(int sets, boolean right) throws Exception {
        Message answer = RoundQuestions.query(ZONE, Type.TXT);
        for (int i = 0; i < sets; i++) {
            Record record = new TXTRecord(Name.fromString("a" + i, ZONE), DClass.IN, 60, "x");
            RRSIGRecord signature = DNSSEC.sign(
                    new RRset(record),
                    new Counting(new AtomicInteger()),
                    pair.getPrivate(),
                    NOW.minusSeconds(60),
                    NOW.plusSeconds(60));
            byte[] rdata = signature.rdataToWireCanonical();
            rdata[rdata.length - 1] ^= (byte) (right ? 0 : 0x55);
            answer.addRecord(record, Section.ANSWER);
            answer.addRecord(Record.newRecord(record.getName(), Type.RRSIG, DClass.IN, 60, rdata), Section.ANSWER);
        }
        return answer;
    }

    private Optional<ProofFault> why(Message message, Clock clock) throws Exception {
        return ProofFault.sets(message, List.of(new Counting(checks)), ZONE, clock);
    }

    @Test
    void theFirstFaultEndsTheLooking() throws Exception {
        assertThat(why(signed(8, false), CLOCK).map(ProofFault::trouble)).contains(Trouble.SIGNATURE);
        int few = checks.getAndSet(0);
        assertThat(why(signed(32, false), CLOCK).map(ProofFault::trouble)).contains(Trouble.SIGNATURE);
        assertThat(checks.get()).isEqualTo(few).isPositive();
    }

    @Test
    void noMoreSetsAreLookedAtThanAnAnswerNeeds() throws Exception {
        assertThat(why(signed(3, true), CLOCK)).isEmpty();
        assertThat(checks.getAndSet(0)).isEqualTo(3);
        assertThat(why(signed(150, true), CLOCK).map(ProofFault::trouble)).contains(Trouble.TOO_MUCH_WORK);
        assertThat(checks.get()).isLessThanOrEqualTo(32);
    }

    @Test
    void nothingIsCheckedWhenTheTimeIsOver() throws Exception {
        Clock over = new EndingClock(CLOCK, Deadline.after(Duration.ZERO, Ticker.system()));
        Message message = signed(3, true);
        assertThatThrownBy(() -> why(message, over))
                .satisfies(
                        failure -> assertThat(NotLearned.of(failure).trouble()).isEqualTo(Trouble.DEADLINE));
        assertThat(checks.get()).isZero();
    }

    /** A clock whose time is over once it was asked so often. */
    @Test
    void theTimeIsLookedAtBeforeEachSignature() throws Exception {
        AtomicInteger left = new AtomicInteger(10);
        Clock ending = new Clock() {
            @Override
            public java.time.ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(java.time.ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                if (left.getAndDecrement() <= 0) {
                    throw new java.io.UncheckedIOException(new NotLearned(Trouble.DEADLINE, "", ""));
                }
                return NOW;
            }
        };
        Message message = signed(30, true);
        assertThatThrownBy(() -> why(message, ending)).isInstanceOf(java.io.UncheckedIOException.class);
        assertThat(checks.get()).isBetween(1, 10);
    }
}
