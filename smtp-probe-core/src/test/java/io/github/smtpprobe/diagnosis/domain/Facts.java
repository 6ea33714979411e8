/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis.domain;

import io.github.smtpprobe.fact.Outcome;
import io.github.smtpprobe.fact.Reason;
import io.github.smtpprobe.fact.ReverseName;
import io.github.smtpprobe.fact.ReverseName.Iprev;
import io.github.smtpprobe.fact.ReverseName.Whose;
import io.github.smtpprobe.fact.TargetFact;
import io.github.smtpprobe.mtasts.PolicyFetch;
import io.github.smtpprobe.mtasts.ReportingRecord;
import io.github.smtpprobe.mtasts.StsPolicy;
import io.github.smtpprobe.mtasts.StsRecord;
import io.github.smtpprobe.names.AddressLiteral;
import io.github.smtpprobe.records.DnsAnswer;
import io.github.smtpprobe.records.DnsRecord;
import io.github.smtpprobe.records.DnsResult;
import io.github.smtpprobe.records.Question;
import io.github.smtpprobe.records.RecordType;
import io.github.smtpprobe.records.RootValidation;
import io.github.smtpprobe.records.Security;
import io.github.smtpprobe.records.Trouble;
import io.github.smtpprobe.survey.Aspect;
import io.github.smtpprobe.survey.DomainFacts;
import io.github.smtpprobe.survey.DomainSurvey;
import io.github.smtpprobe.survey.EarlierSurvey;
import io.github.smtpprobe.survey.MtaStsFacts;
import io.github.smtpprobe.survey.SurveyedExchanger;
import io.github.smtpprobe.survey.TlsRptFacts;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Facts of a survey of example.com in a notation: what is not said is as in a domain without faults and without policies.
 *
 * <pre>{@code
 * Facts.signed("10 mx.example.com").host(Host.signed("mx.example.com").at("8.8.8.1", Shows.now(K1)).tlsa(311, K1)).build();
 * }</pre>
 */
