/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.dns.DnsResolver;
import io.github.smtpprobe.dns.NameServer;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.report.Verdict;
import io.github.smtpprobe.request.Coverage;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.route.MailResolver;
import io.github.smtpprobe.route.Resolution;
import io.github.smtpprobe.testkit.Delivery;
import io.github.smtpprobe.testkit.MemoryTransport;
import io.github.smtpprobe.testkit.Script;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xbill.DNS.ExtendedErrorCodeOption;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;

/** What DNS can do to a probe: a real name server on the loopback address, and connections in memory. */
@Timeout(Patience.HANGING)
class HostileNamesTest {
    private static final Script WORKS = Script.parse("""
        S: 220 mx ESMTP
        C: EHLO x
        S: 250 mx
        C: QUIT
        S: 221 bye
        """);
    private static final String MANY = IntStream.range(0, 600)
            .mapToObj(i -> "many.example. 60 IN MX " + i + " h" + i + ".many.example.\nh" + i
                    + ".many.example. 60 IN A 192.0.2." + i % 250 + "\n")
            .collect(Collectors.joining());
    private static final String WIDE = IntStream.range(1, 200)
            .mapToObj(i -> "wide.example. 60 IN A 192.0.2." + i + "\n")
            .collect(Collectors.joining());
    private static final String CHAIN = IntStream.range(0, 20)
            .mapToObj(i -> "c" + i + ".chain.example. 60 IN CNAME c" + (i + 1) + ".chain.example.\n")
            .collect(Collectors.joining());
    private static NameServer server;

    @BeforeAll
    static void start() throws Exception {
        server = NameServer.start("""
            implicit.example. 60 IN A 192.0.2.1
            null.example. 60 IN MX 0 .
            mixed.example. 60 IN MX 0 .
            mixed.example. 60 IN MX 10 a.example.
            a.example. 60 IN A 192.0.2.2
            alias.example. 60 IN MX 10 www.example.
            www.example. 60 IN CNAME a.example.
            self.example. 60 IN CNAME self.example.
            loop1.example. 60 IN CNAME loop2.example.
            loop2.example. 60 IN CNAME loop1.example.
            mxloop.example. 60 IN MX 10 loop1.example.
            literal.example. 60 IN MX 10 192.0.2.1.
            twice.example. 60 IN MX 10 a.example.
            twice.example. 60 IN MX 20 A.EXAMPLE.
            inner.example. 60 IN MX 10 lo.example.
            inner.example. 60 IN MX 20 localhost.
            inner.example. 60 IN MX 30 nat64.example.
            lo.example. 60 IN A 127.0.0.1
            lo.example. 60 IN AAAA ::1
            lo.example. 60 IN A 10.0.0.1
            lo.example. 60 IN A 169.254.169.254
            nat64.example. 60 IN AAAA 64:ff9b::7f00:1
            placeholder.example. 60 IN MX 10 x.msv1.invalid.
            order.example. 60 IN MX 65535 last.example.
            order.example. 60 IN MX 0 first.example.
            order.example. 60 IN MX 10 a.example.
            first.example. 60 IN A 192.0.2.3
            last.example. 60 IN A 192.0.2.4
            three.example. 60 IN MX 10 lo.example.
            three.example. 60 IN MX 20 dead.example.
            three.example. 60 IN MX 30 a.example.
            dead.example. 60 IN A 192.0.2.66
            six.example. 60 IN AAAA 2001:db8::1
            six.example. 60 IN A 192.0.2.7
            """ + MANY + WIDE + CHAIN);
        server.answering("refused.example", query -> List.of(NameServer.failing(query, Rcode.REFUSED)))
                .answering("formerr.example", query -> List.of(NameServer.failing(query, Rcode.FORMERR)))
                .answering("notimp.example", query -> List.of(NameServer.failing(query, Rcode.NOTIMP)))
                .answering("forged.example", forged())
                .answering("short.example", HostileNamesTest::shortRecord)
                .answering(
                        "six.example",
                        query -> query.getQuestion().getType() == org.xbill.DNS.Type.AAAA
                                ? List.of()
                                : List.of(server.answer(query).toWire()));
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
    }

