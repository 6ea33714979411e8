/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.surveys;

import io.github.smtpprobe.names.LookedAt;
import io.github.smtpprobe.records.DnsAnswer;
import io.github.smtpprobe.records.Question;
import io.github.smtpprobe.records.RecordType;
import io.github.smtpprobe.records.Security;
import io.github.smtpprobe.survey.Aspect;
import io.github.smtpprobe.survey.DomainSurvey;
import io.github.smtpprobe.surveys.MailHosts.MailHost;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Looks up addresses and TLSA records of all exchangers, in a few rounds for all of them together. */
final class ExchangerLookUp {
    private final DomainSurvey survey;
    private final Answers answers;

    ExchangerLookUp(DomainSurvey survey, Answers answers) {
        this.survey = survey;
        this.answers = answers;
    }

    /** Looks up the hosts, in the order in which they are tried. Those after the twentieth are listed, but not looked up. */
    List<TlsaLookUp> look(DnsAnswer mx) {
        List<MailHost> hosts = MailHosts.of(survey.domain(), mx);
        List<Question> round = new ArrayList<>();
        for (int i = 0; i < Math.min(LookedAt.EXCHANGERS, hosts.size()); i++) {
            round.addAll(addresses(hosts.get(i)));
        }
        answers.ask(round);
        List<TlsaLookUp> found = new ArrayList<>();
        for (MailHost host : hosts) {
            List<DnsAnswer> known = found.size() < LookedAt.EXCHANGERS ? answers.ask(addresses(host)) : List.of();
            found.add(new TlsaLookUp(host, survey.port(), known));
        }
        if (survey.looksAt(Aspect.DANE)) {
            aliases(found);
            records(found);
            misplaced(found, mx);
        }
        return found;
    }

    private static List<Question> addresses(MailHost host) {
        return host.literal()
                ? List.of()
                : List.of(new Question(host.name(), RecordType.A), new Question(host.name(), RecordType.AAAA));
    }

    private void aliases(List<TlsaLookUp> hosts) {
        List<TlsaLookUp> open =
                hosts.stream().filter(each -> each.aliasQuestion().isPresent()).toList();
        List<DnsAnswer> found = answers.ask(
                open.stream().flatMap(each -> each.aliasQuestion().stream()).toList());
        for (int i = 0; i < open.size(); i++) {
            open.get(i).aliasAnswer(found.get(i));
        }
    }

    private void records(List<TlsaLookUp> hosts) {
        List<TlsaLookUp> open = new ArrayList<>();
        do {
            open.clear();
            List<Question> round = new ArrayList<>();
            for (TlsaLookUp each : hosts) {
                each.question().ifPresent(question -> {
                    open.add(each);
                    round.add(question);
                });
            }
            List<DnsAnswer> found = answers.ask(round);
            for (int i = 0; i < open.size(); i++) {
                open.get(i).answer(found.get(i));
            }
        } while (!open.isEmpty());
    }

    /** Looks again for records of a signed host that has none, since they may be elsewhere. */
    private void misplaced(List<TlsaLookUp> hosts, DnsAnswer mx) {
        Optional<String> domain = mx.security() == Security.SECURE ? Optional.of(survey.domain()) : Optional.empty();
        List<TlsaLookUp> open = hosts.stream().filter(TlsaLookUp::without).toList();
        answers.ask(
                open.stream().flatMap(each -> each.otherPlaces(domain).stream()).toList());
        open.forEach(each -> each.misplaced(answers.ask(each.otherPlaces(domain))));
    }
}
