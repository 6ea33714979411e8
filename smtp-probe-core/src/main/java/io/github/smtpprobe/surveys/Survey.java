/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.surveys;

import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.fact.TargetFact;
import io.github.smtpprobe.mtasts.PolicyFetch;
import io.github.smtpprobe.mtasts.StsPolicy;
import io.github.smtpprobe.records.DnsAnswer;
import io.github.smtpprobe.records.Footing;
import io.github.smtpprobe.records.Question;
import io.github.smtpprobe.records.RecordType;
import io.github.smtpprobe.records.SecureResolver;
import io.github.smtpprobe.survey.Aspect;
import io.github.smtpprobe.survey.DomainFacts;
import io.github.smtpprobe.survey.DomainSurvey;
import io.github.smtpprobe.survey.MtaStsFacts;
import io.github.smtpprobe.survey.SurveyedExchanger;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One survey, from the first question to everything that was seen. It reads from top to bottom; each round of questions is asked side by side. */
public final class Survey {
    private final DomainSurvey survey;
    private final SecureResolver resolver;
    private final Conversations conversations;
    private final Instant started;
    private final Deadline deadline;
    private final Answers answers;
    private final PolicyLookUp policies;
    private int mostAddresses = Integer.MAX_VALUE;

    /**
     * Prepares a survey.
     *
     * @param survey        what to find out
     * @param resolver      whom to ask; never throws
     * @param conversations of the façade
     * @param started       now, by which certificates are judged
     * @param deadline      of all of it
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
        this.policies = new PolicyLookUp(survey, answers);
    }

    /**
     * Tells each answer of DNS as it comes.
     *
     * @param hearing does not throw
     * @return this survey
     */
    public Survey heardBy(Consumer<DnsAnswer> hearing) {
        answers.heardBy(hearing);
        return this;
    }

    /**
     * Limits how many addresses are talked to.
     *
     * @param addresses of all exchangers together
     * @return this survey
     */
    public Survey limitedTo(int addresses) {
        mostAddresses = addresses;
        return this;
    }

    /** {@return everything that was seen} */
    public DomainFacts run() {
        long begun = deadline.ticker().nanos();
        Optional<Footing> footing = footing();
        DnsAnswer mx = firstRound();
        List<TlsaLookUp> hosts = new ExchangerLookUp(survey, answers).look(mx);
        DomainFacts.Builder facts = DomainFacts.builder(survey, mx);
        footing.ifPresent(facts::footing);
        AtomicReference<@Nullable PolicyFetch> fetched = new AtomicReference<>();
        List<SurveyedExchanger> exchangers = servers(mx, hosts, fetched);
        facts.exchangers(exchangers).differing(differing());
        if (survey.looksAt(Aspect.MTA_STS)) {
            facts.mtaSts(withPolicy(policies.mtaSts(), Optional.ofNullable(fetched.get())));
        }
        if (survey.looksAt(Aspect.TLS_RPT)) {
            facts.tlsRpt(policies.tlsRpt());
        }
        facts.targetFacts(reverseNames(exchangers));
        return facts.lookUps(answers.all(), Math.toIntExact(Math.min(resolver.queries(), Integer.MAX_VALUE)))
                .cancelled(conversations.cancelled())
                .during(started, Duration.ofNanos(Math.max(0, deadline.ticker().nanos() - begun)))
                .build();
    }

    /** Before any zone is blamed: whether signatures can be checked here at all. */
    private Optional<Footing> footing() {
        if (!survey.looksAt(Aspect.DNSSEC)) {
            return Optional.empty();
        }
        try {
            return Optional.of(resolver.footing(deadline));
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            return Optional.of(Footing.of(Footing.State.NOT_ASKED, "the survey was cancelled"));
        }
    }

    private DnsAnswer firstRound() {
        Question mx = new Question(survey.domain(), RecordType.MX);
        List<Question> round = new ArrayList<>(List.of(mx));
        round.addAll(policies.questions());
        return answers.ask(round).get(0);
    }

    /** The exchangers are talked to while the policy is fetched. */
    private List<SurveyedExchanger> servers(
            DnsAnswer mx, List<TlsaLookUp> hosts, AtomicReference<@Nullable PolicyFetch> fetched) {
        List<Runnable> tasks = new ArrayList<>();
        List<InetAddress> policyHost = survey.looksAt(Aspect.MTA_STS) ? policies.addresses() : List.of();
        if (!policyHost.isEmpty()) {
            tasks.add(() -> fetched.set(conversations.fetch(survey.domain(), policyHost, deadline)));
        }
        List<ExchangerVisits> visits = new ArrayList<>();
        int talkedTo = 0;
        for (TlsaLookUp host : hosts) {
            int most = visits.size() >= MailHosts.MOST ? 0 : mostAddresses - talkedTo;
            ExchangerVisits one = new ExchangerVisits(survey, host, mx, most);
            List<Runnable> talks = one.tasks(conversations, started, deadline);
            talkedTo += talks.size();
            tasks.addAll(talks);
            visits.add(one);
        }
        conversations.sideBySide(tasks);
        return visits.stream().map(ExchangerVisits::seen).toList();
    }

    private MtaStsFacts withPolicy(MtaStsFacts facts, Optional<PolicyFetch> fetched) {
        return facts.withPolicy(
                policies.host(),
                fetched,
                fetched.filter(fetch -> fetch.outcome() == PolicyFetch.Outcome.FETCHED)
                        .map(fetch -> StsPolicy.parse(fetch.body())));
    }

    /** Name servers that the caller named are compared, where there are several. */
    private List<DnsAnswer> differing() {
        if (survey.nameServers().size() < 2 || deadline.expired()) {
            return List.of();
        }
        try {
            List<DnsAnswer> each = resolver.fromEach(new Question(survey.domain(), RecordType.MX), deadline);
            boolean differ = each.stream()
                            .filter(answer -> answer.result() != DnsAnswer.Result.NONE)
                            .map(answer -> List.of(answer.security(), Set.copyOf(answer.records())))
                            .distinct()
                            .count()
                    > 1;
            return differ ? each : List.of();
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            return List.of();
        }
    }

    private List<TargetFact> reverseNames(List<SurveyedExchanger> exchangers) {
        if (!survey.looksAt(Aspect.REVERSE_NAMES)) {
            return List.of();
        }
        List<InetAddress> all = exchangers.stream()
                .flatMap(each -> each.addresses().stream())
                .map(each -> each.address())
                .distinct()
                .toList();
        return List.copyOf(new ReverseLookUp(answers).look(all));
    }
}