    /** First an answer with a wrong id, then one for another name, then the right one, with a stranger in its additional part. */
    private static Function<Message, List<byte[]>> forged() {
        return query -> {
            try {
                Record evil = Record.fromString(
                        query.getQuestion().getName(), org.xbill.DNS.Type.A, 1, 60, "203.0.113.66", Name.root);
                Message wrongId = query.clone();
                wrongId.getHeader().setID(query.getHeader().getID() ^ 1);
                wrongId.getHeader().setFlag(Flags.QR);
                wrongId.addRecord(evil, Section.ANSWER);
                Message right = query.clone();
                right.getHeader().setFlag(Flags.QR);
                right.getHeader().setFlag(Flags.AD); // nobody here believes it
                right.addRecord(
                        Record.fromString(
                                query.getQuestion().getName(), org.xbill.DNS.Type.A, 1, 60, "192.0.2.5", Name.root),
                        Section.ANSWER);
                right.addRecord(
                        Record.fromString(
                                Name.fromString("other.example."),
                                org.xbill.DNS.Type.A,
                                1,
                                60,
                                "203.0.113.67",
                                Name.root),
                        Section.ANSWER);
                return List.of(wrongId.toWire(), right.toWire());
            } catch (java.io.IOException impossible) {
                throw new AssertionError(impossible);
            }
        };
    }

    /** An MX record with one octet of data, which once was read beyond its end. */
    private static List<byte[]> shortRecord(Message query) {
        Message answer = new Message(query.getHeader().getID());
        answer.getHeader().setFlag(Flags.QR);
        answer.addRecord(query.getQuestion(), Section.QUESTION);
        byte[] wire = answer.toWire();
        byte[] broken = Arrays.copyOf(wire, wire.length + 13);
        broken[7] = 1; // one answer
        byte[] record = {(byte) 0xC0, 12, 0, 15, 0, 1, 0, 0, 0, 60, 0, 1, 5};
        System.arraycopy(record, 0, broken, wire.length, record.length);
        return List.of(broken);
    }

    private static ProbeReport probe(ProbeRequest.Builder request, InetSocketAddress... servers) {
        MemoryTransport memory = new MemoryTransport(Delivery.WHOLE, null, WORKS);
        ProbeReport report = SmtpProbe.builder()
                .nameServers(servers.length == 0 ? new InetSocketAddress[] {server.address()} : servers)
                .transport((route, deadline) -> {
                    if (route.host().equals("dead.example")) {
                        throw new ConnectException("Connection refused");
                    }
                    return memory.connect(route, deadline);
                })
                .seed(1)
                .build()
                .probe(request.deadline(Duration.ofSeconds(8)).build());
        Invariants.check(report);
        return report;
    }

    private static ProbeReport mx(String domain) {
        return probe(ProbeRequest.toMxOf(domain));
    }

    @ParameterizedTest(name = "{0}: {1} is {3} by {2}")
    @CsvSource({
        "N01, nothing.example, dns.nxdomain, FAILED",
        "N02, implicit.example, mx.implicit, PASSED",
        "N03, null.example, mx.null, FAILED",
        "N04, mixed.example, mx.null-mixed, PASSED",
        "N05, servfail.example, dns.server-failure, INCONCLUSIVE",
        "N05, refused.example, dns.server-failure, INCONCLUSIVE",
        "N05, formerr.example, dns.server-failure, INCONCLUSIVE",
        "N05, notimp.example, dns.server-failure, INCONCLUSIVE",
        "N07, alias.example, mx.cname, PASSED",
        "N08, mxloop.example, mx.dangling, FAILED",
        "N08, self.example, dns.bad-answer, FAILED",
        "N08, c0.chain.example, dns.bad-answer, FAILED",
        "N09, literal.example, mx.is-address, FAILED",
        "N10, inner.example, mx.private, PASSED",
        "N10, inner.example, mx.localhost, PASSED",
        "N11, many.example, mx.too-many, PASSED",
        "N12, twice.example, mx.duplicate, PASSED",
        "N17, short.example, dns.server-failure, INCONCLUSIVE",
        "N09, placeholder.example, mx.placeholder, FAILED"
    })
    void zones(String row, String domain, String finding, Verdict verdict) {
        ProbeReport report = mx(domain);
        assertThat(report.has(finding)).as(report.toString()).isTrue();
        assertThat(report.verdict()).as(report.toString()).isEqualTo(verdict);
    }

