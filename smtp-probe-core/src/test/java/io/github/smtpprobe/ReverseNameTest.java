/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.fact.Outcome;
import io.github.smtpprobe.fact.Reason;
import io.github.smtpprobe.fact.ReverseName;
import io.github.smtpprobe.fact.ReverseName.Iprev;
import io.github.smtpprobe.fact.ReverseName.Whose;
import io.github.smtpprobe.fact.SkipReason;
import io.github.smtpprobe.render.HtmlReport;
import io.github.smtpprobe.render.TextReport;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.report.Severity;
import io.github.smtpprobe.request.AddressFamilies;
import io.github.smtpprobe.request.Coverage;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.request.TlsMode;
import io.github.smtpprobe.route.AddressPolicy;
import io.github.smtpprobe.route.MailResolver;
import io.github.smtpprobe.route.MailResolver.Answer;
import io.github.smtpprobe.route.MailResolver.Exchanger;
import io.github.smtpprobe.route.MailResolver.Status;
import io.github.smtpprobe.testkit.Delivery;
import io.github.smtpprobe.testkit.MemoryTransport;
import io.github.smtpprobe.testkit.Script;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Reverse names of the server's addresses (RFC 8601 §2.7.3): each result, each reason why there is none, and each trick of a zone. */
@Timeout(Patience.HANGING)
class ReverseNameTest {
    static final Zone HOST = Zone.ofHost("mx.example", "192.0.2.9");

    /** Keeps what was asked for; the zone answers. */
    record Asked(MailResolver zone, List<String> questions) implements MailResolver {
        Asked(MailResolver zone) {
            this(zone, new ArrayList<>());
        }

        @Override
        public Answer<Exchanger> exchangers(String domain, Deadline deadline) throws InterruptedException {
            return zone.exchangers(domain, deadline);
        }

        @Override
        public Answer<InetAddress> addresses(String host, AddressFamilies families, Deadline deadline)
                throws InterruptedException {
            questions.add(host);
            return zone.addresses(host, families, deadline);
        }

        @Override
        public Answer<String> names(InetAddress address, Deadline deadline) throws InterruptedException {
            questions.add(address.getHostAddress());
            return zone.names(address, deadline);
        }
    }

    static ProbeRequest.Builder request() {
        return ProbeRequest.to("mx.example", 25).tls(TlsMode.PLAIN).reverseNames();
    }

    static ProbeReport probe(MailResolver resolver, ProbeRequest.Builder request, String script) {
        MemoryTransport memory = new MemoryTransport(Delivery.WHOLE, null, Script.parse(script));
        ProbeReport report =
                SmtpProbe.builder().resolver(resolver).transport(memory).build().probe(request.build());
        Invariants.check(report);
        return report;
    }

    private static ReverseName server(MailResolver resolver) {
        ProbeReport report = probe(resolver, request(), Scripts.WORKS);
        assertThat(report.passed()).as(report.toString()).isTrue();
        return of(report, Whose.SERVER).get(0);
    }

    static List<ReverseName> of(ProbeReport report, Whose whose) {
        return report.targetFacts(ReverseName.class).stream()
                .filter(fact -> fact.whose() == whose)
                .toList();
    }

    @Test
    void aNameThatLeadsBackPasses() {
        ReverseName fact = server(HOST.reverse("192.0.2.9", "other.example", "mx.example"));
        assertThat(fact.iprev()).contains(Iprev.PASS);
        assertThat(fact.outcome().succeeded()).isTrue();
        assertThat(fact.names()).containsExactly("other.example", "mx.example");
        assertThat(fact.confirmed()).containsExactly("mx.example");
        assertThat(fact.description()).isEqualTo("mx.example");
    }

    @Test
    void everyFormOfTheReportShowsIt() {
        ProbeReport report = probe(HOST.reverse("192.0.2.9", "mx.example"), request(), Scripts.WORKS);
        assertThat(TextReport.render(report))
                .contains("Looked up", "\u2713 reverse name of the server", "Names: mx.example", "iprev: pass")
                .contains("\u2013 reverse name of this client", "not done: address unknown");
        assertThat(HtmlReport.render(report))
                .contains("reverse name of the server", "succeeded: mx.example", "Address: 192.0.2.9", "iprev: pass");
        assertThat(report.asMap().toString()).contains("kind=server-reverse-name", "iprev=[pass]");
    }

