/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.addresses;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.dns.NameServer;
import io.github.smtpprobe.harness.Patience;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.report.Verdict;
import io.github.smtpprobe.request.AddressFamilies;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.request.TlsMode;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xbill.DNS.ExtendedErrorCodeOption;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** What name servers can do to a probe: real ones on the loopback address, and connections in memory. */
@Timeout(Patience.HANGING)
class HostileNameServersTest {
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
        return HostileZone.probe(
                ProbeRequest.to(name, 25).tls(TlsMode.PLAIN).addressFamilies(AddressFamilies.IPV4_ONLY), server);
    }

    /** SERVFAIL with an extended error (RFC 8914). */
    private static byte[] explained(Message query, int code, String text) {
        try {
            Message answer = new Message(NameServer.failing(query, Rcode.SERVFAIL));
            answer.addRecord(
                    new OPTRecord(1232, 0, 0, 0, List.of(new ExtendedErrorCodeOption(code, text))), Section.ADDITIONAL);
            return answer.toWire();
        } catch (IOException impossible) {
            throw new AssertionError(impossible);
        }
    }

    @Test
    @DisplayName("N05, N06: a server that fails or is dead does not keep the next one from answering")
    void theNextServerIsAsked() throws Exception {
        try (NameServer server = NameServer.start("a.example. 60 IN A 192.0.2.2");
                NameServer failing = NameServer.start("")
                        .answering("a.example", query -> List.of(NameServer.failing(query, Rcode.SERVFAIL)));
                NameServer dead = NameServer.start("").answering("a.example", NameServer.SILENCE)) {
            for (NameServer first : List.of(failing, dead)) {
                ProbeReport report =
                        HostileZone.probe(ProbeRequest.to("a.example", 25).tls(TlsMode.PLAIN), first, server);
                assertThat(report.passed()).as(report.toString()).isTrue();
            }
        }
    }

    @Test
    @DisplayName("N13: a truncated answer is asked for again by TCP; where that stalls or lies, the deadline holds")
    void truncation() throws Exception {
        try (NameServer truncating = NameServer.start("").answering("cut.example", NameServer::cutOff)) {
            truncating.refuseStreams();
            ProbeReport report = HostileZone.probe(ProbeRequest.toMxOf("cut.example"), truncating);
            assertThat(report.verdict()).as(report.toString()).isEqualTo(Verdict.INCONCLUSIVE);
            assertThat(report.rootCause().orElseThrow().id()).isEqualTo("dns.truncated");
            assertThat(report.took()).isLessThan(Duration.ofSeconds(8).plus(Patience.AMPLE));
        }
    }

    @ParameterizedTest(name = "N15: {0}")
    @ValueSource(strings = {"a\\000b.example", "a\\046b.example", "a\\032b.example", "UPPER.Example", "x\\255.example"})
    void oddNamesInRecords(String host) throws Exception {
        try (NameServer odd =
                NameServer.start("odd.example. 60 IN MX 10 " + host + ".\n" + host + ". 60 IN A 192.0.2.8\n")) {
            ProbeReport report = HostileZone.probe(ProbeRequest.toMxOf("odd.example"), odd);
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
                boolean four = query.getQuestion().getType() == Type.A;
                String address = four && round[0]++ == 0 ? "192.0.2.9" : "127.0.0.1";
                Message answer = query.clone();
                answer.getHeader().setFlag(Flags.QR);
                try {
                    if (four) {
                        answer.addRecord(
                                Record.fromString(query.getQuestion().getName(), Type.A, 1, 0, address, Name.root),
                                Section.ANSWER);
                    }
                } catch (IOException impossible) {
                    throw new AssertionError(impossible);
                }
                return List.of(answer.toWire());
            });
            ProbeReport report =
                    HostileZone.probe(ProbeRequest.to("rebind.example", 25).tls(TlsMode.PLAIN), rebinding);
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
            HostileZone.probe(ProbeRequest.to("intranet", 25).tls(TlsMode.PLAIN), asked);
            assertThat(asked.asked()).containsOnly("intranet A", "intranet AAAA");
        }
    }
}
