/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.addresses;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.SmtpProbe;
import io.github.smtpprobe.Untrusted;
import io.github.smtpprobe.addresses.ReverseNameProbe.Asked;
import io.github.smtpprobe.fact.ReverseName;
import io.github.smtpprobe.fact.ReverseName.Iprev;
import io.github.smtpprobe.fact.ReverseName.Whose;
import io.github.smtpprobe.fact.SkipReason;
import io.github.smtpprobe.harness.Invariants;
import io.github.smtpprobe.harness.Scripts;
import io.github.smtpprobe.harness.Zone;
import io.github.smtpprobe.names.AddressLiteral;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.report.Severity;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.route.MailResolver.Status;
import io.github.smtpprobe.testkit.Delivery;
import io.github.smtpprobe.testkit.ForwardingConnection;
import io.github.smtpprobe.testkit.MemoryTransport;
import io.github.smtpprobe.testkit.Script;
import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The reverse name of this client: where its address is known at all, and what is said where a server complains about the name. */
class OwnReverseNameTest {
    private static final Zone HOST = ReverseNameProbe.HOST.otherwise(Status.NXDOMAIN);
    private static final String GREETS = "S: 220 mx ESMTP\nC: EHLO x\nS: 250 mx %s\nC: QUIT\nS: 221 bye\n";
    private static final String REFUSES = """
        S: 220 mx ESMTP
        C: EHLO x
        S: 250 mx
        C: MAIL FROM:<ada@example.org>
        S: 250 ok
        C: RCPT TO:<bob@example.com>
        S: 450 4.7.1 Client host rejected: cannot find your reverse hostname, [203.0.113.7]
        C: RSET
        S: 250 ok
        C: QUIT
        S: 221 bye
        """;

    private static ReverseName own(ProbeReport report) {
        assertThat(ReverseNameProbe.of(report, Whose.CLIENT)).hasSize(1);
        return ReverseNameProbe.of(report, Whose.CLIENT).get(0);
    }

    private static ProbeReport envelope(Zone zone) {
        return ReverseNameProbe.probe(
                zone, ReverseNameProbe.request().envelope("ada@example.org", "bob@example.com"), REFUSES);
    }

    private static void unknown(ReverseName fact) {
        assertThat(fact.address()).isEmpty();
        assertThat(fact.outcome().skippedFor(SkipReason.ADDRESS_UNKNOWN)).isTrue();
        assertThat(fact.iprev()).isEmpty();
    }

    @Test
    void anAddressThatTheReplyToEhloNamesIsLookedUp() {
        Zone zone = HOST.with("client.example", "203.0.113.7").reverse("203.0.113.7", "client.example");
        ReverseName fact = own(ReverseNameProbe.probe(
                zone, ReverseNameProbe.request(), String.format(GREETS, "Hello client.example [203.0.113.7]")));
        assertThat(fact.address().map(AddressLiteral::text)).contains("203.0.113.7");
        assertThat(fact.iprev()).contains(Iprev.PASS);
        assertThat(fact.values().get("knownFrom")).containsExactly("the server's reply to EHLO");
    }

    /** No name, no address, an echo of the literal in EHLO, the server's own address, one of the other family. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "at your service",
                "Hello [127.0.0.1]",
                "I am [192.0.2.9]",
                "Hello [IPv6:2001:db8::7]",
                "Hello [999.0.2.1]"
            })
    void whereNobodyTellsItIsNotKnownFromHere(String words) {
        Asked asked = new Asked(HOST);
        unknown(own(ReverseNameProbe.probe(asked, ReverseNameProbe.request(), String.format(GREETS, words))));
        assertThat(asked.questions()).containsExactly("mx.example", "192.0.2.9");
    }

    @Test
    void anAddressThatARefusalOfThisClientNamesIsLookedUp() {
        ProbeReport report = envelope(HOST);
        assertThat(own(report).address().map(AddressLiteral::text)).contains("203.0.113.7");
        assertThat(own(report).values().get("knownFrom")).containsExactly("the server's reply to RCPT TO");
    }

    /** An address in a refusal of something else may be anybody's. */
    @Test
    void anAddressThatARefusalOfAnotherNamesIsNotOurs() {
        String other = REFUSES.replaceAll("450 4.*", "550 5.1.1 No such user here, relay is [203.0.113.8]");
        unknown(own(ReverseNameProbe.probe(
                HOST, ReverseNameProbe.request().envelope("ada@example.org", "bob@example.com"), other)));
    }

