/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.addresses;

import static io.github.smtpprobe.addresses.ReverseNameProbe.HOST;
import static io.github.smtpprobe.addresses.ReverseNameProbe.failure;
import static io.github.smtpprobe.addresses.ReverseNameProbe.of;
import static io.github.smtpprobe.addresses.ReverseNameProbe.probe;
import static io.github.smtpprobe.addresses.ReverseNameProbe.request;
import static io.github.smtpprobe.addresses.ReverseNameProbe.server;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.fact.Reason;
import io.github.smtpprobe.fact.ReverseName;
import io.github.smtpprobe.fact.ReverseName.Iprev;
import io.github.smtpprobe.fact.ReverseName.Whose;
import io.github.smtpprobe.fact.SkipReason;
import io.github.smtpprobe.harness.OlderResolver;
import io.github.smtpprobe.harness.Patience;
import io.github.smtpprobe.harness.Scripts;
import io.github.smtpprobe.harness.Zone;
import io.github.smtpprobe.render.HtmlReport;
import io.github.smtpprobe.render.TextReport;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.report.Severity;
import io.github.smtpprobe.route.MailResolver.Status;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Reverse names of the server's addresses (RFC 8601 §2.7.3): each result, and how the report shows it. */
@Timeout(Patience.HANGING)
class ReverseNameTest {
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

    @ParameterizedTest
    @EnumSource(Whose.class)
    void findingsAreHintsOnly(Whose whose) {
        ProbeReport report = probe(HOST, request(), Scripts.WORKS);
        assertThat(of(report, whose)).isNotEmpty();
        assertThat(report.findings()).noneMatch(each -> each.severity() == Severity.ERROR);
    }
}
