/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.survey;

import io.github.smtpprobe.mtasts.PolicyFetch;
import io.github.smtpprobe.records.DnsAnswer;
import io.github.smtpprobe.records.RootValidation;
import io.github.smtpprobe.records.Security;
import io.github.smtpprobe.report.Finding;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Turns a whole report into the one that strangers may see. Anything that is not known to be harmless is left out. */
final class ForStrangers {
    /** Outcomes that are described by what the policy host sent; the descriptions of the others are about this machine. */
    private static final Set<PolicyFetch.Outcome> OF_HOST = Set.of(
            PolicyFetch.Outcome.FETCHED,
            PolicyFetch.Outcome.TLS_FAILED,
            PolicyFetch.Outcome.TLS_VERSION,
            PolicyFetch.Outcome.BAD_CERTIFICATE,
            PolicyFetch.Outcome.REDIRECT,
            PolicyFetch.Outcome.STATUS,
            PolicyFetch.Outcome.BAD_HTTP,
            PolicyFetch.Outcome.TOO_BIG);

    private final DomainFacts facts;
    private final OwnTraces traces;

    private ForStrangers(DomainReport whole) {
        this.facts = whole.facts();
        this.traces = OwnTraces.of(facts);
    }

    static DomainReport of(DomainReport whole) {
        return new ForStrangers(whole).report(whole);
    }

    private DomainReport report(DomainReport whole) {
        return new DomainReport(
                facts(),
                whole.outlook(),
                whole.findings().stream().map(this::told).toList(),
                whole.upcomingChanges(),
                whole.snippets(),
                true);
    }

    /** A finding without its evidence, which quotes replies and names the servers that were asked. */
    private Finding told(Finding finding) {
        return finding.toBuilder()
                .subject(traces.without(finding.subject()))
                .summary(traces.without(finding.summary()))
                .explanation(traces.without(finding.explanation()))
                .remedy(traces.without(finding.remedy()))
                .evidence(List.of())
                .build();
    }

    private DomainFacts facts() {
        DomainFacts.Builder told = DomainFacts.builder(told(facts.survey()), told(facts.mx()))
                .during(facts.started(), facts.took())
                .cancelled(facts.cancelled())
                .exchangers(facts.exchangers().stream().map(ForStrangers::told).toList())
                .targetFacts(ToldConversations.reverseNames(facts.targetFacts()))
                .lookUps(told(ownLookUps()), facts.queries())
                .differing(told(facts.differing()));
        facts.rootValidation()
                .ifPresent(rootValidation -> told.rootValidation(
                        RootValidation.of(rootValidation.state(), "").withMissingKeys(rootValidation.missingKeys())));
        facts.mtaSts().ifPresent(seen -> told.mtaSts(told(seen)));
        facts.tlsRpt().ifPresent(seen -> told.tlsRpt(TlsRptFacts.of(told(seen.answer()), seen.record())));
        return told.build();
    }

    /** What was asked, without this machine's name and its ways to look things up. */
    private static DomainSurvey told(DomainSurvey asked) {
        EnumSet<Aspect> others = EnumSet.allOf(Aspect.class);
        others.removeAll(asked.aspects());
        return DomainSurvey.of(asked.domain())
                .without(others.toArray(Aspect[]::new))
                .port(asked.port())
                .deadline(asked.deadline())
                .addresses(asked.addresses())
                .build();
    }

    /** The survey's own look-ups. What the application looked up for itself, and what it found, may be confidential. */
    private List<DnsAnswer> ownLookUps() {
        return facts.lookUps().stream()
                .filter(each -> !facts.askedByApplication().contains(each.question()))
                .toList();
    }

    private static List<DnsAnswer> told(List<DnsAnswer> answers) {
        return answers.stream().map(ForStrangers::told).toList();
    }

    /**
     * An answer without the name server. The description of a validation failure is about the zone and may be told; that of other
     * trouble is about the way to name servers.
     */
    static DnsAnswer told(DnsAnswer answer) {
        DnsAnswer.Builder told = answer.toBuilder().server("");
        int added = OwnTraces.added(answer.detail());
        String zone = added < 0 ? answer.detail() : answer.detail().substring(0, added);
        return told.detail(answer.security() == Security.BOGUS ? zone : "").build();
    }

    private static SurveyedExchanger told(SurveyedExchanger exchanger) {
        SurveyedExchanger.Builder told = exchanger.toBuilder()
                .addressAnswers(told(exchanger.addressAnswers()))
                .misplaced(told(exchanger.misplaced()))
                .addresses(
                        exchanger.addresses().stream().map(ForStrangers::told).toList());
        exchanger.aliasAnswer().ifPresent(answer -> told.aliasAnswer(told(answer)));
        exchanger.base().ifPresent(base -> told.tlsa(base, told(exchanger.tlsaAnswers())));
        return told.build();
    }

    private static SurveyedAddress told(SurveyedAddress address) {
        if (address.omission().isPresent()) {
            return address;
        }
        List<ServerHandshake> told = new ArrayList<>();
        address.handshakes().forEach(each -> told.add(each.told(ToldConversations.told(each.attempt()))));
        return SurveyedAddress.seen(address.address(), told);
    }

    private static MtaStsFacts told(MtaStsFacts seen) {
        MtaStsFacts told = MtaStsFacts.of(told(seen.answer()), seen.record())
                .withPolicy(told(seen.policyHost()), seen.fetch().map(ForStrangers::told), seen.policy());
        return seen.parent().map(above -> told.withParent(told(above))).orElse(told);
    }

    private static PolicyFetch told(PolicyFetch fetch) {
        PolicyFetch.Builder told = PolicyFetch.builder(fetch.host(), fetch.outcome())
                .detail(OF_HOST.contains(fetch.outcome()) ? fetch.detail() : "")
                .silent(fetch.silent())
                .others(fetch.others().stream().map(ForStrangers::told).toList())
                .body(fetch.body())
                .took(fetch.took());
        fetch.address().ifPresent(told::address);
        fetch.tls().ifPresent(told::tls);
        fetch.status().ifPresent(told::status);
        fetch.contentType().ifPresent(told::contentType);
        fetch.contentEncoding().ifPresent(told::contentEncoding);
        fetch.location().ifPresent(told::location);
        return told.build();
    }
}