    @Test
    void aComplaintAboutTheNameIsHeldAgainstWhatDnsSays() {
        assertThat(envelope(HOST)
                        .finding("client.reverse-missing")
                        .orElseThrow()
                        .summary())
                .contains("203.0.113.7");
        Zone elsewhere = HOST.reverse("203.0.113.7", "client.example").with("client.example", "203.0.113.99");
        assertThat(envelope(elsewhere).has("client.reverse-unconfirmed")).isTrue();
        Zone right = HOST.reverse("203.0.113.7", "client.example").with("client.example", "203.0.113.7");
        ProbeReport contradicted = envelope(right);
        assertThat(contradicted
                        .finding("client.reverse-confirmed")
                        .orElseThrow()
                        .severity())
                .isEqualTo(Severity.INFO);
        assertThat(contradicted.rootCause().orElseThrow().id()).isEqualTo("client.no-reverse-name");
    }

    /** Nobody complained: then it is a fact, and nobody's fault. */
    @Test
    void withoutAComplaintThereIsNoFindingOfThisClient() {
        ProbeReport report =
                ReverseNameProbe.probe(HOST, ReverseNameProbe.request(), String.format(GREETS, "Hello [203.0.113.7]"));
        assertThat(own(report).iprev()).contains(Iprev.PERMERROR);
        assertThat(report.findings()).noneMatch(each -> each.id().startsWith("client."));
    }

    /** A stranger's server could have us look up any address there is, and those of our own network too. */
    // README, Security: "and no address just because the server names it: otherwise a stranger could have any address
    // of your network looked up."
    @Test
    void whatAStrangersServerNamesIsNotLookedUp() {
        Asked asked = new Asked(Zone.ofHost("mx.example", "8.8.8.8").reverse("10.0.0.1", "inner.corp"));
        SmtpProbe untrusted = Untrusted.targets(SmtpProbe.builder()
                        .resolver(asked)
                        .transport(new MemoryTransport(
                                Delivery.WHOLE, null, Script.parse(String.format(GREETS, "Hello [10.0.0.1]")))))
                .build();
        ProbeReport report = untrusted.probe(ReverseNameProbe.request().build());
        Invariants.check(report);
        unknown(own(report));
        assertThat(asked.questions()).containsExactly("mx.example", "8.8.8.8");
    }

    // README, Security: "The report then contains this machine's own address if that is public."
    @ParameterizedTest
    @CsvSource({"8.8.4.4, true", "10.0.0.5, false", "127.0.0.1, false", "169.254.1.1, false", "100.64.0.1, false"})
    void ourEndOfTheConnectionCountsWhereItIsPublic(String local, boolean known) throws Exception {
        InetAddress ours = InetAddress.getByName(local);
        MemoryTransport memory = new MemoryTransport(Delivery.WHOLE, null, Script.parse(Scripts.WORKS));
        ProbeReport report = SmtpProbe.builder()
                .resolver(HOST)
                .transport((route, deadline) -> new ForwardingConnection(memory.connect(route, deadline)) {
                    @Override
                    public InetAddress localAddress() {
                        return ours;
                    }
                })
                .build()
                .probe(ReverseNameProbe.request().build());
        Invariants.check(report);
        if (known) {
            assertThat(own(report).address()).contains(ours);
            assertThat(own(report).values().get("knownFrom")).containsExactly("our end of the connection");
        } else {
            unknown(own(report));
        }
    }

    /** Whoever was sent the password may own the zone. */
    @Test
    void aSecretInAReverseNameIsMasked() {
        String login = """
            S: 220 mx ESMTP
            C: EHLO x
            S: 250-mx
            S: 250 AUTH PLAIN
            C: AUTH PLAIN [redacted]
            S: 235 ok
            C: QUIT
            S: 221 bye
            """;
        String secret = "correcthorsebattery";
        ProbeRequest.Builder request = ReverseNameProbe.request()
                .credentials(io.github.smtpprobe.sasl.Credentials.password(
                        "ada@example.com", io.github.smtpprobe.sasl.Secret.of(secret)))
                .allowCleartextCredentials();
        ProbeReport report = ReverseNameProbe.probe(HOST.reverse("192.0.2.9", secret + ".example"), request, login);
        assertThat(report.passed()).as(report.toString()).isTrue();
        Invariants.sweep(report, secret);
        assertThat(ReverseNameProbe.of(report, Whose.SERVER).get(0).names()).containsExactly("[redacted].example");
    }
}
