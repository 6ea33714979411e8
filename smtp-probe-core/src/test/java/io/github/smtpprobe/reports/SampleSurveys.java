/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.reports;

import static io.github.smtpprobe.reports.SurveyedHosts.KEY_1;
import static io.github.smtpprobe.reports.SurveyedHosts.KEY_2;
import static io.github.smtpprobe.reports.SurveyedHosts.NOW;
import static io.github.smtpprobe.reports.SurveyedHosts.alias;
import static io.github.smtpprobe.reports.SurveyedHosts.answer;
import static io.github.smtpprobe.reports.SurveyedHosts.at;
import static io.github.smtpprobe.reports.SurveyedHosts.exchanger;
import static io.github.smtpprobe.reports.SurveyedHosts.mx;
import static io.github.smtpprobe.reports.SurveyedHosts.tlsa;
import static io.github.smtpprobe.reports.SurveyedHosts.txt;
import static io.github.smtpprobe.reports.SurveyedHosts.unoffered;
import static io.github.smtpprobe.reports.SurveyedHosts.works;

import io.github.smtpprobe.fact.Outcome;
import io.github.smtpprobe.fact.ReverseName;
import io.github.smtpprobe.mtasts.PolicyFetch;
import io.github.smtpprobe.mtasts.ReportingRecord;
import io.github.smtpprobe.mtasts.StsPolicy;
import io.github.smtpprobe.mtasts.StsRecord;
import io.github.smtpprobe.names.AddressLiteral;
import io.github.smtpprobe.records.DnsAnswer;
import io.github.smtpprobe.records.RecordType;
import io.github.smtpprobe.records.RootValidation;
import io.github.smtpprobe.records.Security;
import io.github.smtpprobe.records.Trouble;
import io.github.smtpprobe.report.Actor;
import io.github.smtpprobe.report.Finding;
import io.github.smtpprobe.report.Severity;
import io.github.smtpprobe.survey.DomainFacts;
import io.github.smtpprobe.survey.DomainReport;
import io.github.smtpprobe.survey.DomainSurvey;
import io.github.smtpprobe.survey.MtaStsFacts;
import io.github.smtpprobe.survey.ServerHandshake.Offer;
import io.github.smtpprobe.survey.Snippet;
import io.github.smtpprobe.survey.SurveyedAddress;
import io.github.smtpprobe.survey.SurveyedExchanger;
import io.github.smtpprobe.survey.TlsRptFacts;
import io.github.smtpprobe.survey.UpcomingChange;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Reports of surveys, made by hand: what they say is known before anything shows them. */
public final class SampleSurveys {
    private static final String DOMAIN = "example.com";
    private static final String POLICY =
            "version: STSv1\r\nmode: enforce\r\nmx: mx1.example.com\r\nmax_age: 604800\r\n";

    private SampleSurveys() {}

    /** {@return each by its name} */
    public static Map<String, Supplier<DomainReport>> all() {
        Map<String, Supplier<DomainReport>> all = new LinkedHashMap<>();
        all.put("good", SampleSurveys::good);
        all.put("mismatch", SampleSurveys::mismatch);
        all.put("unsigned", SampleSurveys::unsigned);
        all.put("null-mx", SampleSurveys::nullMx);
        all.put("not-known", SampleSurveys::notKnown);
        return all;
    }

    public static DomainSurvey survey() {
        return DomainSurvey.of(DOMAIN).build();
    }

    public static DomainFacts.Builder facts(DnsAnswer mx, SurveyedExchanger... exchangers) {
        return DomainFacts.builder(survey(), mx)
                .during(NOW, Duration.ofMillis(1234))
                .rootValidation(RootValidation.of(RootValidation.State.SOUND, ""))
                .exchangers(List.of(exchangers));
    }

    public static DnsAnswer twoExchangers() {
        return answer(DOMAIN, RecordType.MX, Security.SECURE)
                .records(List.of(mx(DOMAIN, 10, "mx1.example.com"), mx(DOMAIN, 20, "mx2.example.com")))
                .build();
    }

    public static TlsRptFacts reports() {
        DnsAnswer answer = answer("_smtp._tls.example.com", RecordType.TXT, Security.SECURE)
                .records(List.of(txt("_smtp._tls.example.com", "v=TLSRPTv1; rua=mailto:tls@example.com")))
                .build();
        return TlsRptFacts.of(
                answer,
                Optional.of(ReportingRecord.of(
                        List.of(List.of("v=TLSRPTv1; rua=mailto:tls@example.com".getBytes(StandardCharsets.UTF_8))))));
    }

    public static MtaStsFacts policy(Security security, String text) {
        String record = "v=STSv1; id=20261101;";
        DnsAnswer answer = answer("_mta-sts.example.com", RecordType.TXT, security)
                .records(List.of(txt("_mta-sts.example.com", record)))
                .build();
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        PolicyFetch fetch = PolicyFetch.builder("mta-sts.example.com", PolicyFetch.Outcome.FETCHED)
                .address(AddressLiteral.parse("192.0.2.80"))
                .status(200)
                .contentType("text/plain")
                .body(body)
                .took(Duration.ofMillis(31))
                .build();
        return MtaStsFacts.of(
                        answer, Optional.of(StsRecord.of(List.of(List.of(record.getBytes(StandardCharsets.UTF_8))))))
                .withPolicy(List.of(), Optional.of(fetch), Optional.of(StsPolicy.parse(body)));
    }

