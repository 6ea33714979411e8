/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.surveys;

import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.fact.ReverseName;
import io.github.smtpprobe.fact.TargetFact;
import io.github.smtpprobe.guard.Guard;
import io.github.smtpprobe.lookup.DomainLookUp;
import io.github.smtpprobe.lookup.Subject;
import io.github.smtpprobe.mtasts.PolicyFetch;
import io.github.smtpprobe.mtasts.StsPolicy;
import io.github.smtpprobe.names.LookedAt;
import io.github.smtpprobe.records.DnsAnswer;
import io.github.smtpprobe.records.Question;
import io.github.smtpprobe.records.RecordType;
import io.github.smtpprobe.records.RootValidation;
import io.github.smtpprobe.records.SecureResolver;
import io.github.smtpprobe.survey.Aspect;
import io.github.smtpprobe.survey.DomainFacts;
import io.github.smtpprobe.survey.DomainSurvey;
import io.github.smtpprobe.survey.MtaStsFacts;
import io.github.smtpprobe.survey.SurveyedAddress;
import io.github.smtpprobe.survey.SurveyedExchanger;
import io.github.smtpprobe.survey.TlsRptFacts;
import io.github.smtpprobe.surveys.Conversations.Peer;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One survey, from the first question to everything that was seen. It reads from top to bottom; the questions of each round are
 * asked in parallel.
 */
public final class Survey {
    private static final Own<MtaStsFacts> MTA_STS = new Own<>(Aspect.MTA_STS, new StsLookUp());
    private static final Own<TlsRptFacts> REPORTING = new Own<>(Aspect.TLS_RPT, new ReportingLookUp());
    private static final Own<ReverseName> REVERSE_NAMES = new Own<>(Aspect.REVERSE_NAMES, new ReverseLookUp());
    private static final List<Own<?>> OWN = List.of(MTA_STS, REPORTING, REVERSE_NAMES);

    private final DomainSurvey survey;
    private final SecureResolver resolver;
    private final Conversations conversations;
    private final Instant started;
    private final Answers answers;
    private GivenLookUps given = GivenLookUps.NONE;
    /** Set on the thread of its task. */
    private volatile Optional<PolicyFetch> fetched = Optional.empty();

    private Deadline deadline;
    private int mostAddresses = Integer.MAX_VALUE;
    private long queriesBefore;
    private Duration spent = Duration.ZERO;
    private @Nullable LookedUp found;

    /** One of the library's own look-ups, and the aspect that it belongs to. */
    private record Own<F>(Aspect aspect, DomainLookUp<F> lookUp) {}

    /** What is known before any conversation. */
    private record LookedUp(Optional<RootValidation> rootValidation, DnsAnswer mx, List<ExchangerVisits> visits) {}

    /**
     * Prepares a survey.
     *
     * @param survey        what to find out
     * @param resolver      the resolver to ask, which never throws
     * @param conversations the façade's conversations
     * @param started       the present time, at which certificates are judged
     * @param deadline      the deadline of the whole survey
     */
    public Survey(
            DomainSurvey survey,
            SecureResolver resolver,
            Conversations conversations,
            Instant started,
            Deadline deadline) {
        this.survey = survey;
        this.resolver = resolver;
        this.conversations = conversations;
        this.started = started;
        this.deadline = deadline;
        this.answers = new Answers(resolver, deadline);
    }

    /**
     * Sets a listener for each DNS answer.
     *
     * @param hearing the listener, which does not throw
     * @return this survey
     */
    public Survey heardBy(Consumer<DnsAnswer> hearing) {
        answers.heardBy(hearing);
        return this;
    }

    /**
     * Adds the application's look-ups.
     *
     * @param lookUps the application's, by the kind under which each was registered, in order
     * @param guard   the survey's guard
     * @return this survey
     */
    public Survey with(Map<String, DomainLookUp<? extends TargetFact>> lookUps, Guard guard) {
        given = GivenLookUps.of(lookUps, guard);
        return this;
    }

    /**
     * Limits how many addresses are visited.
     *
     * @param addresses the limit for all exchangers together
     * @return this survey
     */
    public Survey limitedTo(int addresses) {
        mostAddresses = addresses;
        return this;
    }

    /**
     * Does everything that comes before the first connection to an exchanger: it looks up, and fetches the policy. The rest may
     * begin much later.
     *
     * @return the addresses to visit, in order
     */
    public List<Peer> lookUpAhead() {
        long begun = deadline.ticker().nanos();
        LookedUp all = lookedUp();
        policyTask().ifPresent(Runnable::run);
        spent = since(begun);
        return all.visits().stream().flatMap(each -> each.peers().stream()).toList();
    }

    /** {@return how much time was used up ahead} */
    public Duration spent() {
        return spent;
    }

    /**
     * Continues after a wait.
     *
     * @param rest when the whole survey has to end
     * @return this survey
     */
    public Survey until(Deadline rest) {
        deadline = rest;
        answers.until(rest);
        return this;
    }

    private Duration since(long begun) {
        return Duration.ofNanos(Math.max(0, deadline.ticker().nanos() - begun));
    }

