/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe;

import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.clock.Ticker;
import io.github.smtpprobe.diagnosis.advice.Pastes;
import io.github.smtpprobe.diagnosis.advice.Renewals;
import io.github.smtpprobe.diagnosis.domain.DomainChecks;
import io.github.smtpprobe.dispatch.Asked;
import io.github.smtpprobe.dispatch.Entrance;
import io.github.smtpprobe.guard.Cancellations;
import io.github.smtpprobe.guard.Guard;
import io.github.smtpprobe.outlook.Outlook;
import io.github.smtpprobe.outlook.Sender;
import io.github.smtpprobe.outlook.Senders;
import io.github.smtpprobe.records.SecureResolver;
import io.github.smtpprobe.request.TlsMode;
import io.github.smtpprobe.route.AddressPolicy;
import io.github.smtpprobe.route.Resolution;
import io.github.smtpprobe.route.Route;
import io.github.smtpprobe.survey.DomainFacts;
import io.github.smtpprobe.survey.DomainReport;
import io.github.smtpprobe.survey.DomainSurvey;
import io.github.smtpprobe.survey.ServerHandshake.Offer;
import io.github.smtpprobe.surveys.AllowedAnswers;
import io.github.smtpprobe.surveys.Conversations.Peer;
import io.github.smtpprobe.surveys.Foretelling;
import io.github.smtpprobe.surveys.GuardedResolver;
import io.github.smtpprobe.surveys.Survey;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One survey, from request to report: what was seen, then what senders would do, then what is wrong. */
final class SurveyRun {
    private final DomainSurvey survey;
    private final Wiring wiring;
    private final Cancellations cancellations;
    private final SurveyListening listening;
    private final Guard guard;
    private final Ticker ticker;
    private final SecureResolver resolver;
    private final SurveyConversations conversations;
    private @Nullable Survey surveying;
    private @Nullable Asked first;

    /** A survey that shares nothing. */
    SurveyRun(
            long number,
            DomainSurvey survey,
            Wiring wiring,
            Cancellations cancellations,
            @Nullable SurveyListener listener) {
        this(
                survey,
                SurveyNeighbours.none(wiring),
                cancellations,
                new SurveyListening(
                        new SurveyEvent.Source(number, cancellations),
                        listener,
                        Deadline.after(survey.deadline(), new Guard(cancellations.own()).ticker(wiring.ticker()))));
    }

    /** A survey that may share with others. */
    SurveyRun(
            DomainSurvey survey, SurveyNeighbours neighbours, Cancellations cancellations, SurveyListening listening) {
        this.survey = survey;
        this.wiring = neighbours.wiring();
        this.cancellations = cancellations;
        this.listening = listening;
        this.guard = new Guard(cancellations.own());
        this.ticker = guard.ticker(wiring.ticker());
        this.conversations = new SurveyConversations(survey, neighbours, cancellations, listening);
        SecureResolver guarded = new GuardedResolver(neighbours.resolver(survey), guard, Thread.currentThread());
        this.resolver = wiring.network().limits().untrusted() ? new AllowedAnswers(guarded, this::mayBeTold) : guarded;
    }

    /**
     * Whether an address may appear in the report. One of the public internet is no secret, and the address policy, which may
     * count its calls, is asked about it only before a connection. About any other address the policy is asked as it is about
     * an exchanger's.
     */
    private boolean mayBeTold(String host, InetAddress address) {
        return AddressPolicy.publicAddress(address)
                || conversations.allows(
                        new Route(host, false, address, survey.port(), TlsMode.STARTTLS),
                        Deadline.after(survey.deadline(), ticker));
    }

    /** The conversation on the first of the routes that were found in advance. */
    Asked first() {
        return Objects.requireNonNull(first, "the domain has been looked up");
    }

    /** Looks the domain up ahead of the rest of the survey, which may start much later. */
    Resolution lookUpAhead() {
        listening.started(survey);
        Deadline deadline = Deadline.after(survey.deadline(), ticker);
        surveying = survey(deadline);
        List<Route> routes = new ArrayList<>();
        for (Peer each : surveying.lookUpAhead()) {
            Asked asked = conversations.requests().of(each, Offer.ANY);
            Route route = SurveyRequests.route(asked, each);
            if (routes.isEmpty() && conversations.allows(route, deadline)) {
                routes.add(route);
                first = asked;
            } else if (!routes.isEmpty()) {
                routes.add(route);
            }
        }
        return Resolution.builder(survey.domain()).routes(routes).build();
    }

    /** Sets who is asked before each connection. */
    SurveyRun through(Entrance entrance) {
        conversations.through(entrance);
        return this;
    }

    DomainReport run() {
        try {
            DomainReport report = report(seen());
            listening.finished(report);
            return report;
        } finally {
            cancellations.own().end();
        }
    }

    private DomainFacts seen() {
        Survey found = surveying;
        if (found == null) {
            listening.started(survey);
            found = survey(Deadline.after(survey.deadline(), ticker));
        } else {
            found.until(Deadline.after(survey.deadline().minus(found.spent()), ticker));
        }
        return found.run();
    }

    private Survey survey(Deadline deadline) {
        return new Survey(survey, resolver, conversations, wiring.clock().instant(), deadline)
                .limitedTo(wiring.network().limits().maxAddresses())
                .heardBy(listening::lookedUp)
                .with(wiring.surveying().lookUps(), guard);
    }

    private DomainReport report(DomainFacts facts) {
        List<Sender> senders = new ArrayList<>(Senders.standard());
        senders.addAll(wiring.surveying().senders());
        Outlook outlook = Foretelling.of(facts, senders);
        return DomainReport.of(
                facts, outlook, DomainChecks.examine(facts, outlook), Renewals.of(facts), Pastes.of(facts));
    }
}
