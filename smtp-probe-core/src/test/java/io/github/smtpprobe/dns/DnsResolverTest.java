/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.dns;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.clock.Ticker;
import io.github.smtpprobe.harness.Patience;
import io.github.smtpprobe.records.DnsAnswer;
import io.github.smtpprobe.records.Question;
import io.github.smtpprobe.records.RecordType;
import io.github.smtpprobe.records.Trouble;
import io.github.smtpprobe.records.TrustAnchors;
import io.github.smtpprobe.request.AddressFamilies;
import io.github.smtpprobe.route.MailResolver;
import io.github.smtpprobe.route.MailResolver.Exchanger;
import io.github.smtpprobe.route.MailResolver.Status;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.MXRecord;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** dnsjava against a name server of our own on the loopback address. */
@Tag("waits")
class DnsResolverTest {
    private static NameServer server;

    @BeforeAll
    static void start() throws Exception {
        server = NameServer.start("""
            example.com. 60 IN MX 20 mx2.example.com.
            example.com. 60 IN MX 10 MX1.example.com.
            mx1.example.com. 60 IN A 192.0.2.1
            mx1.example.com. 60 IN AAAA 2001:db8::1
            mx2.example.com. 60 IN CNAME real.example.net.
            real.example.net. 60 IN A 192.0.2.2
            nomail.example. 60 IN MX 0 .
            loop.example. 60 IN CNAME loop2.example.
            loop2.example. 60 IN CNAME loop.example.
            """);
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
    }

    private final DnsResolver resolver = new DnsResolver(List.of(server.address()));

    private static Deadline within(Duration time) {
        return Deadline.after(time, Ticker.system());
    }

    /** Time that nothing here takes. */
    private static Deadline amply() {
        return within(Patience.AMPLE);
    }

    /** Time that a server which never answers lets pass. */
    private static Deadline briefly() {
        return within(Duration.ofMillis(300));
    }

    @Test
    void exchangersComeWithTheirPreferences() throws Exception {
        assertThat(resolver.exchangers("example.com", amply()).records())
                .containsExactlyInAnyOrder(new Exchanger(10, "mx1.example.com"), new Exchanger(20, "mx2.example.com"));
        assertThat(resolver.exchangers("nomail.example", amply()).records()).containsExactly(new Exchanger(0, ""));
    }

    @Test
    void bothFamiliesAreAsked() throws Exception {
        assertThat(resolver.addresses("mx1.example.com", AddressFamilies.IPV6_FIRST, amply())
                        .records())
                .extracting(InetAddress::getHostAddress)
                .containsExactly("2001:db8:0:0:0:0:0:1", "192.0.2.1");
        assertThat(resolver.addresses("mx1.example.com", AddressFamilies.IPV4_ONLY, amply())
                        .records())
                .extracting(InetAddress::getHostAddress)
                .containsExactly("192.0.2.1");
    }

    @Test
    void aliasesAreFollowedAndKept() throws Exception {
        var answer = resolver.addresses("mx2.example.com", AddressFamilies.IPV4_FIRST, amply());
        assertThat(answer.records()).extracting(InetAddress::getHostAddress).containsExactly("192.0.2.2");
        assertThat(answer.aliases()).containsExactly("real.example.net");
    }

    /** The largest message there is: each record compared with each other takes seconds that no deadline ends. */
    @Test
    void anAnswerOfThousandsOfRecordsIsReadInPart() throws Exception {
        StringBuilder zone = new StringBuilder("flood.example. 60 IN CNAME many.example.\n");
        for (int i = 0; i < 3_900; i++) {
            zone.append("many.example. 60 IN A 10.0.")
                    .append(i / 256)
                    .append('.')
                    .append(i % 256)
                    .append('\n');
        }
        try (NameServer flooding = NameServer.start(zone.toString())) {
            var answer = new DnsResolver(List.of(flooding.address()))
                    .addresses("flood.example", AddressFamilies.IPV4_ONLY, amply());
            assertThat(answer.status()).isEqualTo(Status.FOUND);
            assertThat(answer.records()).hasSize(FewRecords.MOST);
            assertThat(answer.aliases()).containsExactly("many.example");
        }
    }