    @Test
    void aNameOfIpv6LeadsBackByItsOwnFamily() {
        Zone six = Zone.ofHost("mx.example", "2001:db8::9").reverse("2001:db8::9", "mx.example");
        assertThat(server(six).iprev()).contains(Iprev.PASS);
    }

    @Test
    void aNameThatLeadsElsewhereFails() {
        Zone elsewhere = HOST.with("other.example", "192.0.2.10").reverse("192.0.2.9", "other.example");
        ProbeReport report = probe(elsewhere, request(), Scripts.WORKS);
        ReverseName fact = of(report, Whose.SERVER).get(0);
        assertThat(fact.iprev()).contains(Iprev.FAIL);
        assertThat(failure(fact)).isEqualTo(Reason.RECORD_UNCONFIRMED);
        assertThat(report.finding("dns.reverse-unconfirmed").orElseThrow().summary())
                .contains("192.0.2.9", "other.example");
        assertThat(report.passed()).as("a hint").isTrue();
    }

    @Test
    void aNameThatDoesNotExistFails() {
        assertThat(server(HOST.reverse("192.0.2.9", "gone.example")).iprev()).contains(Iprev.FAIL);
    }

    @ParameterizedTest
    @CsvSource({
        "NXDOMAIN, PERMERROR, NO_RECORD",
        "NO_RECORDS, PERMERROR, NO_RECORD",
        "BAD_ANSWER, PERMERROR, NO_RECORD",
        "SERVER_FAILURE, TEMPERROR, DNS_FAILED",
        "BOGUS, TEMPERROR, DNS_FAILED",
        "TIMEOUT, TEMPERROR, DNS_FAILED",
        "TRUNCATED, TEMPERROR, DNS_FAILED"
    })
    void anAddressWithoutAnAnswerIsNamedByWhatDnsSays(Status status, Iprev result, Reason reason) {
        ProbeReport report = probe(HOST.otherwise(status), request(), Scripts.WORKS);
        ReverseName fact = of(report, Whose.SERVER).get(0);
        assertThat(fact.iprev()).contains(result);
        assertThat(failure(fact)).isEqualTo(reason);
        assertThat(fact.description()).contains("192.0.2.9");
        assertThat(report.has(result == Iprev.PERMERROR ? "dns.no-reverse-name" : "dns.reverse-unknown"))
                .as(report.toString())
                .isTrue();
    }

    /** One name that cannot be looked up might have led back. */
    @Test
    void aNameWhoseAddressesNobodyCanTellIsATemporaryError() {
        Zone zone = HOST.reverse("192.0.2.9", "other.example").otherwise(Status.SERVER_FAILURE);
        assertThat(server(zone).iprev()).contains(Iprev.TEMPERROR);
    }

    @Test
    void aResolverThatHasNoSuchLookUpIsSaidToHaveNone() {
        ReverseName fact = server(new OlderResolver(HOST));
        assertThat(fact.outcome().skippedFor(SkipReason.NOT_SUPPORTED)).isTrue();
        assertThat(fact.iprev()).isEmpty();
    }

    // README, Security: "A question for a reverse name, unless you call `reverseNames()`: whoever runs the name servers
    // of an
    // address sees it."
    @Test
    void nobodyIsAskedUnlessTheCallerWantsIt() {
        Asked asked = new Asked(HOST.reverse("192.0.2.9", "mx.example"));
        ProbeReport report = probe(asked, ProbeRequest.to("mx.example", 25).tls(TlsMode.PLAIN), Scripts.WORKS);
        assertThat(report.targetFacts()).isEmpty();
        assertThat(asked.questions()).containsExactly("mx.example");
    }

