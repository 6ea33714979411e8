/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.surveys;

import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.records.DnsAnswer;
import io.github.smtpprobe.records.DnsResult;
import io.github.smtpprobe.records.Question;
import io.github.smtpprobe.records.RootValidation;
import io.github.smtpprobe.records.SecureResolver;
import io.github.smtpprobe.records.Security;
import io.github.smtpprobe.records.Trouble;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * All look-ups of one survey. Each question is asked once, the questions of one round in parallel, and each answer is kept and
 * reported to listeners. The library's own look-ups use it as a resolver; those of the application ask through
 * {@link LookUpAnswers}. Used by one thread at a time.
 */
final class Answers implements SecureResolver {
    /** The longest time for a round; a resolver that finds no name server usually says so within ten seconds. */
    private static final Duration LONGEST_ROUND = Duration.ofSeconds(12);

    /** What a single question takes if the first datagram is lost. */
    private static final Duration LEAST_ROUND = Duration.ofSeconds(3);

    private static final int PARTS = 3;

    private final SecureResolver resolver;
    private Deadline deadline;
    private final Map<Question, DnsAnswer> known = new HashMap<>();
    private final List<DnsAnswer> all = new ArrayList<>();
    private final Set<Question> foreign = new LinkedHashSet<>();
    private Optional<RootValidation> rootValidation = Optional.empty();
    private Consumer<DnsAnswer> listener = answer -> {};
    private boolean doubting;
    private boolean interrupted;

    /** Sets a listener for each answer. */
    void heardBy(Consumer<DnsAnswer> hearing) {
        listener = hearing;
    }

    /**
     * Prepares look-ups.
     *
     * @param resolver whom to ask
     * @param deadline the deadline of all look-ups
     */
    Answers(SecureResolver resolver, Deadline deadline) {
        this.resolver = resolver;
        this.deadline = deadline;
    }

    /** Sets the end of whatever is asked from now on. */
    void until(Deadline end) {
        deadline = end;
    }

    /**
     * Asks a round of questions. Those that were asked before are not asked again.
     *
     * @param questions the questions to ask in parallel
     * @return the answers, in their order
     */
    List<DnsAnswer> ask(List<Question> questions) {
        questions.forEach(foreign::remove);
        List<Question> open =
                questions.stream().filter(each -> !knows(each)).distinct().toList();
        if (!open.isEmpty()) {
            for (DnsAnswer each : put(open, deadline.sooner(share()))) {
                known.put(each.question(), each);
                tell(each);
            }
        }
        return questions.stream().map(this::known).toList();
    }

    /** Also asks, in the same round, what look-ups of the application's will need; returns only the other answers. */
    List<DnsAnswer> ask(List<Question> questions, List<Question> further) {
        ask(Stream.concat(questions.stream(), further.stream()).toList());
        further.stream().filter(each -> !questions.contains(each)).forEach(foreign::add);
        return ask(questions);
    }

    /** Whether a question was asked before. */
    boolean knows(Question question) {
        return known.containsKey(question);
    }

    DnsAnswer known(Question question) {
        return Objects.requireNonNull(known.get(question));
    }

    /**
     * Asks for a look-up of the application's. Trouble may be due to that look-up's own time limit, so it is not remembered.
     *
     * @param open the questions without an answer, each once
     * @param end  the end of the look-up's time
     * @return the answers, in their order
     */
    List<DnsAnswer> askForeign(List<Question> open, Deadline end) {
        List<DnsAnswer> answers =
                end.expired() ? unasked(open, Trouble.DEADLINE) : put(open, deadline.sooner(end.remaining()));
        answers.forEach(this::tellForeign);
        answers.stream().filter(DnsAnswer::answered).forEach(each -> known.put(each.question(), each));
        return answers;
    }

    /** Reports an answer that a look-up of the application's gets. */
    void tellForeign(DnsAnswer answer) {
        if (!knows(answer.question())) {
            foreign.add(answer.question());
        }
        tell(answer);
    }

    private void tell(DnsAnswer answer) {
        all.add(answer);
        listener.accept(answer);
    }

    private List<DnsAnswer> put(List<Question> open, Deadline end) {
        if (interrupted || Thread.currentThread().isInterrupted()) {
            return unasked(open, Trouble.CANCELLED);
        }
        if (deadline.expired()) {
            return unasked(open, Trouble.DEADLINE);
        }
        try {
            List<DnsAnswer> answers = resolver.look(open, end);
            return answers.size() == open.size()
                    ? answers.stream().map(this::doubted).toList()
                    : unasked(open, Trouble.EXTENSION_FAILED);
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            interrupted = true;
            return unasked(open, Trouble.CANCELLED);
        }
    }

    /** From now on, denials are not believed: a name server that does not know the root zone cannot tell. */
    void doubt() {
        doubting = true;
    }

    private DnsAnswer doubted(DnsAnswer answer) {
        boolean denies = answer.result() == DnsResult.NO_NAME || answer.result() == DnsResult.NO_RECORDS;
        return doubting && denies
                ? DnsAnswer.to(answer.question(), Security.NOT_TESTED)
                        .trouble(Trouble.ROOT)
                        .detail("the name server says that there is none, and does not know the root zone either")
                        .server(answer.server())
                        .took(answer.took())
                        .build()
                : answer;
    }

    /** The time for one round. Even if nobody answers for a name, there is time left for what comes afterwards. */
    private Duration share() {
        Duration part = deadline.remaining().dividedBy(PARTS);
        Duration enough = part.compareTo(LEAST_ROUND) < 0 ? LEAST_ROUND : part;
        return enough.compareTo(LONGEST_ROUND) < 0 ? enough : LONGEST_ROUND;
    }

    private static List<DnsAnswer> unasked(List<Question> open, Trouble why) {
        return open.stream()
                .map(each ->
                        DnsAnswer.to(each, Security.NOT_TESTED).trouble(why).build())
                .toList();
    }

    /** All answers, in the order in which they were asked for. */
    List<DnsAnswer> all() {
        return List.copyOf(all);
    }

    /** The questions that only look-ups of the application's asked. */
    Set<Question> foreign() {
        return Set.copyOf(foreign);
    }

    @Override
    public List<DnsAnswer> look(List<Question> questions, Deadline end) {
        return ask(questions);
    }

    /** The check is made once. */
    @Override
    public RootValidation rootValidation(Deadline end) {
        if (rootValidation.isEmpty()) {
            try {
                rootValidation = Optional.of(resolver.rootValidation(end));
            } catch (InterruptedException ended) {
                Thread.currentThread().interrupt();
                return RootValidation.of(RootValidation.State.NOT_ASKED, "the survey was cancelled");
            }
        }
        return rootValidation.get();
    }

    @Override
    public List<DnsAnswer> fromEach(Question question, Deadline end) {
        try {
            return resolver.fromEach(question, end);
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            return unasked(List.of(question), Trouble.CANCELLED);
        }
    }

    @Override
    public long queries() {
        return resolver.queries();
    }

    static List<InetAddress> addresses(List<DnsAnswer> found) {
        return found.stream()
                .flatMap(answer -> answer.records().stream())
                .flatMap(record -> record.address().stream())
                .distinct()
                .toList();
    }
}
