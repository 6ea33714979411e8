/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis.domain;

import io.github.smtpprobe.diagnosis.advice.Pastes;
import io.github.smtpprobe.diagnosis.advice.Renewals;
import io.github.smtpprobe.outlook.Outlook;
import io.github.smtpprobe.outlook.Senders;
import io.github.smtpprobe.records.Alias;
import io.github.smtpprobe.records.DnsAnswer;
import io.github.smtpprobe.records.Security;
import io.github.smtpprobe.report.Finding;
import io.github.smtpprobe.survey.DomainFacts;
import io.github.smtpprobe.survey.DomainReport;
import io.github.smtpprobe.survey.MtaStsFacts;
import io.github.smtpprobe.survey.SurveyedExchanger;
import io.github.smtpprobe.survey.TlsRptFacts;
import io.github.smtpprobe.surveys.Foretelling;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** Whole reports of all cases, each also with its neighbour, behind an MX that is not signed, and with aliases in the place of hosts and records. */
final class Reports {
    private Reports() {}

    /** Facts, and where they come from. */
    record Named(String name, DomainFacts facts) {
        DomainReport report() {
            return of(facts);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static DomainReport of(DomainFacts facts) {
        return DomainReport.of(facts, outlook(facts), findings(facts), Renewals.of(facts), Pastes.of(facts));
    }

    static List<Finding> findings(DomainFacts facts) {
        return DomainChecks.examine(facts, outlook(facts));
    }

    private static Outlook outlook(DomainFacts facts) {
        return Foretelling.of(facts, Senders.standard());
    }

    static Stream<Named> all() {
        return ConditionsTest.cases()
                .flatMap(each -> Stream.of(
                        new Named(each.id(), each.said().build()),
                        new Named("not " + each.id(), each.not().build())))
                .flatMap(each -> Stream.of(
                        each,
                        new Named(each.name() + ", MX unsigned", unsigned(each.facts())),
                        new Named(each.name() + ", host is an alias", alias(each.facts())),
                        new Named(each.name() + ", TLSA is an alias", tlsaAlias(each.facts())),
                        new Named(each.name() + ", TXT is an alias", textAlias(each.facts()))));
    }

    private static DomainFacts unsigned(DomainFacts facts) {
        DnsAnswer mx = facts.mx();
        if (mx.security() == Security.SECURE) {
            DnsAnswer.Builder same = DnsAnswer.to(mx.question(), Security.INSECURE);
            mx = (mx.records().isEmpty() ? same.result(mx.result()) : same.records(mx.records())).build();
        }
        return with(facts, mx, facts.exchangers());
    }

    private static DomainFacts alias(DomainFacts facts) {
        return with(
                facts,
                facts.mx(),
                facts.exchangers().stream()
                        .map(host -> host.toBuilder()
                                .addressAnswers(host.addressAnswers().stream()
                                        .map(answer -> led(answer, host.host(), "host.example.net"))
                                        .toList())
                                .build())
                        .toList());
    }

    private static DomainFacts tlsaAlias(DomainFacts facts) {
        return with(
                facts,
                facts.mx(),
                facts.exchangers().stream()
                        .map(host -> host.base().isEmpty()
                                ? host
                                : host.toBuilder()
                                        .tlsa(
                                                host.base().get(),
                                                host.tlsaAnswers().stream()
                                                        .map(answer -> led(
                                                                answer,
                                                                answer.question()
                                                                        .name(),
                                                                "_dane.example.net"))
                                                        .toList())
                                        .build())
                        .toList());
    }

    private static DomainFacts textAlias(DomainFacts facts) {
        DomainFacts.Builder all = facts.toBuilder();
        facts.mtaSts().ifPresent(sts -> {
            DnsAnswer answer = sts.answer();
            MtaStsFacts led = MtaStsFacts.of(led(answer, answer.question().name(), "_sts.example.net"), sts.record())
                    .withPolicy(sts.policyHost(), sts.fetch(), sts.policy());
            all.mtaSts(sts.parent().map(led::withParent).orElse(led));
        });
        facts.tlsRpt().ifPresent(rpt -> {
            DnsAnswer answer = rpt.answer();
            all.tlsRpt(TlsRptFacts.of(led(answer, answer.question().name(), "_reports.example.net"), rpt.record()));
        });
        return all.build();
    }

    private static DnsAnswer led(DnsAnswer answer, String from, String to) {
        return answer.aliases().isEmpty() && answer.security().learned()
                ? answer.toBuilder()
                        .aliases(List.of(Alias.of(from, to, answer.security(), Duration.ofHours(1))))
                        .finalName(to)
                        .build()
                : answer;
    }

    private static DomainFacts with(DomainFacts facts, DnsAnswer mx, List<SurveyedExchanger> hosts) {
        DomainFacts.Builder all = DomainFacts.builder(facts.survey(), mx)
                .during(facts.started(), facts.took())
                .exchangers(hosts)
                .targetFacts(facts.targetFacts())
                .differing(facts.differing());
        facts.rootValidation().ifPresent(all::rootValidation);
        facts.mtaSts().ifPresent(all::mtaSts);
        facts.tlsRpt().ifPresent(all::tlsRpt);
        return all.build();
    }
}