    @Test
    void aTargetWithoutAddressIsNotLookedUpAndThatIsSaid() {
        ProbeReport report = probe(Zone.ofHost("other.example", "192.0.2.1"), request(), Scripts.WORKS);
        assertThat(report.attempts()).isEmpty();
        assertThat(report.targetFacts())
                .hasSize(2)
                .allMatch(fact -> fact.outcome().skippedFor(SkipReason.ADDRESS_UNKNOWN));
    }

    @Test
    void anAddressToWhichNoConnectionWasMadeIsLookedUpAllTheSame() {
        MemoryTransport memory = MemoryRoutes.memory(Script.parse(Scripts.WORKS));
        ProbeReport report = MemoryRoutes.probe(
                HOST.reverse("192.0.2.9", "mx.example"), memory, request().build(), "192.0.2.9:25");
        assertThat(of(report, Whose.SERVER).get(0).iprev()).contains(Iprev.PASS);
        assertThat(of(report, Whose.CLIENT).get(0).outcome().skippedFor(SkipReason.ADDRESS_UNKNOWN))
                .isTrue();
    }

    /** Inner addresses have names that tell of the inner network. */
    // README, Security: "With `reverseNames()` only addresses that the policy allows are looked up"
    @Test
    void anAddressThatThePolicyDeniesIsNotAskedFor() {
        Asked asked = new Asked(Zone.ofHost("mx.example", "10.1.2.3", "8.8.8.8").reverse("10.1.2.3", "secret.corp"));
        ProbeReport report = SmtpProbe.builder()
                .resolver(asked)
                .addressPolicy(AddressPolicy.publicInternet())
                .transport(new MemoryTransport(Delivery.WHOLE, null, Script.parse(Scripts.WORKS)))
                .build()
                .probe(request().build());
        assertThat(asked.questions()).containsExactly("mx.example", "8.8.8.8");
        assertThat(of(report, Whose.SERVER)).hasSize(2);
        assertThat(failure(of(report, Whose.SERVER).get(1))).isEqualTo(Reason.ADDRESS_DENIED);
        assertThat(report.asMap().toString()).doesNotContain("secret.corp");
    }

    @Test
    void aServerThatIsSilentToTheEndLeavesTimeForThem() {
        ProbeReport report = MemoryRoutes.probe(
                HOST.reverse("192.0.2.9", "mx.example"),
                MemoryRoutes.memory(Script.parse(Scripts.SILENT)),
                request().withoutSecondLook().build());
        assertThat(of(report, Whose.SERVER))
                .isNotEmpty()
                .allMatch(fact -> fact.outcome().succeeded());
    }

    @Test
    void whenTheTimeIsOverThatIsSaidOfEachLookUp() {
        MemoryTransport memory = MemoryRoutes.memory(Script.parse(Scripts.SILENT));
        ProbeReport report = SmtpProbe.builder()
                .resolver(HOST.reverse("192.0.2.9", "mx.example"))
                .transport(memory)
                .ticker(memory.ticker())
                .listener(new ProbeListener() {
                    @Override
                    public void observed(ProbeEvent.Observed event) {
                        memory.ticker().advance(Duration.ofSeconds(30));
                    }
                })
                .build()
                .probe(request().withoutSecondLook().build());
        assertThat(report.targetFacts(ReverseName.class)).isNotEmpty();
        assertThat(of(report, Whose.SERVER)).allMatch(fact -> fact.outcome().skippedFor(SkipReason.DEADLINE));
    }

    @Test
    void fiveOfAThousandNamesAreLookedUpAndTheOthersCounted() {
        String[] many =
                IntStream.range(0, 1_000).mapToObj(i -> "h" + i + ".example").toArray(String[]::new);
        Asked asked = new Asked(HOST.reverse("192.0.2.9", many));
        ReverseName fact = server(asked);
        assertThat(fact.iprev()).contains(Iprev.FAIL);
        assertThat(fact.names()).hasSize(5);
        assertThat(fact.unread()).isEqualTo(995);
        assertThat(asked.questions()).hasSize(1 + 1 + 5);
    }