    /** A container without its resolver: the words say so, and no class of Java's does. */
    @Test
    void aNameServerThatIsNotThereIsNamed() throws Exception {
        int port;
        try (DatagramSocket once = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            port = once.getLocalPort();
        }
        DnsResolver nobody = new DnsResolver(List.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), port)));
        var answer = nobody.exchangers("example.com", amply());
        assertThat(answer.status()).isIn(Status.SERVER_FAILURE, Status.TIMEOUT);
        assertThat(answer.detail()).isNotEmpty().doesNotContain("Exception");
    }

    @Test
    void waysToFailAreKeptApart() throws Exception {
        assertThat(resolver.exchangers("nothing.example", amply()).status()).isEqualTo(Status.NXDOMAIN);
        assertThat(resolver.exchangers("mx1.example.com", amply()).status()).isEqualTo(Status.NO_RECORDS);
        assertThat(resolver.exchangers("servfail.example", amply()).status()).isEqualTo(Status.SERVER_FAILURE);
        assertThat(resolver.exchangers("silent.example", briefly()).status()).isEqualTo(Status.TIMEOUT);
        assertThat(resolver.addresses("loop.example", AddressFamilies.IPV4_ONLY, amply())
                        .status())
                .isEqualTo(Status.BAD_ANSWER);
        assertThat(resolver.addresses("silent.example", AddressFamilies.IPV6_FIRST, briefly())
                        .status())
                .isEqualTo(Status.TIMEOUT);
    }

    @Test
    void theHostsFileIsRead() throws Exception {
        assertThat(resolver.addresses("localhost", AddressFamilies.IPV4_FIRST, amply())
                        .records())
                .allMatch(InetAddress::isLoopbackAddress)
                .isNotEmpty();
    }

    @Test
    void aServerThatIsSlowerThanOurPatienceIsHeard() throws Exception {
        try (NameServer slow =
                NameServer.start("slow.example. 60 IN A 192.0.2.4").answeringLate("slow.example")) {
            DnsResolver patient = new DnsResolver(List.of(slow.address()));
            assertThat(patient.addresses("slow.example", AddressFamilies.IPV4_ONLY, amply())
                            .records())
                    .extracting(InetAddress::getHostAddress)
                    .containsExactly("192.0.2.4");
        }
    }

    @Test
    void everyServerComesToItsTurnAndTheLastIsWaitedFor() {
        for (int servers = 1; servers <= 8; servers++) {
            for (long millis : new long[] {10, 300, 5_000, 10_000, 15_000, 60_000, 3_600_000}) {
                Duration time = Duration.ofMillis(millis);
                RetrySchedule schedule = RetrySchedule.of(servers, time);
                assertThat(schedule.tries()).isGreaterThanOrEqualTo(Math.max(2 * servers, 3));
                assertThat(schedule.due(0)).isEqualTo(Duration.ZERO);
                assertThat(schedule.due(schedule.tries()))
                        .as("the last one has an interval left for its answer")
                        .isLessThanOrEqualTo(time);
                assertThat(schedule.interval()).isLessThanOrEqualTo(Duration.ofSeconds(3));
            }
        }
        assertThat(RetrySchedule.of(1, Duration.ofSeconds(10)).due(2)).isEqualTo(Duration.ofSeconds(6));
    }

    @Test
    void anAnswerTooLongForUdpWithoutTcpIsCalledSo() throws Exception {
        try (NameServer cutting = NameServer.start("").answering("cut.example", NameServer::cutOff)) {
            cutting.refuseStreams();
            var refused = new DnsResolver(List.of(cutting.address())).exchangers("cut.example", amply());
            assertThat(refused.status()).isEqualTo(Status.TRUNCATED);
            assertThat(refused.detail()).contains("does not fit into a UDP packet", "cannot be asked");
        }
        try (NameServer cutting = NameServer.start("").answering("cut.example", NameServer::cutOff)) {
            cutting.muteStreams();
            DnsResolver waiting = new DnsResolver(List.of(cutting.address()));
            var silent = Patience.until(
                    answer -> answer.status() != Status.TIMEOUT, time -> exchangers(waiting, "cut.example", time));
            assertThat(silent.status()).isEqualTo(Status.TRUNCATED);
            assertThat(silent.detail()).contains("over TCP the name server did not answer");
        }
    }

    /** Old name servers know no extension (RFC 6891 §7): that is no fault of the zone. */
    @ParameterizedTest
    @ValueSource(ints = {Rcode.FORMERR, Rcode.NOTIMP})
    void aNameServerWithoutTheExtensionIsAskedWithout(int refusal) throws Exception {
        try (NameServer old = NameServer.start("").answering("old.example", query -> {
            if (query.getOPT() != null) {
                return List.of(NameServer.failing(query, refusal));
            }
            Message answer = new Message(query.getHeader().getID());
            answer.getHeader().setFlag(Flags.QR);
            answer.addRecord(query.getQuestion(), Section.QUESTION);
            answer.addRecord(
                    new MXRecord(query.getQuestion().getName(), DClass.IN, 60, 10, Name.fromConstantString("mx.")),
                    Section.ANSWER);
            return List.of(answer.toWire());
        })) {
            var answer = new DnsResolver(List.of(old.address())).exchangers("old.example", amply());
            assertThat(answer.status()).as(answer.toString()).isEqualTo(Status.FOUND);
        }
        try (NameServer failing = NameServer.start("")
                .answering("old.example", query -> List.of(NameServer.failing(query, Rcode.NOTIMP)))) {
            var answer = new DnsResolver(List.of(failing.address())).exchangers("old.example", amply());
            assertThat(answer.status()).isEqualTo(Status.SERVER_FAILURE);
            assertThat(answer.detail()).contains("NOTIMP");
        }
    }

    /** It was answered by UDP: nobody may say that no name server has. */
    @Test
    void aSurveyCallsAnAnswerTooLongForUdpSo() throws Exception {
        try (NameServer cutting = NameServer.start("").answering("cut.example", NameServer::cutOff)) {
            cutting.muteStreams();
            SecureDns survey = new SecureDns(List.of(cutting.address()), TrustAnchors.standard(), Clock.systemUTC());
            DnsAnswer answer = survey.look(
                    new Question("cut.example", RecordType.MX),
                    Deadline.after(Duration.ofSeconds(20), Ticker.system()));
            assertThat(answer.trouble()).as("%s", answer).contains(Trouble.TRUNCATED);
            assertThat(answer.detail()).isEqualTo("over TCP the name server did not answer in time");
        }
    }

    /** Nothing over TCP as well is no word that there is nothing. */
    @Test
    void anAnswerThatIsCutOffOverTcpTooIsCalledSo() throws Exception {
        try (NameServer cutting = NameServer.start("")
                .answering("cut.example", NameServer::cutOff)
                .cuttingStreams()) {
            var answer = new DnsResolver(List.of(cutting.address())).exchangers("cut.example", amply());
            assertThat(answer.status()).isEqualTo(Status.TRUNCATED);
            assertThat(answer.detail()).contains("over TCP it is cut off as well");
        }
    }

    /** Records of another name are no answer to ours. */
    @Test
    void recordsOfAnotherNameAreNoAnswer() throws Exception {
        try (NameServer odd = NameServer.start("").answering("odd.example", query -> {
            Message answer = query.clone();
            answer.getHeader().setFlag(Flags.QR);
            Record other = Record.newRecord(
                    Name.fromConstantString("other.example."), Type.A, DClass.IN, 60, new byte[] {(byte) 192, 0, 2, 7});
            answer.addRecord(other, Section.ANSWER);
            return List.of(answer.toWire());
        })) {
            var answer = new DnsResolver(List.of(odd.address()))
                    .addresses("odd.example", AddressFamilies.IPV4_ONLY, amply());
            assertThat(answer.records()).isEmpty();
        }
    }

    /** Records of the class CH are no addresses on the Internet, whatever they hold. */
    @ParameterizedTest(name = "of class {0}")
    @ValueSource(ints = {DClass.CH, DClass.HS, DClass.NONE})
    void recordsOfAnotherClassAreNoAnswer(int dclass) throws Exception {
        try (NameServer odd = NameServer.start("").answering("odd.example", query -> {
            Message answer = query.clone();
            answer.getHeader().setFlag(Flags.QR);
            Name name = query.getQuestion().getName();
            byte[] address = {(byte) 192, 0, 2, 7};
            answer.addRecord(
                    Record.newRecord(name, query.getQuestion().getType(), dclass, 60, address), Section.ANSWER);
            return List.of(answer.toWire());
        })) {
            var answer = new DnsResolver(List.of(odd.address()))
                    .addresses("odd.example", AddressFamilies.IPV4_ONLY, amply());
            assertThat(answer.records()).isEmpty();
            assertThat(answer.status()).isEqualTo(Status.SERVER_FAILURE);
        }
    }

    private static MailResolver.Answer<Exchanger> exchangers(DnsResolver resolver, String domain, Duration time) {
        try {
            return resolver.exchangers(domain, within(time));
        } catch (InterruptedException unexpected) {
            throw new AssertionError(unexpected);
        }
    }

    @Test
    void anInterruptEndsALookUpAtOnce() throws Exception {
        Thread.currentThread().interrupt();
        long start = System.nanoTime();
        org.assertj.core.api.Assertions.assertThatExceptionOfType(InterruptedException.class)
                .isThrownBy(() -> resolver.exchangers("silent.example", within(Duration.ofMinutes(10))));
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Patience.AMPLE);
    }

    /** I-7: dnsjava's own transport would keep a thread and the sockets of questions that nobody answered. */
    @Test
    void noThreadOutlivesALookUp() throws Exception {
        resolver.exchangers("example.com", amply());
        resolver.exchangers("silent.example", briefly());
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .noneMatch(name -> name.toLowerCase(java.util.Locale.ROOT).contains("dnsjava"));
    }
}
