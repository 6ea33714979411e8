/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.zones;

import static io.github.smtpprobe.zones.Misdeed.changed;
import static io.github.smtpprobe.zones.SecureDnsTest.HOST;
import static io.github.smtpprobe.zones.SecureDnsTest.look;
import static io.github.smtpprobe.zones.SecureDnsTest.mail;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.clock.Ticker;
import io.github.smtpprobe.harness.Sampled;
import io.github.smtpprobe.records.DnsAnswer;
import io.github.smtpprobe.records.Question;
import io.github.smtpprobe.records.RecordType;
import io.github.smtpprobe.records.Security;
import io.github.smtpprobe.records.Trouble;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.RRSIGRecord;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** Answers that say what is not so, or what nobody can prove: none is taken for proven. */
@Tag("waits")
class LyingZonesTest {
    private static final String TLSA = "_25._tcp." + HOST;
    private static final Question MX = new Question("example.test", RecordType.MX);

    /** dnsjava takes a set for insecure if its signature names an unsigned zone, wherever that is. */
    @Test
    void aSignatureInTheNameOfAnUnsignedZoneMakesNothingInsecure() throws Exception {
        try (World world =
                mail(World.signed("example.test").andUnsigned("evil.test").in("example.test"))) {
            for (String type : List.of("A", "MX")) {
                String name = type.equals("A") ? HOST : "example.test";
                world.answering(name, type, changed(world, answer -> {
                    List<Record> all = List.copyOf(answer.getSection(Section.ANSWER));
                    answer.removeAllRecords(Section.ANSWER);
                    for (Record each : all) {
                        answer.addRecord(each instanceof RRSIGRecord right ? forged(right) : each, Section.ANSWER);
                    }
                }));
                DnsAnswer answer = look(world, name, type);
                assertThat(answer.security()).as(answer + answer.detail()).isEqualTo(Security.BOGUS);
                assertThat(answer.trouble()).contains(Trouble.NO_SIGNATURE);
            }
        }
    }

    private static RRSIGRecord forged(RRSIGRecord right) {
        return signedBy(right, ZoneFile.name("evil.test"));
    }

    private static RRSIGRecord signedBy(RRSIGRecord right, Name signer) {
        return new RRSIGRecord(
                right.getName(),
                DClass.IN,
                right.getTTL(),
                right.getTypeCovered(),
                right.getAlgorithm(),
                right.getOrigTTL(),
                right.getExpire(),
                right.getTimeSigned(),
                right.getFootprint(),
                signer,
                right.getSignature());
    }

    @Test
    void aStrangersRecordMakesNoDenialInsecure() throws Exception {
        try (World world =
                mail(World.signed("example.test").andUnsigned("evil.test")).andUnsigned("sub.example.test")) {
            world.answering(HOST, "AAAA", changed(world, answer -> {
                answer.removeAllRecords(Section.AUTHORITY);
                Message other = world.answer(
                        Message.newQuery(Record.newRecord(ZoneFile.name("x.evil.test"), Type.AAAA, DClass.IN)), true);
                other.getSection(Section.AUTHORITY).forEach(each -> answer.addRecord(each, Section.AUTHORITY));
            }));
            DnsAnswer answer = look(world, HOST, "AAAA");
            assertThat(answer.security()).as(answer + answer.detail()).isEqualTo(Security.BOGUS);
            assertThat(answer.trouble()).contains(Trouble.DENIAL);
        }
    }

