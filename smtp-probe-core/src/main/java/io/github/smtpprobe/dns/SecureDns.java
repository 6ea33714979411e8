/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.dns;

import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.records.DnsAnswer;
import io.github.smtpprobe.records.DnsRecord;
import io.github.smtpprobe.records.Question;
import io.github.smtpprobe.records.RootValidation;
import io.github.smtpprobe.records.SecureResolver;
import io.github.smtpprobe.records.Security;
import io.github.smtpprobe.records.Trouble;
import io.github.smtpprobe.records.TrustAnchors;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import org.xbill.DNS.Message;
import org.xbill.DNS.ResolverConfig;

/**
 * Asks name servers for proofs and validates them here, whatever the servers say about them. Answers are cached as long as they
 * may be, at most an hour; for fresh answers, create another instance. Thread-safe; no thread or socket outlives a look-up.
 */
public final class SecureDns implements SecureResolver {
    /** The most sockets that are open at once. */
    private static final int AT_ONCE = 64;

    private static final int MOST_ANSWERS = 20_000;
    private static final int MOST_LINKS = 2_000;
    private static final long MOST_OCTETS = 16L * 1024 * 1024;
    private static final int EACH = 500;

    private static final RootValidation UNWANTED = RootValidation.of(RootValidation.State.NOT_ASKED, "");

    /** How long a result counts that nothing can be proven. */
    private static final Duration DOUBT = Duration.ofSeconds(30);

    private final List<InetSocketAddress> given;
    private final TrustAnchors anchors;
    private final Clock clock;
    private final boolean validating;
    private final Kept<Question, Message> links = new Kept<>(MOST_LINKS, MOST_OCTETS);
    private final Kept<Question, DnsAnswer> answers = new Kept<>(MOST_ANSWERS, MOST_OCTETS);
    private final Kept<String, RootValidation> rootValidation = new Kept<>(1, 1);
    private final LongAdder sent = new LongAdder();
    private final Turns turns = new Turns();

    /**
     * Asks certain name servers.
     *
     * @param servers addresses with ports; empty for those that this machine is configured with
     * @param anchors the anchors that proofs start from
     * @param clock   the clock by which signatures are valid or not
     */
    public SecureDns(List<InetSocketAddress> servers, TrustAnchors anchors, Clock clock) {
        this(servers, anchors, clock, true);
    }

    /**
     * Asks certain name servers, optionally without validation.
     *
     * @param servers    addresses with ports; empty for those that this machine is configured with
     * @param anchors    the anchors that proofs start from
     * @param clock      the clock by which signatures are valid or not
     * @param validating whether to validate; if not, all answers are {@link Security#NOT_TESTED}
     */
    public SecureDns(List<InetSocketAddress> servers, TrustAnchors anchors, Clock clock, boolean validating) {
        this.validating = validating;
        this.given = List.copyOf(servers);
        this.anchors = Objects.requireNonNull(anchors, "anchors");
        this.clock = Objects.requireNonNull(clock, "clock");
    }

    private List<InetSocketAddress> servers() {
        return given.isEmpty() ? ResolverConfig.getCurrentConfig().servers() : given;
    }

    @Override
    public long queries() {
        return sent.sum();
    }

    @Override
    public RootValidation rootValidation(Deadline deadline) throws InterruptedException {
        Optional<RootValidation> known = known();
        if (known.isPresent()) {
            return known.get();
        }
        try (Round round = new Round(deadline, sent)) {
            return basis(round, new RoundQuestions(round, servers(), links, clock, turns), round.deadline())
                    .rootValidation();
        } catch (IOException noSockets) {
            return RootValidation.of(RootValidation.State.FAILED, "this machine has no socket to ask with");
        }
    }

    private Optional<RootValidation> known() {
        return validating ? rootValidation.find("", clock.instant()) : Optional.of(UNWANTED);
    }

    private RootCheck looking(RoundQuestions roundQuestions) {
        return validating ? new RootCheck(roundQuestions, anchors, clock) : new RootCheck(UNWANTED);
    }

    private ProofBasis basis(Round round, RoundQuestions roundQuestions, Deadline limit)
            throws IOException, InterruptedException {
        Optional<RootValidation> known = known();
        if (known.isPresent()) {
            return ProofBasis.of(known.get());
        }
        RootCheck looking = looking(roundQuestions);
        looking.wakes(round);
        round.await(looking::done, limit);
        ProofBasis found = looking.basis();
        if (found.lasting()) {
            Duration time = found.rootValidation().sound() ? Lifetimes.LONGEST : DOUBT;
            rootValidation.keep("", found.rootValidation(), 1, clock.instant().plus(time));
        }
        return found;
    }

