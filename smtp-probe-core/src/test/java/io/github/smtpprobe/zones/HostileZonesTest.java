/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.zones;

import static io.github.smtpprobe.zones.Misdeed.changed;
import static io.github.smtpprobe.zones.SecureDnsTest.HOST;
import static io.github.smtpprobe.zones.SecureDnsTest.look;
import static io.github.smtpprobe.zones.SecureDnsTest.mail;
import static io.github.smtpprobe.zones.SecureDnsTest.time;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.clock.Ticker;
import io.github.smtpprobe.harness.OwnTime;
import io.github.smtpprobe.records.DnsAnswer;
import io.github.smtpprobe.records.Question;
import io.github.smtpprobe.records.RecordType;
import io.github.smtpprobe.records.Security;
import io.github.smtpprobe.records.Trouble;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Name;
import org.xbill.DNS.RRSIGRecord;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.TLSARecord;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.Type;

/** Answers that swell or never come, and questions by the hundred: each ends in time. */
class HostileZonesTest {
    private static final String TLSA = "_25._tcp." + HOST;
    private static final Question MX = new Question("example.test", RecordType.MX);

    @Test
    void tenThousandRecordsAreTooMany() throws Exception {
        try (World world = mail(World.signed("example.test"))) {
            world.answering(TLSA, "TLSA", changed(world, answer -> {
                for (int i = 0; i < 10_000; i++) {
                    byte[] digest = {(byte) (i >> 8), (byte) i};
                    Name name = answer.getQuestion().getName();
                    answer.addRecord(new TLSARecord(name, DClass.IN, 60, 3, 1, 1, digest), Section.ANSWER);
                }
            }));
            DnsAnswer answer = look(world, TLSA, "TLSA");
            assertThat(answer.security()).as(answer.detail()).isEqualTo(Security.FAILED);
            assertThat(answer.trouble().orElseThrow()).isIn(Trouble.TOO_MANY, Trouble.TRUNCATED);
        }
    }

    @Test
    void fourThousandRecordsInOneMessageAreTooMany() throws Exception {
        try (World world = mail(World.unsigned("example.test"))) {
            world.answering(HOST, "A", changed(world, answer -> {
                for (int i = 0; i < 4_000; i++) {
                    byte[] address = {10, 0, (byte) (i >> 8), (byte) i};
                    answer.addRecord(
                            new ARecord(answer.getQuestion().getName(), DClass.IN, 60, address), Section.ANSWER);
                }
            }));
            DnsAnswer answer = look(world, HOST, "A");
            assertThat(answer.security()).isEqualTo(Security.FAILED);
            assertThat(answer.trouble()).as(answer.detail()).contains(Trouble.TOO_MANY);
        }
    }

    @Test
    void aLongTextIsReadWhole() throws Exception {
        try (World world = World.unsigned("example.test")) {
            List<byte[]> strings = new ArrayList<>();
            for (int i = 0; i < 250; i++) {
                strings.add(new byte[255]);
            }
            world.answering("example.test", "TXT", changed(world, answer -> {
                answer.removeAllRecords(Section.AUTHORITY);
                answer.addRecord(
                        new TXTRecord(answer.getQuestion().getName(), DClass.IN, 60, texts(strings)), Section.ANSWER);
            }));
            DnsAnswer answer = look(world, "example.test", "TXT");
            assertThat(answer.security()).as(answer.detail()).isEqualTo(Security.INSECURE);
            assertThat(answer.records().get(0).joined().orElseThrow()).hasSize(250 * 255);
            assertThat(answer.records().get(0).text())
                    .hasSizeLessThanOrEqualTo(501)
                    .doesNotContain("\0");
            assertThat(DnsAnswer.fromMap(answer.asMap())).isEqualTo(answer);
        }
    }

    private static List<String> texts(List<byte[]> strings) {
        return strings.stream().map(each -> "\\001".repeat(each.length)).toList();
    }