    @Test
    @DisplayName("N05: a SERVFAIL for signatures that do not hold is told from trouble, and from trouble that passes")
    void signatures() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        try (NameServer checking =
                NameServer.start("bogus.example. 60 IN A 192.0.2.7\npassing.example. 60 IN A 192.0.2.8")) {
            checking.answering(
                            "bogus.example",
                            query -> List.of(
                                    query.getHeader().getFlag(Flags.CD)
                                            ? checking.answer(query).toWire()
                                            : NameServer.failing(query, Rcode.SERVFAIL)))
                    .answering(
                            "passing.example",
                            query -> List.of(
                                    asked.getAndIncrement() == 0
                                            ? NameServer.failing(query, Rcode.SERVFAIL)
                                            : checking.answer(query).toWire()))
                    .answering("expired.example", query -> List.of(explained(query, 7, "RRSIG \u202Eran out")))
                    .answering("unreachable.example", query -> List.of(explained(query, 22, "")));
            assertThat(only(checking, "bogus.example").has("dns.bogus")).isTrue();
            assertThat(only(checking, "passing.example").passed()).isTrue();
            ProbeReport expired = only(checking, "expired.example");
            assertThat(expired.verdict()).isEqualTo(Verdict.FAILED);
            assertThat(expired.rootCause().orElseThrow().id()).isEqualTo("dns.bogus");
            assertThat(expired.rootCause().orElseThrow().explanation())
                    .contains("RRSIG \\u{202E}ran out")
                    .doesNotContain("\u202E");
            ProbeReport unreachable = only(checking, "unreachable.example");
            assertThat(unreachable.rootCause().orElseThrow().id()).isEqualTo("dns.server-failure");
            assertThat(unreachable.rootCause().orElseThrow().explanation()).contains("no reachable authority");
            assertThat(unreachable.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        }
    }

    private static ProbeReport only(NameServer server, String name) {
        return probe(
                ProbeRequest.to(name, 25)
                        .tls(io.github.smtpprobe.request.TlsMode.PLAIN)
                        .addressFamilies(io.github.smtpprobe.request.AddressFamilies.IPV4_ONLY),
                server.address());
    }

    /** SERVFAIL with an extended error (RFC 8914). */
    private static byte[] explained(Message query, int code, String text) {
        try {
            Message answer = new Message(NameServer.failing(query, Rcode.SERVFAIL));
            answer.addRecord(
                    new OPTRecord(1232, 0, 0, 0, List.of(new ExtendedErrorCodeOption(code, text))), Section.ADDITIONAL);
            return answer.toWire();
        } catch (java.io.IOException impossible) {
            throw new AssertionError(impossible);
        }
    }

    @Test
    @DisplayName("N05, N06: a server that fails or is dead does not keep the next one from answering")
    void theNextServerIsAsked() throws Exception {
        try (NameServer failing = NameServer.start("")
                        .answering("a.example", query -> List.of(NameServer.failing(query, Rcode.SERVFAIL)));
                NameServer dead = NameServer.start("").answering("a.example", NameServer.SILENCE)) {
            for (NameServer first : List.of(failing, dead)) {
                ProbeReport report = probe(
                        ProbeRequest.to("a.example", 25).tls(io.github.smtpprobe.request.TlsMode.PLAIN),
                        first.address(),
                        server.address());
                assertThat(report.passed()).as(report.toString()).isTrue();
            }
        }
    }

    @Test
    @DisplayName("N10: in the preset for strangers every address of every exchanger is judged")
    void innerAddressesAreDenied() {
        ProbeReport report = SmtpProbe.forUntrustedTargets().toBuilder()
                .resolver(new DnsResolver(List.of(server.address())))
                .build()
                .probe(ProbeRequest.toMxOf("inner.example").build());
        assertThat(report.attempts())
                .allSatisfy(
                        attempt -> assertThat(attempt.transcript().entries()).isEmpty());
        assertThat(report.resolution().routes()).isEmpty();
        assertThat(report.resolution().denied()).hasSizeGreaterThanOrEqualTo(5);
        assertThat(report.has("policy.denied")).as(report.toString()).isTrue();
    }

    @Test
    @DisplayName("N11: 20 exchangers and 8 addresses are looked at, and the report says that there were more")
    void caps() {
        assertThat(mx("many.example").resolution().hosts()).hasSize(20);
        ProbeReport wide = probe(ProbeRequest.to("wide.example", 25).tls(io.github.smtpprobe.request.TlsMode.PLAIN));
        assertThat(wide.resolution().routes()).hasSize(8);
        assertThat(wide.has("dns.too-many-addresses")).isTrue();
    }

    @Test
    @DisplayName("N12: preferences from 0 to 65535 decide the order")
    void preferences() {
        assertThat(mx("order.example").resolution().hosts())
                .extracting(Resolution.Host::name)
                .containsExactly("first.example", "a.example", "last.example");
    }

    @Test
    @DisplayName("N13: a truncated answer is asked for again by TCP; where that stalls or lies, the deadline holds")
    void truncation() throws Exception {
        assertThat(mx("many.example").passed()).as("600 records come by TCP").isTrue();
        try (NameServer truncating = NameServer.start("").answering("cut.example", NameServer::cutOff)) {
            truncating.refuseStreams();
            ProbeReport report = probe(ProbeRequest.toMxOf("cut.example"), truncating.address());
            assertThat(report.verdict()).as(report.toString()).isEqualTo(Verdict.INCONCLUSIVE);
            assertThat(report.rootCause().orElseThrow().id()).isEqualTo("dns.truncated");
            assertThat(report.took()).isLessThan(Duration.ofSeconds(8).plus(Patience.AMPLE));
        }
    }

