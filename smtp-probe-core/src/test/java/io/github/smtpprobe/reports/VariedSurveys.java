/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.reports;

import io.github.smtpprobe.fact.Outcome;
import io.github.smtpprobe.fact.TargetFact;
import io.github.smtpprobe.mtasts.PolicyFetch;
import io.github.smtpprobe.mtasts.ReportingRecord;
import io.github.smtpprobe.mtasts.StsPolicy;
import io.github.smtpprobe.mtasts.StsRecord;
import io.github.smtpprobe.names.AddressLiteral;
import io.github.smtpprobe.outlook.Outlook;
import io.github.smtpprobe.outlook.Prospect;
import io.github.smtpprobe.records.Alias;
import io.github.smtpprobe.records.DnsAnswer;
import io.github.smtpprobe.records.DnsRecord;
import io.github.smtpprobe.records.DnsResult;
import io.github.smtpprobe.records.Question;
import io.github.smtpprobe.records.RecordType;
import io.github.smtpprobe.records.RootValidation;
import io.github.smtpprobe.records.Security;
import io.github.smtpprobe.records.Trouble;
import io.github.smtpprobe.records.ZoneSigning;
import io.github.smtpprobe.report.Actor;
import io.github.smtpprobe.report.Finding;
import io.github.smtpprobe.report.Severity;
import io.github.smtpprobe.survey.Aspect;
import io.github.smtpprobe.survey.DomainFacts;
import io.github.smtpprobe.survey.DomainReport;
import io.github.smtpprobe.survey.DomainSurvey;
import io.github.smtpprobe.survey.MtaStsFacts;
import io.github.smtpprobe.survey.ServerHandshake;
import io.github.smtpprobe.survey.Snippet;
import io.github.smtpprobe.survey.SurveyedAddress;
import io.github.smtpprobe.survey.SurveyedExchanger;
import io.github.smtpprobe.survey.TlsRptFacts;
import io.github.smtpprobe.survey.UpcomingChange;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;

/** Reports of surveys by a seed, with states of all kinds and strings of strangers of the worst kind. */
final class VariedSurveys {
    static final String NEEDLE = "<script>alert(1)</script>&'\"";

    private static final List<String> NASTY = List.of(
            NEEDLE,
            "\u202Egnp.exe\u2066\u200F",
            "\u001B[31mred\u0007\0",
            "a\r\nb\tc\u2028d",
            "\uD800half",
            "\uDB40\uDC41\u00AD\uFEFF",
            "\u6F22\u5B57".repeat(40),
            "x".repeat(300),
            "several words that say what is so ".repeat(12),
            "e\u0301\u0301\u0301",
            "",
            " ");

    private final Random random;

    private VariedSurveys(long seed) {
        random = new Random(seed);
    }

    static DomainReport of(long seed) {
        return new VariedSurveys(seed).report();
    }

    private <T> T one(T[] all) {
        return all[random.nextInt(all.length)];
    }

    private String nasty() {
        return NASTY.get(random.nextInt(NASTY.size()));
    }

    private String name() {
        return random.nextInt(3) == 0
                ? nasty() + "."
                : ("l".repeat(1 + random.nextInt(60)) + ".").repeat(1 + random.nextInt(4)) + "example";
    }

    private <T> List<T> some(int most, Supplier<T> each) {
        List<T> all = new ArrayList<>();
        int count = random.nextInt(most + 1);
        for (int i = 0; i < count; i++) {
            all.add(each.get());
        }
        return all;
    }

    private <T> Optional<T> perhaps(Supplier<T> each) {
        return random.nextInt(4) == 0 ? Optional.empty() : Optional.of(each.get());
    }

    private byte[] octets(int most) {
        byte[] octets = new byte[random.nextInt(most)];
        random.nextBytes(octets);
        return octets;
    }