final class Facts {
    /** When the survey is: in this hour, since the certificates that servers show are made now. */
    static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.HOURS);

    static final String DOMAIN = "example.com";
    static final String MX = "mx.example.com";

    private DomainSurvey.Builder survey = DomainSurvey.of(DOMAIN);
    private DnsAnswer mx;
    private Optional<RootValidation> rootValidation = Optional.of(RootValidation.of(RootValidation.State.SOUND, ""));
    private final List<SurveyedExchanger> hosts = new ArrayList<>();
    private Optional<MtaStsFacts> sts = Optional.empty();
    private Optional<TlsRptFacts> rpt = Optional.empty();
    private final List<TargetFact> reverse = new ArrayList<>();
    private List<DnsAnswer> differing = List.of();

    private Facts(DnsAnswer mx) {
        this.mx = mx;
    }

    /** A signed domain with these MX records, such as {@code 10 mx.example.com}. */
    static Facts signed(String... records) {
        return new Facts(mx(Security.SECURE, records));
    }

    /** A domain that is not signed. */
    static Facts unsigned(String... records) {
        return new Facts(mx(Security.INSECURE, records));
    }

    /** A domain whose MX look-up came to nothing. */
    static Facts mx(Security security, Trouble trouble) {
        return new Facts(DnsAnswer.to(new Question(DOMAIN, RecordType.MX), security)
                .trouble(trouble)
                .build());
    }

    static Facts mx(DnsAnswer answer) {
        return new Facts(answer);
    }

    private static DnsAnswer mx(Security security, String... records) {
        return Dns.answer(DOMAIN, RecordType.MX, security, List.of(records));
    }

    Facts alter(UnaryOperator<DnsAnswer.Builder> change) {
        mx = change.apply(mx.toBuilder()).build();
        return this;
    }

    Facts rootValidation(RootValidation.State state) {
        rootValidation = Optional.of(RootValidation.of(state, "detail of it"));
        return this;
    }

    Facts rootValidation(Optional<RootValidation> other) {
        rootValidation = other;
        return this;
    }

    Facts host(Host host) {
        hosts.add(host.build());
        return this;
    }

    Facts without(Aspect... aspects) {
        survey = survey.without(aspects);
        return this;
    }

    Facts differing(DnsAnswer... answers) {
        differing = List.of(answers);
        return this;
    }

    /** TXT records at {@code _mta-sts}. */
    Facts sts(String... texts) {
        DnsAnswer answer = Dns.answer("_mta-sts." + DOMAIN, RecordType.TXT, Security.SECURE, List.of(texts));
        sts = Optional.of(MtaStsFacts.of(answer, Optional.of(StsRecord.of(Dns.strings(answer)))));
        return this;
    }

    Facts stsTrouble(Security security, Trouble trouble) {
        DnsAnswer answer = DnsAnswer.to(new Question("_mta-sts." + DOMAIN, RecordType.TXT), security)
                .trouble(trouble)
                .build();
        sts = Optional.of(MtaStsFacts.of(answer, Optional.empty()));
        return this;
    }

    Facts parent(String... texts) {
        sts = sts.map(
                each -> each.withParent(Dns.answer("_mta-sts.com", RecordType.TXT, Security.SECURE, List.of(texts))));
        return this;
    }

    /** A policy that was fetched as text/plain. */
    Facts policy(String... lines) {
        return fetched("text/plain", lines);
    }

    Facts fetched(String type, String... lines) {
        byte[] body = (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
        return fetch(
                PolicyFetch.Outcome.FETCHED,
                each -> each.status(200).contentType(type).body(body),
                body);
    }

    Facts fetch(PolicyFetch.Outcome outcome, UnaryOperator<PolicyFetch.Builder> change) {
        return fetch(outcome, change, new byte[0]);
    }

    Facts fetch(PolicyFetch.Outcome outcome, UnaryOperator<PolicyFetch.Builder> change, byte[] body) {
        PolicyFetch fetch =
                change.apply(PolicyFetch.builder("mta-sts." + DOMAIN, outcome)).build();
        sts = sts.map(each -> each.withPolicy(
                List.of(Dns.answer("mta-sts." + DOMAIN, RecordType.A, Security.SECURE, List.of("8.8.8.80"))),
                Optional.of(fetch),
                outcome == PolicyFetch.Outcome.FETCHED ? Optional.of(StsPolicy.parse(body)) : Optional.empty()));
        return this;
    }

    /** The policy host is not to be found. */
    Facts policyHost(DnsAnswer... answers) {
        sts = sts.map(each -> each.withPolicy(List.of(answers), Optional.empty(), Optional.empty()));
        return this;
    }

    /** The policy host has these addresses, whatever came of the fetch. */
    Facts policyHostAt(String... addresses) {
        String name = "mta-sts." + DOMAIN;
        List<String> fourth =
                Arrays.stream(addresses).filter(each -> each.indexOf(':') < 0).toList();
        List<String> sixth =
                Arrays.stream(addresses).filter(each -> each.indexOf(':') >= 0).toList();
        List<DnsAnswer> answers = List.of(
                fourth.isEmpty()
                        ? Dns.none(name, RecordType.A, Security.SECURE, DnsResult.NO_RECORDS)
                        : Dns.answer(name, RecordType.A, Security.SECURE, fourth),
                Dns.answer(name, RecordType.AAAA, Security.SECURE, sixth));
        sts = sts.map(each -> each.withPolicy(answers, each.fetch(), each.policy()));
        return this;
    }

    /** An enforced policy with these mx, announced. */
    Facts enforce(String... patterns) {
        List<String> lines = new ArrayList<>(List.of("version: STSv1", "mode: enforce", "max_age: 604800"));
        for (String each : patterns) {
            lines.add("mx: " + each);
        }
        return sts("v=STSv1; id=1;").policy(lines.toArray(String[]::new));
    }

    /** TXT records at {@code _smtp._tls}. */
    Facts rpt(String... texts) {
        DnsAnswer answer = Dns.answer("_smtp._tls." + DOMAIN, RecordType.TXT, Security.SECURE, List.of(texts));
        rpt = Optional.of(TlsRptFacts.of(answer, Optional.of(ReportingRecord.of(Dns.strings(answer)))));
        return this;
    }

    Facts reverse(String address, Iprev result, String... names) {
        Outcome outcome = result == Iprev.PASS ? Outcome.done() : Outcome.failed(Reason.NO_RECORD, "so it is");
        reverse.add(ReverseName.builder(Whose.SERVER, outcome)
                .address(AddressLiteral.parse(address))
                .names(List.of(names), 0)
                .iprev(result)
                .build());
        return this;
    }

    /** What a survey saw so long before: keys and values of its map. */
    Facts earlier(Duration before, Map<String, Object> sts, Map<String, List<String>> tlsa, List<DnsAnswer> lookUps) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("kind", "domain");
        map.put("schemaVersion", 1L);
        map.put("domain", DOMAIN);
        map.put("started", NOW.minus(before).toString());
        map.put("mtaSts", sts);
        List<Object> exchangers = new ArrayList<>();
        tlsa.forEach((base, records) -> exchangers.add(Map.of("base", base, "tlsa", records)));
        map.put("exchangers", exchangers);
        map.put("lookUps", lookUps.stream().map(DnsAnswer::asMap).toList());
        survey = survey.againstEarlier(EarlierSurvey.fromMap(map));
        return this;
    }

    DomainFacts build() {
        DomainFacts.Builder facts = DomainFacts.builder(survey.build(), mx)
                .during(NOW, Duration.ofSeconds(3))
                .exchangers(hosts)
                .targetFacts(reverse)
                .differing(differing);
        rootValidation.ifPresent(facts::rootValidation);
        sts.ifPresent(facts::mtaSts);
        rpt.ifPresent(facts::tlsRpt);
        return facts.build();
    }

    /** Answers of DNS. */
    static final class Dns {
        private Dns() {}

        static DnsAnswer answer(String name, RecordType type, Security security, List<String> texts) {
            return DnsAnswer.to(new Question(name, type), security)
                    .records(
                            texts.stream().map(each -> record(name, type, each)).toList())
                    .server("8.8.8.53:53")
                    .zone(DOMAIN)
                    .build();
        }

        static DnsAnswer none(String name, RecordType type, Security security, DnsResult result) {
            return DnsAnswer.to(new Question(name, type), security)
                    .result(result)
                    .zone(DOMAIN)
                    .build();
        }

        static DnsAnswer trouble(String name, RecordType type, Security security, Trouble trouble) {
            return DnsAnswer.to(new Question(name, type), security)
                    .trouble(trouble)
                    .zone(DOMAIN)
                    .build();
        }

        static DnsRecord record(String name, RecordType type, String text) {
            return DnsRecord.of(name, type, Duration.ofHours(1), Rdata.of(type, text));
        }

        static List<List<byte[]>> strings(DnsAnswer answer) {
            return answer.records().stream()
                    .flatMap(each -> each.joined().stream())
                    .map(List::of)
                    .toList();
        }
    }
}