    private static List<DnsAnswer> lookUps(DnsAnswer mx, SurveyedExchanger... exchangers) {
        List<DnsAnswer> all = new ArrayList<>(List.of(mx));
        for (SurveyedExchanger each : exchangers) {
            all.addAll(each.addressAnswers());
            all.addAll(each.tlsaAnswers());
        }
        return all;
    }

    /** One exchanger, DANE and MTA-STS in force, and nothing wrong. */
    public static DomainReport good() {
        DnsAnswer mx = answer(DOMAIN, RecordType.MX, Security.SECURE)
                .records(List.of(mx(DOMAIN, 10, "mx1.example.com")))
                .build();
        SurveyedExchanger only = exchanger("mx1.example.com", 10, Security.SECURE, "192.0.2.1")
                .tlsa("mx1.example.com", List.of(tlsa("mx1.example.com", KEY_1, KEY_2)))
                .addresses(List.of(at("192.0.2.1", works(Offer.ANY, "mx1.example.com", "192.0.2.1", 1, KEY_1, KEY_2))))
                .build();
        DomainFacts facts = facts(mx, only)
                .mtaSts(policy(Security.SECURE, POLICY))
                .tlsRpt(reports())
                .targetFacts(List.of(ReverseName.builder(ReverseName.Whose.SERVER, Outcome.done())
                        .address(AddressLiteral.parse("192.0.2.1"))
                        .names(List.of("mx1.example.com"), 0)
                        .confirmed(List.of("mx1.example.com"))
                        .iprev(ReverseName.Iprev.PASS)
                        .build()))
                .lookUps(lookUps(mx, only), 12)
                .build();
        return DomainReport.of(
                facts,
                LetteredOutlook.of("2", "A TLSA record matches.", List.of("mx1.example.com"), "V V", "V V", "V V"),
                List.of(),
                List.of(UpcomingChange.of(
                        UpcomingChange.Kind.SIGNATURE,
                        DOMAIN,
                        Optional.of(Instant.parse("2026-12-14T00:00:00Z")),
                        false,
                        "The signatures of the zone run out, and are renewed before as in the past.")),
                List.of(Snippet.of(
                        Snippet.Kind.TLSA_ROLLOVER,
                        "For the next change of keys at mx1.example.com: publish both, wait for twice the TTL, then change the key.",
                        "_25._tcp.mx1.example.com. 3600 IN TLSA " + KEY_1 + "\n_25._tcp.mx1.example.com. 3600 IN TLSA "
                                + KEY_2)));
    }

    /** The second of two exchangers has a new key, and its record is the old one's. */
    public static DomainReport mismatch() {
        SurveyedExchanger first = exchanger("mx1.example.com", 10, Security.SECURE, "192.0.2.1")
                .tlsa("mx1.example.com", List.of(tlsa("mx1.example.com", KEY_1)))
                .addresses(List.of(at("192.0.2.1", works(Offer.ANY, "mx1.example.com", "192.0.2.1", 1, KEY_1))))
                .build();
        SurveyedExchanger second = exchanger("mx2.example.com", 20, Security.SECURE, "192.0.2.2")
                .tlsa("mx2.example.com", List.of(tlsa("mx2.example.com", KEY_1, "1 1 1 " + "00".repeat(32))))
                .addresses(List.of(
                        at(
                                "192.0.2.2",
                                works(Offer.ANY, "mx2.example.com", "192.0.2.2", 2, KEY_1, "1 1 1 " + "00".repeat(32)),
                                works(
                                        Offer.NO_NAME,
                                        "mx2.example.com",
                                        "192.0.2.2",
                                        1,
                                        KEY_1,
                                        "1 1 1 " + "00".repeat(32))),
                        at("2001:db8::2", unoffered("mx2.example.com", "2001:db8::2")),
                        SurveyedAddress.omitted(AddressLiteral.parse("192.0.2.3"), SurveyedAddress.Omission.COVERAGE)))
                .build();
        DomainFacts facts = facts(twoExchangers(), first, second)
                .lookUps(lookUps(twoExchangers(), first, second), 21)
                .build();
        return DomainReport.of(
                facts,
                LetteredOutlook.of(
                        "4",
                        "There are usable TLSA records at mx2.example.com, and none matches.",
                        List.of("mx1.example.com", "mx2.example.com"),
                        "T T T",
                        "Q/V V Q",
                        "Q/V V Q"),
                List.of(
                        Finding.builder("tlsa.mismatch")
                                .severity(Severity.ERROR)
                                .actor(Actor.DNS_OWNER)
                                .summary("No TLSA record of mx2.example.com matches its certificate.")
                                .explanation("Senders that know DANE do not deliver to it.")
                                .remedy(
                                        "Publish the record for the current key, which stands under \u201CTo paste\u201D.")
                                .reference("RFC 7672 §3.1.1")
                                .build(),
                        Finding.builder("rpt.none")
                                .severity(Severity.WARNING)
                                .actor(Actor.DNS_OWNER)
                                .summary("Nobody is told where mail fails.")
                                .remedy("Publish a TXT record at _smtp._tls.example.com.")
                                .reference("RFC 8460 §3")
                                .build(),
                        Finding.builder("mx.uneven")
                                .severity(Severity.WARNING)
                                .summary("The exchangers differ.")
                                .consequenceOf("tlsa.mismatch")
                                .build()),
                List.of(UpcomingChange.of(
                        UpcomingChange.Kind.KEY,
                        "mx1.example.com",
                        Optional.empty(),
                        true,
                        "There is no record for the next key, so that mail waits from the change on.")),
                List.of(Snippet.of(
                        Snippet.Kind.TLSA_NOW,
                        "For the zone of mx2.example.com, instead of the present record.",
                        "_25._tcp.mx2.example.com. 3600 IN TLSA " + KEY_2)));
    }

