/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.addresses;

import static io.github.smtpprobe.addresses.ReverseNameProbe.HOST;
import static io.github.smtpprobe.addresses.ReverseNameProbe.failure;
import static io.github.smtpprobe.addresses.ReverseNameProbe.of;
import static io.github.smtpprobe.addresses.ReverseNameProbe.probe;
import static io.github.smtpprobe.addresses.ReverseNameProbe.request;
import static io.github.smtpprobe.addresses.ReverseNameProbe.server;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.SmtpProbe;
import io.github.smtpprobe.fact.Reason;
import io.github.smtpprobe.fact.ReverseName;
import io.github.smtpprobe.fact.ReverseName.Iprev;
import io.github.smtpprobe.fact.ReverseName.Whose;
import io.github.smtpprobe.fact.SkipReason;
import io.github.smtpprobe.harness.Invariants;
import io.github.smtpprobe.harness.MemoryRoutes;
import io.github.smtpprobe.harness.Patience;
import io.github.smtpprobe.harness.Scripts;
import io.github.smtpprobe.harness.Zone;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.request.Coverage;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.request.TlsMode;
import io.github.smtpprobe.route.AddressPolicy;
import io.github.smtpprobe.testkit.Delivery;
import io.github.smtpprobe.testkit.MemoryTransport;
import io.github.smtpprobe.testkit.Script;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Which reverse names are asked for, which are not, and that the report says so. */
@Timeout(Patience.HANGING)
class AskedReverseNamesTest {
    // README, Security: "A question for a reverse name, unless you call `reverseNames()`: whoever runs the name servers
    // of an
    // address sees it."
    @Test
    void nobodyIsAskedUnlessTheCallerWantsIt() {
        ReverseNameProbe.Asked asked = new ReverseNameProbe.Asked(HOST.reverse("192.0.2.9", "mx.example"));
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
        ReverseNameProbe.Asked asked = new ReverseNameProbe.Asked(
                Zone.ofHost("mx.example", "10.1.2.3", "8.8.8.8").reverse("10.1.2.3", "secret.corp"));
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
    void fiveOfAThousandNamesAreLookedUpAndTheOthersCounted() {
        String[] many =
                IntStream.range(0, 1_000).mapToObj(i -> "h" + i + ".example").toArray(String[]::new);
        ReverseNameProbe.Asked asked = new ReverseNameProbe.Asked(HOST.reverse("192.0.2.9", many));
        ReverseName fact = server(asked);
        assertThat(fact.iprev()).contains(Iprev.FAIL);
        assertThat(fact.names()).hasSize(5);
        assertThat(fact.unread()).isEqualTo(995);
        assertThat(asked.questions()).hasSize(1 + 1 + 5);
    }

    /** What is no name of a host is shown in harmless form and never asked for. */
    @Test
    void namesThatNoHostHasAreNotAskedFor() {
        ReverseNameProbe.Asked asked = new ReverseNameProbe.Asked(HOST.reverse(
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
}