    @Test
    void anEmptyAnswerIsADenialOnlyWhereNothingIsSigned() throws Exception {
        for (World world : List.of(mail(World.signed("example.test")), mail(World.unsigned("example.test")))) {
            try (world) {
                world.answering(
                        HOST, "AAAA", query -> List.of(Misdeed.begun(query, 0).toWire()));
                world.answering(
                        "none." + HOST,
                        "*",
                        query -> List.of(Misdeed.begun(query, 3).toWire()));
                boolean signed = world.anchorsOf("example.test") != null
                        && look(world, HOST, "A").security() == Security.SECURE;
                DnsAnswer answer = look(world, HOST, "AAAA");
                assertThat(answer.security()).isEqualTo(signed ? Security.BOGUS : Security.INSECURE);
                assertThat(answer.trouble().isPresent()).isEqualTo(signed);
                assertThat(answer.ttl()).isEmpty();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"question", "id", "query", "class", "octets", "cut", "nothing"})
    void liesAreNoAnswers(String lie) throws Exception {
        try (World world = mail(World.unsigned("example.test"))) {
            world.answering("example.test", "MX", query -> {
                Message answer = world.answer(query, true);
                switch (lie) {
                    case "question" -> {
                        answer.removeAllRecords(Section.QUESTION);
                        answer.addRecord(
                                Record.newRecord(ZoneFile.name("other.test"), Type.MX, DClass.IN), Section.QUESTION);
                    }
                    case "id" -> answer.getHeader().setID(query.getHeader().getID() ^ 1);
                    case "query" -> answer.getHeader().unsetFlag(Flags.QR);
                    case "class" -> {
                        Record first = answer.getSection(Section.ANSWER).get(0);
                        answer.addRecord(
                                Record.newRecord(first.getName(), Type.MX, DClass.CH, 60, first.rdataToWireCanonical()),
                                Section.ANSWER);
                    }
                    case "cut" -> {
                        answer.getHeader().setFlag(Flags.TC);
                        answer.removeAllRecords(Section.ANSWER);
                    }
                    case "nothing" -> {
                        answer.removeAllRecords(Section.ANSWER);
                        answer.addRecord(
                                new ARecord(ZoneFile.name("other.test"), DClass.IN, 60, new byte[4]), Section.ANSWER);
                    }
                    default -> {
                        return List.of(new byte[] {query.toWire()[0], query.toWire()[1], 1, 2, 3});
                    }
                }
                return List.of(answer.toWire());
            });
            Duration limit = lie.equals("id") ? Duration.ofSeconds(4) : Duration.ofSeconds(20); // that one takes it all
            DnsAnswer answer = world.start().resolver().look(MX, Deadline.after(limit, Ticker.system()));
            assertThat(answer.security()).as(answer + answer.detail()).isEqualTo(Security.FAILED);
            assertThat(answer.trouble().orElseThrow())
                    .isEqualTo(
                            switch (lie) {
                                case "id" -> Trouble.SILENT;
                                case "octets" -> Trouble.MALFORMED;
                                case "cut" -> Trouble.TRUNCATED;
                                default -> Trouble.OTHER_ANSWER;
                            });
        }
    }

    /** A server that is no resolver, asked for a name below a delegation (RFC 2308 §2.2): that says nothing of the name. */
    @Test
    void aReferralIsNoAnswer() throws Exception {
        try (World world = mail(World.unsigned("example.test"))) {
            world.answering(TLSA, "TLSA", query -> {
                Message answer = Misdeed.begun(query, 0);
                answer.getHeader().unsetFlag(org.xbill.DNS.Flags.AA);
                answer.addRecord(
                        new org.xbill.DNS.NSRecord(
                                ZoneFile.name("_tcp." + HOST), DClass.IN, 60, ZoneFile.name("ns.elsewhere.test")),
                        Section.AUTHORITY);
                return List.of(answer.toWire());
            });
            DnsAnswer answer = world.start()
                    .resolver()
                    .look(new Question(TLSA, RecordType.TLSA), Deadline.after(Duration.ofSeconds(15), Ticker.system()));
            assertThat(answer.security()).as(answer + answer.detail()).isEqualTo(Security.FAILED);
            assertThat(answer.answered()).isFalse();
            assertThat(answer.trouble()).contains(Trouble.OTHER_ANSWER);
        }
    }

    /** dnsjava looks for the key by the letter, does without, and calls what it did not look at insecure. */
    @Test
    void aCapitalInTheNameOfTheZoneDeniesNothing() throws Exception {
        try (World world = mail(World.signed("example.test").nsec3())) {
            world.answering(HOST, "A", query -> {
                Message none = world.answer(
                        Message.newQuery(Record.newRecord(ZoneFile.name("no.example.test"), Type.A, DClass.IN)), true);
                Message answer = Misdeed.begun(query, 3);
                for (Record each : none.getSection(Section.AUTHORITY)) {
                    answer.addRecord(each instanceof RRSIGRecord right ? capital(right) : each, Section.AUTHORITY);
                }
                return List.of(answer.toWire());
            });
            DnsAnswer answer = look(world, HOST, "A");
            assertThat(answer.security()).as(answer + answer.detail()).isEqualTo(Security.BOGUS);
            assertThat(answer.trouble()).contains(Trouble.DENIAL);
        }
    }

    private static RRSIGRecord capital(RRSIGRecord right) {
        return signedBy(right, ZoneFile.name("eXample.test"));
    }

    @Test
    void extraRecordsAreNotTaken() throws Exception {
        try (World world = mail(World.signed("example.test"))) {
            world.answering(HOST, "A", changed(world, answer -> {
                answer.addRecord(
                        new ARecord(ZoneFile.name("other.test"), DClass.IN, 60, new byte[] {10, 0, 0, 1}),
                        Section.ANSWER);
                answer.addRecord(
                        new ARecord(ZoneFile.name("other.test"), DClass.IN, 60, new byte[] {10, 0, 0, 1}),
                        Section.AUTHORITY);
            }));
            DnsAnswer answer = look(world, HOST, "A");
            assertThat(answer.security()).as(answer.detail()).isEqualTo(Security.SECURE);
            assertThat(answer.records()).hasSize(1);
        }
    }

    /** Whatever is changed in an answer, and in those about keys: nothing is thrown, and what is secure is what was signed. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "example.test MX",
                HOST + " A",
                HOST + " AAAA",
                "no.example.test A",
                "example.test DNSKEY",
                "example.test DS"
            })
    @Sampled(few = 5, many = 25)
    void changedAnswersAreNeverProven(String which, int tries) throws Exception {
        for (boolean hashed : new boolean[] {false, true}) {
            World begun = World.signed("example.test");
            try (World world = mail(hashed ? begun.nsec3() : begun)) {
                String name = which.split(" ")[0];
                String type = which.split(" ")[1];
                boolean chain = type.equals("DNSKEY") || type.equals("DS");
                DnsAnswer right = look(world, chain ? "example.test" : name, chain ? "MX" : type);
                assertThat(right.security()).isEqualTo(Security.SECURE);
                Random random = new Random(42);
                for (int i = 0; i < tries; i++) {
                    byte[][] sent = new byte[1][];
                    world.answering(name, type, query -> {
                        byte[] octets = world.answer(query, true).toWire();
                        int at = 12 + query.getQuestion().getName().length() + 4; // another question is no answer
                        for (int n = 0; n <= random.nextInt(3); n++) {
                            octets[at + random.nextInt(octets.length - at)] ^= (byte) (1 << random.nextInt(8));
                        }
                        sent[0] = octets;
                        return List.of(octets);
                    });
                    DnsAnswer answer = world.resolver()
                            .look(right.question(), Deadline.after(Duration.ofMillis(150), Ticker.system()));
                    if (answer.security().learned()) {
                        assertThat(answer.security())
                                .as(answer + answer.detail())
                                .isEqualTo(Security.SECURE);
                        assertThat(answer.records()).as("what was signed").isEqualTo(right.records());
                        assertThat(answer.result()).isEqualTo(right.result());
                    }
                }
            }
        }
    }
}