    private DnsAnswer answer(RecordType type) {
        Security state = one(Security.values());
        DnsAnswer.Builder answer = DnsAnswer.to(new Question(name(), type), state)
                .took(Duration.ofMillis(random.nextInt(3000)))
                .queries(random.nextInt(40))
                .aliases(some(4, () -> {
                    Alias alias = Alias.of(
                            name(), name(), one(Security.values()), Duration.ofSeconds(random.nextInt() & 0xFFFF));
                    return random.nextBoolean() ? alias : alias.fromDname();
                }))
                .detail(nasty());
        if (random.nextBoolean()) {
            answer.trouble(one(Trouble.values())).resolverSaysSecure(random.nextBoolean());
        }
        if (random.nextBoolean()) {
            answer.ttl(Duration.ofSeconds(300))
                    .server("192.0.2.53:53")
                    .zone("example")
                    .signedUntil(SurveyedHosts.NOW)
                    .signedFrom(SurveyedHosts.NOW)
                    .asked(SurveyedHosts.NOW)
                    .algorithms(List.of(8, 13))
                    .digests(List.of(2))
                    .nsec3Iterations(1)
                    .zones(List.of(
                            ZoneSigning.of("").withAlgorithms(List.of(8)),
                            ZoneSigning.of("example")
                                    .withAlgorithms(List.of(13))
                                    .withDigests(List.of(2))
                                    .withNsec3Iterations(1)
                                    .withSigned(SurveyedHosts.NOW, SurveyedHosts.NOW)));
        }
        if (!state.learned()) {
            return answer.build();
        }
        return random.nextBoolean()
                ? answer.records(some(30, () -> DnsRecord.of(name(), type, Duration.ZERO, octets(300))))
                        .build()
                : answer.result(DnsResult.NO_NAME).build();
    }

    private SurveyedAddress address() {
        InetAddress address = AddressLiteral.parse(random.nextBoolean() ? "192.0.2.7" : "2001:db8::7:7:7:7");
        if (random.nextInt(3) == 0) {
            return SurveyedAddress.omitted(address, one(SurveyedAddress.Omission.values()));
        }
        return SurveyedAddress.seen(address, some(3, this::handshake));
    }

    private ServerHandshake handshake() {
        return switch (random.nextInt(3)) {
            case 0 -> SurveyedHosts.unoffered(name(), "192.0.2.7");
            case 1 -> SurveyedHosts.silent(name(), "192.0.2.7", nasty());
            default ->
                SurveyedHosts.works(
                        one(ServerHandshake.Offer.values()),
                        "mx1.example.com",
                        "192.0.2.7",
                        1 + random.nextInt(2),
                        some(
                                        4,
                                        () -> one(new String[] {
                                            SurveyedHosts.KEY_1,
                                            SurveyedHosts.KEY_2,
                                            "0 0 1 00",
                                            "2 1 2 " + "0f".repeat(64),
                                            "3 1 1 00"
                                        }))
                                .toArray(new String[0]));
        };
    }

    private SurveyedExchanger exchanger() {
        SurveyedExchanger.Builder exchanger = SurveyedExchanger.builder(name())
                .preference(random.nextInt(65536))
                .implicit(random.nextBoolean())
                .addressAnswers(some(2, () -> answer(RecordType.A)))
                .misplaced(some(1, () -> answer(RecordType.TLSA)))
                .addresses(some(5, this::address));
        if (random.nextBoolean()) {
            exchanger.aliasAnswer(answer(RecordType.CNAME)).tlsa(name(), List.of(answer(RecordType.TLSA)));
        }
        return exchanger.build();
    }

    private MtaStsFacts mtaSts() {
        byte[] body = random.nextBoolean()
                ? octets(2000)
                : ("version: STSv1\nmode: enforce\nMode: x\n" + nasty() + "\nmx: *.example\nmax_age: 86400\n")
                        .getBytes(StandardCharsets.UTF_8);
        PolicyFetch.Builder fetch = PolicyFetch.builder("mta-sts." + name(), one(PolicyFetch.Outcome.values()))
                .detail(nasty())
                .contentType(nasty())
                .location(nasty())
                .contentEncoding(nasty())
                .silent(List.of(AddressLiteral.parse("192.0.2.9")))
                .others(List.of(PolicyFetch.builder("mta-sts.example.com", PolicyFetch.Outcome.STATUS)
                        .status(404)
                        .build()))
                .status(200 + random.nextInt(400))
                .body(body)
                .took(Duration.ofMillis(random.nextInt(99)));
        MtaStsFacts facts = MtaStsFacts.of(
                        answer(RecordType.TXT),
                        perhaps(() -> StsRecord.of(List.of(
                                List.of(octets(200)),
                                List.of(("v=STSv1; id=" + nasty()).getBytes(StandardCharsets.UTF_8))))))
                .withPolicy(
                        some(2, () -> answer(RecordType.A)),
                        perhaps(fetch::build),
                        perhaps(() -> StsPolicy.parse(body)));
        return random.nextBoolean() ? facts : facts.withParent(answer(RecordType.TXT));
    }