    /** What is no name of a host is shown in harmless form and never asked for. */
    @Test
    void namesThatNoHostHasAreNotAskedFor() {
        Asked asked = new Asked(HOST.reverse(
                "192.0.2.9",
                "\u001B[2J\u202Emx.example",
                "a b.example",
                "192.0.2.9",
                "xn--0.example",
                "x".repeat(300)));
        ReverseName fact = server(asked);
        assertThat(fact.iprev()).contains(Iprev.FAIL);
        assertThat(asked.questions()).containsExactly("mx.example", "192.0.2.9");
        assertThat(fact.names()).hasSize(5);
        Invariants.holdsNothingInvisible(fact.toString() + fact.asMap());
    }

    @Test
    void eightAddressesOfAServerAreLookedUpAndTheOthersNamed() {
        Zone zone = Zone.ofExchangers(
                "a.example 192.0.2.1 192.0.2.2 192.0.2.3 192.0.2.4 192.0.2.5 192.0.2.6",
                "b.example" + " 192.0.2.11 192.0.2.12 192.0.2.13 192.0.2.14");
        ProbeReport report = probe(
                zone,
                ProbeRequest.toMxOf("example.com")
                        .coverage(Coverage.ALL)
                        .withoutSecondLook()
                        .reverseNames(),
                Scripts.WORKS);
        assertThat(of(report, Whose.SERVER)).hasSize(10);
        assertThat(of(report, Whose.SERVER).stream()
                        .filter(fact -> fact.outcome().skippedFor(SkipReason.TOO_MANY)))
                .hasSize(2);
    }

    /** Waits for ever where a reverse name is asked for, unless it is interrupted. */
    private record Hanging(MailResolver zone, Runnable before) implements MailResolver {
        @Override
        public Answer<Exchanger> exchangers(String domain, Deadline deadline) throws InterruptedException {
            return zone.exchangers(domain, deadline);
        }

        @Override
        public Answer<InetAddress> addresses(String host, AddressFamilies families, Deadline deadline)
                throws InterruptedException {
            return zone.addresses(host, families, deadline);
        }

        @Override
        public Answer<String> names(InetAddress address, Deadline deadline) throws InterruptedException {
            before.run();
            new CountDownLatch(1).await();
            throw new AssertionError("nobody counts down");
        }
    }

    @Test
    void aLookUpThatHangsEndsWithTheDeadline() {
        ProbeReport report =
                probe(new Hanging(HOST, () -> {}), request().deadline(Duration.ofSeconds(1)), Scripts.WORKS);
        assertThat(report.took()).isLessThan(Duration.ofSeconds(1).plus(Patience.AMPLE));
        assertThat(report.passed()).as(report.toString()).isTrue();
        assertThat(of(report, Whose.SERVER).get(0).iprev()).contains(Iprev.TEMPERROR);
    }

    @Test
    void aCancelDuringALookUpIsACancel() {
        AtomicReference<ProbeCall> call = new AtomicReference<>();
        // Somebody else's: one who cancels on the probing thread is awake, and is not interrupted.
        Runnable cancels = () -> new Thread(() -> call.get().cancel()).start();
        call.set(SmtpProbe.builder()
                .resolver(new Hanging(HOST, cancels))
                .transport(new MemoryTransport(Delivery.WHOLE, null, Script.parse(Scripts.WORKS)))
                .lookUp("acme.waits", context -> {
                    throw new AssertionError("is not asked any more");
                })
                .build()
                .call(request().build()));
        ProbeReport report = call.get().execute();
        Invariants.check(report);
        assertThat(report.targetFacts())
                .filteredOn(fact -> !fact.kind().startsWith("client-"))
                .hasSize(2)
                .allMatch(fact ->
                        fact.outcome() instanceof Outcome.Failed failed && failed.reason() == Reason.PROBE_CANCELLED);
    }

    @ParameterizedTest
    @EnumSource(Whose.class)
    void findingsAreHintsOnly(Whose whose) {
        ProbeReport report = probe(HOST, request(), Scripts.WORKS);
        assertThat(of(report, whose)).isNotEmpty();
        assertThat(report.findings()).noneMatch(each -> each.severity() == Severity.ERROR);
    }

    private static Reason failure(ReverseName fact) {
        return ((Outcome.Failed) fact.outcome()).reason();
    }
}