    /** Nothing is signed, the host is an alias, and MTA-STS is in force, with a slip in its file. */
    public static DomainReport unsigned() {
        DnsAnswer mx = answer(DOMAIN, RecordType.MX, Security.INSECURE)
                .records(List.of(mx(DOMAIN, 10, "mx1.example.com")))
                .build();
        DnsAnswer address = SurveyedHosts.addresses("mx1.example.com", Security.INSECURE, "192.0.2.1").toBuilder()
                .aliases(List.of(
                        alias("mx1.example.com", "mail.example.net", Security.SECURE),
                        alias("mail.example.net", "host.example.org", Security.INSECURE)
                                .fromDname()))
                .finalName("host.example.org")
                .resolverSaysSecure(true)
                .build();
        SurveyedExchanger only = SurveyedExchanger.builder("mx1.example.com")
                .preference(10)
                .addressAnswers(List.of(address))
                .addresses(List.of(at("192.0.2.1", works(Offer.ANY, "mx1.example.com", "192.0.2.1", 1))))
                .build();
        DomainFacts facts = facts(mx, only)
                .mtaSts(policy(Security.INSECURE, POLICY + "Mode: testing\n"))
                .lookUps(lookUps(mx, only), 7)
                .build();
        return DomainReport.of(
                facts,
                LetteredOutlook.of(
                        "11", "The exchanger keeps the policy.", List.of("mx1.example.com"), "V V", "T T", "V V"),
                List.of(Finding.builder("mx.alias")
                        .severity(Severity.WARNING)
                        .actor(Actor.DNS_OWNER)
                        .summary("mx1.example.com is an alias.")
                        .remedy("Give it addresses of its own.")
                        .reference("RFC 2181 §10.3")
                        .build()),
                List.of(),
                List.of(Snippet.of(
                        Snippet.Kind.STS_POLICY,
                        "For https://mta-sts.example.com/.well-known/mta-sts.txt, for the present exchangers.",
                        POLICY)));
    }

    /** The domain takes no mail. */
    public static DomainReport nullMx() {
        DnsAnswer mx = answer(DOMAIN, RecordType.MX, Security.SECURE)
                .records(List.of(mx(DOMAIN, 0, ".")))
                .build();
        return DomainReport.of(
                facts(mx).lookUps(List.of(mx), 3).build(),
                LetteredOutlook.of("16", "The domain takes no mail.", List.of(), "B", "B", "B"),
                List.of(Finding.builder("mx.null")
                        .severity(Severity.INFO)
                        .summary("example.com takes no mail.")
                        .reference("RFC 7505 §3")
                        .build()),
                List.of(),
                List.of());
    }

    /** The resolver here hands on no signatures, so that nothing is known of those who want them. */
    public static DomainReport notKnown() {
        DnsAnswer mx = DnsAnswer.to(
                        new io.github.smtpprobe.records.Question(DOMAIN, RecordType.MX), Security.NOT_TESTED)
                .trouble(Trouble.STRIPPED)
                .build();
        DomainFacts facts = DomainFacts.builder(
                        DomainSurvey.of(DOMAIN)
                                .without(io.github.smtpprobe.survey.Aspect.PROBES)
                                .build(),
                        mx)
                .during(NOW, Duration.ofMillis(80))
                .rootValidation(RootValidation.of(RootValidation.State.STRIPPED, "DNSKEY without RRSIG")
                        .withMissingKeys(List.of(38696)))
                .lookUps(List.of(mx), 2)
                .build();
        return DomainReport.of(
                facts,
                LetteredOutlook.of("", "Something that decides was not tested.", List.of(), "?", "?", "?"),
                List.of(Finding.builder("dns.resolver-stripped")
                        .severity(Severity.ERROR)
                        .actor(Actor.YOU)
                        .summary("The resolver of this machine leaves out signatures.")
                        .remedy("Ask another resolver.")
                        .build()),
                List.of(),
                List.of());
    }
}
