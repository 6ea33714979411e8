/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe;

import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.clock.Ticker;
import io.github.smtpprobe.diagnosis.domain.DomainChecks;
import io.github.smtpprobe.diagnosis.domain.Pastes;
import io.github.smtpprobe.diagnosis.domain.Renewals;
import io.github.smtpprobe.dns.SecureDns;
import io.github.smtpprobe.fact.TargetFact;
import io.github.smtpprobe.guard.Guard;
import io.github.smtpprobe.lookup.DomainLookUp;
import io.github.smtpprobe.lookup.Subject;
import io.github.smtpprobe.lookups.GuardedLookUp;
import io.github.smtpprobe.lookups.LookUps;
import io.github.smtpprobe.outlook.Sender;
import io.github.smtpprobe.outlook.Senders;
import io.github.smtpprobe.records.SecureResolver;
import io.github.smtpprobe.survey.Aspect;
import io.github.smtpprobe.survey.DomainFacts;
import io.github.smtpprobe.survey.DomainReport;
import io.github.smtpprobe.survey.DomainSurvey;
import io.github.smtpprobe.survey.SurveyedAddress;
import io.github.smtpprobe.survey.SurveyedExchanger;
import io.github.smtpprobe.surveys.Foretelling;
import io.github.smtpprobe.surveys.GuardedResolver;
import io.github.smtpprobe.surveys.Survey;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One survey from the request to the report: what was seen, then what senders would do, then what is wrong. */
final class SurveyRun {
    private final DomainSurvey survey;
    private final Wiring wiring;
    private final Cancellations cancellations;
    private final SurveyListening listening;
    private final Guard guard;

    SurveyRun(
            long number,
            DomainSurvey survey,
            Wiring wiring,
            Cancellations cancellations,
            @Nullable SurveyListener listener) {
        this.survey = survey;
        this.wiring = wiring;
        this.cancellations = cancellations;
        this.listening = new SurveyListening(new SurveyEvent.Source(number, cancellations), listener);
        this.guard = new Guard(cancellations.own());
    }

    DomainReport run() {
        try {
            listening.started(survey);
            DomainReport report = report(seen());
            listening.finished(report);
            return report;
        } finally {
            cancellations.own().end();
        }
    }

    private DomainFacts seen() {
        Ticker ticker = guard.ticker(wiring.ticker());
        Deadline deadline = Deadline.after(survey.deadline(), ticker);
        SecureResolver resolver = new GuardedResolver(resolver(), guard);
        SurveyConversations conversations = new SurveyConversations(wiring, cancellations, listening);
        DomainFacts facts = new Survey(
                        survey, resolver, conversations, wiring.clock().instant(), deadline)
                .limitedTo(wiring.network().limits().maxAddresses())
                .heardBy(listening::lookedUp)
                .run();
        if (wiring.surveying().lookUps().isEmpty()) {
            return facts;
        }
        List<TargetFact> all = new ArrayList<>(facts.targetFacts());
        all.addAll(lookUp(facts, resolver, deadline));
        return facts.toBuilder().targetFacts(all).build();
    }

    private SecureResolver resolver() {
        List<InetSocketAddress> servers =
                survey.nameServers().isEmpty() ? wiring.network().names().servers() : survey.nameServers();
        boolean asks = survey.nameServers().isEmpty();
        return wiring.network()
                .names()
                .secure()
                .filter(own -> asks)
                .orElseGet(
                        () -> new SecureDns(servers, survey.anchors(), wiring.clock(), survey.looksAt(Aspect.DNSSEC)));
    }

    /** The application's look-ups, one after the other, each with a fair share of the time. */
    private List<TargetFact> lookUp(DomainFacts facts, SecureResolver resolver, Deadline deadline) {
        Map<String, List<InetAddress>> hosts = new LinkedHashMap<>();
        for (SurveyedExchanger each : facts.exchangers()) {
            hosts.put(
                    each.host(),
                    each.addresses().stream().map(SurveyedAddress::address).toList());
        }
        Subject subject = Subject.of(survey.domain(), hosts, resolver);
        Deadline limit = deadline.sooner(LookUps.MOST);
        List<TargetFact> found = new ArrayList<>();
        int left = wiring.surveying().lookUps().size();
        for (Map.Entry<String, DomainLookUp> each : wiring.surveying().lookUps().entrySet()) {
            Deadline share = limit.sooner(limit.remaining().dividedBy(left--));
            DomainLookUp lookUp = each.getValue();
            found.addAll(
                    new GuardedLookUp(each.getKey(), lookUp, () -> lookUp.look(subject, share), guard).look(share));
        }
        return found;
    }

    private DomainReport report(DomainFacts facts) {
        List<Sender> senders = new ArrayList<>(Senders.standard());
        senders.addAll(wiring.surveying().senders());
        return DomainReport.of(
                facts,
                Foretelling.of(facts, senders),
                DomainChecks.examine(facts),
                Renewals.ahead(facts),
                Pastes.of(facts));
    }
}