    @Override
    public List<DnsAnswer> look(List<Question> questions, Deadline deadline) throws InterruptedException {
        Map<Question, DnsAnswer> found = new HashMap<>();
        List<Question> open = new ArrayList<>();
        for (Question each : List.copyOf(questions)) {
            Optional<DnsAnswer> known = answers.find(each, clock.instant());
            known.ifPresent(answer -> found.put(each, answer));
            if (known.isEmpty() && !open.contains(each)) {
                open.add(each);
            }
        }
        if (!open.isEmpty()) {
            ask(open, deadline).forEach(answer -> found.put(answer.question(), answer));
        }
        return questions.stream().map(found::get).toList();
    }

    private List<DnsAnswer> ask(List<Question> open, Deadline deadline) throws InterruptedException {
        if (deadline.expired()) {
            return open.stream()
                    .map(each -> none(each, Trouble.DEADLINE, "there was no time left to ask"))
                    .toList();
        }
        try (Round round = new Round(deadline, sent)) {
            RoundQuestions roundQuestions = new RoundQuestions(round, servers(), links, clock, turns);
            Duration half = round.deadline().remaining().dividedBy(2);
            ProofBasis basis = basis(round, roundQuestions, round.deadline().sooner(half));
            List<FollowedQuestion> courses = open.stream()
                    .map(each -> new FollowedQuestion(each, roundQuestions, basis, anchors, clock))
                    .toList();
            run(round, courses);
            List<DnsAnswer> all = courses.stream().map(FollowedQuestion::answer).toList();
            all.forEach(this::keep);
            return all;
        } catch (IOException noSockets) {
            return open.stream()
                    .map(each -> none(each, Trouble.NO_SOCKET, "this machine has no socket to ask with"))
                    .toList();
        }
    }

    private static void run(Round round, List<FollowedQuestion> courses) throws IOException, InterruptedException {
        Iterator<FollowedQuestion> waiting = courses.iterator();
        List<FollowedQuestion> running = new ArrayList<>();
        round.await(
                () -> {
                    running.removeIf(FollowedQuestion::done);
                    while (running.size() < AT_ONCE && waiting.hasNext()) {
                        FollowedQuestion next = waiting.next();
                        next.start();
                        if (!next.done()) {
                            running.add(next);
                        }
                    }
                    return running.isEmpty() && !waiting.hasNext();
                },
                round.deadline());
    }

    private static DnsAnswer none(Question question, Trouble trouble, String detail) {
        return DnsAnswer.to(question, Security.NOT_TESTED)
                .trouble(trouble)
                .detail(detail)
                .build();
    }

    private void keep(DnsAnswer answer) {
        if (!answer.security().learned() || answer.ttl().isEmpty()) {
            return;
        }
        Instant until = clock.instant()
                .plus(answer.ttl()
                        .filter(time -> time.compareTo(Lifetimes.LONGEST) < 0)
                        .orElse(Lifetimes.LONGEST));
        Instant end =
                answer.signedUntil().filter(signed -> signed.isBefore(until)).orElse(until);
        int size = EACH;
        for (DnsRecord each : answer.records()) {
            size += EACH + each.rdata().length;
        }
        DnsAnswer known = answer.toBuilder().took(Duration.ZERO).queries(0).build();
        answers.keep(answer.question(), known, size, end);
    }

    @Override
    public List<DnsAnswer> fromEach(Question question, Deadline deadline) throws InterruptedException {
        List<InetSocketAddress> places = servers();
        try (Round round = new Round(deadline, sent)) {
            List<RoundQuestions> desks = places.stream()
                    .map(place -> new RoundQuestions(
                            round, List.of(place), new Kept<>(MOST_LINKS, MOST_OCTETS), clock, new Turns()))
                    .toList();
            List<RootCheck> looking = desks.stream().map(this::looking).toList();
            looking.forEach(each -> each.wakes(round));
            Duration third =
                    round.deadline().remaining().dividedBy(3); // the question needs longer to count as not answered
            round.await(
                    () -> looking.stream().allMatch(RootCheck::done),
                    round.deadline().sooner(third));
            List<FollowedQuestion> courses = new ArrayList<>();
            for (int i = 0; i < desks.size(); i++) {
                courses.add(new FollowedQuestion(
                        question, desks.get(i), looking.get(i).basis(), anchors, clock));
            }
            run(round, courses);
            List<DnsAnswer> all = new ArrayList<>();
            for (int i = 0; i < desks.size(); i++) {
                all.add(courses.get(i).answer().toBuilder()
                        .server(ProvingServer.place(places.get(i)))
                        .build());
            }
            return List.copyOf(all);
        } catch (IOException noSockets) {
            return places.stream()
                    .map(each -> none(question, Trouble.NO_SOCKET, "this machine has no socket to ask with"))
                    .toList();
        }
    }
}