    @Test
    void manyWrongSignaturesAreGivenUp() throws Exception {
        try (World world = mail(World.signed("example.test").rsa())) {
            world.answering("example.test", "MX", changed(world, answer -> {
                List<Record> all = List.copyOf(answer.getSection(Section.ANSWER));
                answer.removeAllRecords(Section.ANSWER);
                for (Record each : all) {
                    if (!(each instanceof RRSIGRecord)) {
                        answer.addRecord(each, Section.ANSWER);
                        continue;
                    }
                    for (int i = 0; i < 200; i++) {
                        byte[] rdata = each.rdataToWireCanonical();
                        rdata[rdata.length - 1] ^= (byte) (1 + i);
                        answer.addRecord(
                                Record.newRecord(each.getName(), Type.RRSIG, DClass.IN, 60, rdata), Section.ANSWER);
                    }
                }
            }));
            DnsAnswer answer = cheaply(world, "example.test", "MX");
            assertThat(answer.security()).as(answer + answer.detail()).isEqualTo(Security.BOGUS);
            assertThat(answer.trouble()).as(answer.detail()).contains(Trouble.TOO_MUCH_WORK);
        }
    }

    /** All work of a look-up is done in the thread that waits for it. */
    private static DnsAnswer cheaply(World world, String name, String type) throws Exception {
        FutureTask<DnsAnswer> look = new FutureTask<>(() -> look(world, name, type));
        assertThat(OwnTime.of(look)).isLessThan(Duration.ofSeconds(10));
        return look.get();
    }

    @Test
    void manyHashesAreGivenUp() throws Exception {
        try (World world = mail(World.signed("example.test").nsec3(2_500))) {
            DnsAnswer answer = cheaply(world, "a.b.c.d.e.f.g.h.i.j.k.l.m.n.o.p." + HOST, "A");
            assertThat(answer.security()).as(answer.detail()).isNotEqualTo(Security.SECURE);
            assertThat(answer.nsec3Iterations()).hasValue(2_500);
        }
        try (World world = mail(World.signed("example.test").nsec3(150))) {
            DnsAnswer deep = look(world, "a.b.c.d.e.f.g.h.i.j.k.l.m.n.o.p." + HOST, "A");
            assertThat(deep.security())
                    .as("more hashes than dnsjava works out: " + deep.detail())
                    .isNotEqualTo(Security.INSECURE);
        }
    }

    @Test
    void namesThatCannotBeAskedForAreSaidToBeNone() throws Exception {
        try (World world = World.signed("example.test").start()) {
            for (String name : new String[] {"a..b", "x".repeat(64) + ".test", "a.".repeat(130) + "test"}) {
                DnsAnswer answer = world.resolver().look(new Question(name, RecordType.A), time());
                assertThat(answer.trouble()).as(name).contains(Trouble.NAME);
            }
        }
    }

    @Test
    void anInterruptEndsTheWaiting() throws Exception {
        try (World world = mail(World.signed("example.test")).silent().start()) {
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> world.resolver().look(MX, time())).isInstanceOf(InterruptedException.class);
            assertThat(Thread.interrupted()).isFalse();
        }
    }

    @Test
    void manyQuestionsAtOnceAreAllAnswered() throws Exception {
        try (World world = mail(World.signed("example.test")).start()) {
            List<Question> all = new ArrayList<>();
            for (int i = 0; i < 80; i++) {
                all.add(new Question("h" + i + ".example.test", RecordType.A));
            }
            List<DnsAnswer> answers =
                    world.resolver().look(all, Deadline.after(Duration.ofSeconds(30), Ticker.system()));
            assertThat(answers).extracting(DnsAnswer::question).isEqualTo(all);
            assertThat(answers).extracting(DnsAnswer::security).containsOnly(Security.SECURE);
        }
    }

    /** Counts those of the whole process, so it runs alone. */
    @Test
    @Tag("serial")
    @Tag("sweep")
    void noSocketAndNoThreadIsLeft() throws Exception {
        try (World world =
                mail(World.signed("example.test").nsec3()).silent(TLSA, "TLSA").start()) {
            Set<Thread> threads = Thread.getAllStackTraces().keySet();
            long files = files();
            for (int i = 0; i < 10; i++) {
                world.resolver()
                        .look(
                                List.of(MX, new Question(HOST, RecordType.AAAA), new Question(TLSA, RecordType.TLSA)),
                                Deadline.after(Duration.ofMillis(150), Ticker.system()));
            }
            assertThat(files()).isLessThanOrEqualTo(files + 4);
            assertThat(Thread.getAllStackTraces().keySet())
                    .filteredOn(thread -> !threads.contains(thread))
                    .extracting(Thread::getName)
                    .noneMatch(name -> name.contains("dnsjava"));
        }
    }

    private static long files() {
        String[] open = new java.io.File("/proc/self/fd").list();
        return open == null ? 0 : open.length;
    }
}