    private Outlook outlook(List<SurveyedExchanger> exchangers) {
        List<Object> senders = new ArrayList<>();
        int count = random.nextInt(7);
        for (int i = 0; i < count; i++) {
            List<Object> hosts = new ArrayList<>();
            exchangers.forEach(each -> hosts.add(Map.of("host", each.host() + "!", "forecast", forecast())));
            senders.add(Map.of("sender", "acme.s" + i, "name", nasty() + "!", "domain", forecast(), "hosts", hosts));
        }
        return Outlook.fromMap(Map.of("senders", senders));
    }

    private Map<String, Object> forecast() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("prospect", one(Prospect.values()).token());
        map.put("better", one(Prospect.values()).token());
        map.put("why", nasty() + "!");
        map.put("condition", "tlsa-mismatch");
        if (random.nextBoolean()) {
            map.put("row", 1 + random.nextInt(17));
            map.put("source", nasty());
            map.put("read", "2026-11");
        }
        return map;
    }

    private Finding finding() {
        Finding.Builder finding = Finding.builder("tlsa.sample-" + random.nextInt(9))
                .severity(one(Severity.values()))
                .actor(one(Actor.values()))
                .summary(nasty() + "!")
                .explanation(nasty())
                .remedy(nasty())
                .reference(random.nextBoolean() ? "RFC 7672 §2.2" : nasty());
        return random.nextInt(3) == 0 ? finding.consequenceOf("tlsa.sample-1").build() : finding.build();
    }

    private DomainReport report() {
        DomainSurvey.Builder survey = DomainSurvey.of("xn--mnchen-3ya.example");
        for (Aspect each : Aspect.values()) {
            if (each != Aspect.DNSSEC && random.nextInt(4) == 0) {
                survey.without(each);
            }
        }
        List<SurveyedExchanger> exchangers = some(random.nextInt(5) == 0 ? 30 : 3, this::exchanger);
        DomainFacts.Builder facts = DomainFacts.builder(survey.build(), answer(RecordType.MX))
                .during(SurveyedHosts.NOW, Duration.ofMillis(random.nextInt(5000)))
                .cancelled(random.nextBoolean())
                .exchangers(exchangers)
                .targetFacts(some(
                        3,
                        () -> TargetFact.builder("acme.sample", nasty() + "!", Outcome.done())
                                .description(nasty())
                                .value("a", nasty() + "!", List.of(nasty(), nasty()))
                                .build()))
                .lookUps(
                        some(8, () -> answer(one(new RecordType[] {RecordType.MX, RecordType.TLSA, RecordType.TXT}))),
                        7)
                .differing(some(2, () -> answer(RecordType.MX)));
        perhaps(() -> RootValidation.of(one(RootValidation.State.values()), nasty())
                        .withMissingKeys(List.of(1, 2)))
                .ifPresent(facts::rootValidation);
        perhaps(this::mtaSts).ifPresent(facts::mtaSts);
        perhaps(() -> TlsRptFacts.of(
                        answer(RecordType.TXT),
                        perhaps(() -> ReportingRecord.of(
                                List.of(List.of(("v=TLSRPTv1; rua=mailto:a@b.example,https:" + nasty())
                                        .getBytes(StandardCharsets.UTF_8)))))))
                .ifPresent(facts::tlsRpt);
        return DomainReport.of(
                facts.build(),
                outlook(exchangers),
                some(6, this::finding),
                some(
                        4,
                        () -> UpcomingChange.of(
                                one(UpcomingChange.Kind.values()),
                                nasty(),
                                perhaps(() -> SurveyedHosts.NOW),
                                random.nextBoolean(),
                                nasty())),
                some(4, this::snippet));
    }

    private Snippet snippet() {
        Snippet.Kind kind = one(Snippet.Kind.values());
        String text = kind == Snippet.Kind.STS_POLICY
                ? "version: STSv1\r\nmx: " + name().replace(" ", "") + "\r\n"
                : "_25._tcp." + name().replace(" ", "") + " 3600 IN TLSA 3 1 2 " + "0f".repeat(64) + "\n; " + nasty()
                        + "\n";
        return Snippet.of(kind, nasty(), text);
    }
}