    @Test
    @DisplayName("N14, N16: answers with another id, for other names, or with a forged AD flag change nothing")
    void forgeries() {
        ProbeReport report =
                probe(ProbeRequest.to("forged.example", 25).tls(io.github.smtpprobe.request.TlsMode.PLAIN));
        assertThat(report.resolution().routes())
                .extracting(route -> route.addressText())
                .doesNotContain("203.0.113.66", "203.0.113.67");
    }

    @ParameterizedTest(name = "N15: {0}")
    @ValueSource(strings = {"a\\000b.example", "a\\046b.example", "a\\032b.example", "UPPER.Example", "x\\255.example"})
    void oddNamesInRecords(String host) throws Exception {
        try (NameServer odd =
                NameServer.start("odd.example. 60 IN MX 10 " + host + ".\n" + host + ". 60 IN A 192.0.2.8\n")) {
            ProbeReport report = probe(ProbeRequest.toMxOf("odd.example"), odd.address());
            assertThat(report.verdict()).as(report.toString()).isNotNull();
            assertThat(report.transcript().toString()).doesNotContain("\\000", "\\032");
        }
    }

    @Test
    @DisplayName("N18: a name is asked for once, and the address that was judged is the one connected to")
    void oneResolution() throws Exception {
        try (NameServer rebinding = NameServer.start("")) {
            int[] round = {0};
            rebinding.answering("rebind.example", query -> {
                boolean four = query.getQuestion().getType() == org.xbill.DNS.Type.A;
                String address = four && round[0]++ == 0 ? "192.0.2.9" : "127.0.0.1";
                Message answer = query.clone();
                answer.getHeader().setFlag(Flags.QR);
                try {
                    if (four) {
                        answer.addRecord(
                                Record.fromString(
                                        query.getQuestion().getName(), org.xbill.DNS.Type.A, 1, 0, address, Name.root),
                                Section.ANSWER);
                    }
                } catch (java.io.IOException impossible) {
                    throw new AssertionError(impossible);
                }
                return List.of(answer.toWire());
            });
            ProbeReport report = probe(
                    ProbeRequest.to("rebind.example", 25).tls(io.github.smtpprobe.request.TlsMode.PLAIN),
                    rebinding.address());
            assertThat(report.resolution().routes())
                    .extracting(route -> route.addressText())
                    .containsExactly("192.0.2.9");
            assertThat(rebinding.asked()).containsOnlyOnce("rebind.example A");
        }
    }

    @Test
    @DisplayName("N19: names are absolute; no search domain is tried")
    void namesAreAbsolute() throws Exception {
        try (NameServer asked = NameServer.start("")) {
            probe(ProbeRequest.to("intranet", 25).tls(io.github.smtpprobe.request.TlsMode.PLAIN), asked.address());
            assertThat(asked.asked()).containsOnly("intranet A", "intranet AAAA");
        }
    }

    @Test
    @DisplayName("N20: where AAAA is never answered, A is used, and soon")
    void oneFamilyHangs() throws Exception {
        MailResolver resolver = new DnsResolver(List.of(server.address()));
        long start = System.nanoTime();
        MailResolver.Answer<java.net.InetAddress> answer = resolver.addresses(
                "six.example",
                io.github.smtpprobe.request.AddressFamilies.IPV6_FIRST,
                Deadline.after(Duration.ofMinutes(10), io.github.smtpprobe.clock.Ticker.system()));
        assertThat(answer.records())
                .extracting(java.net.InetAddress::getHostAddress)
                .containsExactly("192.0.2.7");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Patience.AMPLE);
    }

    @Test
    @DisplayName("N21: one blocked, one dead, one good: all three in the report, only the last talked to")
    void threeExchangers() {
        MemoryTransport memory = new MemoryTransport(Delivery.WHOLE, null, WORKS);
        ProbeReport report = SmtpProbe.builder()
                .nameServers(server.address())
                .addressPolicy((host, address, port) -> !host.equals("lo.example"))
                .transport((route, deadline) -> {
                    if (route.host().equals("dead.example")) {
                        throw new ConnectException("Connection refused");
                    }
                    return memory.connect(route, deadline);
                })
                .build()
                .probe(ProbeRequest.toMxOf("three.example")
                        .coverage(Coverage.ALL)
                        .build());
        assertThat(report.resolution().hosts())
                .extracting(Resolution.Host::name)
                .containsExactly("lo.example", "dead.example", "a.example");
        assertThat(memory.connections()).isEqualTo(1);
        assertThat(report.has("tcp.refused")).isTrue();
        assertThat(report.has("policy.denied")).as(report.toString()).isTrue();
    }
}