    /** {@return everything that was seen} */
    public DomainFacts run() {
        long begun = deadline.ticker().nanos();
        LookedUp all = lookedUp();
        DomainFacts.Builder facts = DomainFacts.builder(survey, all.mx());
        all.rootValidation().ifPresent(facts::rootValidation);
        List<SurveyedExchanger> exchangers = servers(all.visits());
        facts.exchangers(exchangers).differing(differing(exchangers));
        Subject subject = subject(exchangers);
        look(MTA_STS, subject).forEach(seen -> facts.mtaSts(withPolicy(seen, fetched)));
        look(REPORTING, subject).forEach(facts::tlsRpt);
        List<TargetFact> targetFacts = new ArrayList<>(look(REVERSE_NAMES, subject));
        targetFacts.addAll(given.look(subject, answers, deadline));
        return facts.targetFacts(targetFacts)
                .lookUps(answers.all(), sentSince(queriesBefore))
                .askedByApplication(answers.foreign())
                .cancelled(conversations.cancelled() || Thread.currentThread().isInterrupted())
                .during(started, spent.plus(since(begun)))
                .build();
    }

    private LookedUp lookedUp() {
        if (found == null) {
            queriesBefore = resolver.queries();
            Optional<RootValidation> rootValidation = rootValidation();
            if (rootValidation
                    .filter(each -> each.state() == RootValidation.State.FAILED)
                    .isPresent()) {
                answers.doubt();
            }
            DnsAnswer mx = firstRound();
            found = new LookedUp(rootValidation, mx, visits(mx, new ExchangerLookUp(survey, answers).look(mx)));
        }
        return found;
    }

    /** The number of questions sent since a count; another survey may be using the resolver, too. */
    private int sentSince(long queries) {
        return Math.toIntExact(Math.max(0, Math.min(resolver.queries() - queries, Integer.MAX_VALUE)));
    }

    private Optional<RootValidation> rootValidation() {
        return survey.looksAt(Aspect.DNSSEC) ? Optional.of(answers.rootValidation(deadline)) : Optional.empty();
    }

    private DnsAnswer firstRound() {
        Question mx = new Question(survey.domain(), RecordType.MX);
        List<Question> round = new ArrayList<>(List.of(mx));
        for (Own<?> each : OWN) {
            round.addAll(survey.looksAt(each.aspect()) ? each.lookUp().questions(survey.domain()) : List.of());
        }
        return answers.ask(round, given.questions(survey.domain(), deadline)).get(0);
    }

    private List<ExchangerVisits> visits(DnsAnswer mx, List<TlsaLookUp> hosts) {
        List<ExchangerVisits> visits = new ArrayList<>();
        int talkedTo = 0;
        for (TlsaLookUp host : hosts) {
            int most = visits.size() >= LookedAt.EXCHANGERS ? 0 : mostAddresses - talkedTo;
            ExchangerVisits one = new ExchangerVisits(survey, host, mx, most);
            talkedTo += one.peers().size();
            visits.add(one);
        }
        return visits;
    }

    /** The task that fetches the policy, unless it was fetched ahead, or there is no host to fetch it from. */
    private Optional<Runnable> policyTask() {
        List<InetAddress> host = survey.looksAt(Aspect.MTA_STS) ? policyHost() : List.of();
        return host.isEmpty() || fetched.isPresent()
                ? Optional.empty()
                : Optional.of(() -> fetched = Optional.of(conversations.fetch(survey.domain(), host, deadline)));
    }

    private List<InetAddress> policyHost() {
        return Answers.addresses(answers.ask(StsLookUp.policyHost(survey.domain())));
    }

    /** Visits the exchangers while the policy is fetched. */
    private List<SurveyedExchanger> servers(List<ExchangerVisits> visits) {
        List<Runnable> tasks = new ArrayList<>();
        policyTask().ifPresent(tasks::add);
        visits.forEach(each -> tasks.addAll(each.tasks(conversations, started, deadline)));
        conversations.sideBySide(tasks);
        return visits.stream().map(ExchangerVisits::seen).toList();
    }

    private MtaStsFacts withPolicy(MtaStsFacts facts, Optional<PolicyFetch> fetched) {
        return facts.withPolicy(
                facts.policyHost(),
                fetched,
                fetched.filter(fetch -> fetch.outcome() == PolicyFetch.Outcome.FETCHED)
                        .map(fetch -> StsPolicy.parse(fetch.body())));
    }

    /** Compares the name servers that the caller named, if there are several. */
    private List<DnsAnswer> differing(List<SurveyedExchanger> exchangers) {
        if (survey.nameServers().size() < 2) {
            return List.of();
        }
        List<Question> questions = new ArrayList<>(List.of(new Question(survey.domain(), RecordType.MX)));
        exchangers.forEach(each -> each.tlsa().map(DnsAnswer::question).ifPresent(questions::add));
        return new ServersCompared(answers, deadline).differing(questions);
    }

    /**
     * The subject of look-ups. It has no more addresses than are visited, so that whoever writes a zone cannot cause more
     * look-ups.
     */
    private Subject subject(List<SurveyedExchanger> exchangers) {
        Map<String, List<InetAddress>> hosts = new LinkedHashMap<>();
        int left = mostAddresses;
        for (SurveyedExchanger each : exchangers) {
            int most = hosts.size() < LookedAt.EXCHANGERS ? Math.min(LookedAt.ADDRESSES, left) : 0;
            List<InetAddress> addresses = each.addresses().stream()
                    .map(SurveyedAddress::address)
                    .limit(most)
                    .toList();
            hosts.put(each.host(), addresses);
            left -= addresses.size();
        }
        return Subject.of(survey.domain(), hosts, answers);
    }

    /** The results of one of the library's own look-ups. */
    private <F> List<F> look(Own<F> own, Subject subject) {
        try {
            return survey.looksAt(own.aspect()) ? own.lookUp().look(subject, deadline) : List.of();
        } catch (Exception impossible) {
            throw new IllegalStateException("the library's own look-ups do not fail", impossible);
        }
    }
}
