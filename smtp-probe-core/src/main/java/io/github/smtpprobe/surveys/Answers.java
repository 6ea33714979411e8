/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.surveys;

import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.records.DnsAnswer;
import io.github.smtpprobe.records.Question;
import io.github.smtpprobe.records.RecordType;
import io.github.smtpprobe.records.SecureResolver;
import io.github.smtpprobe.records.Security;
import io.github.smtpprobe.records.Trouble;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/** All look-ups of one survey: each question is asked once, those of one round side by side, and each answer is kept. Used by one thread. */
final class Answers {
    /** A resolver that finds nobody to ask says so within ten seconds as a rule. */
    private static final Duration LONGEST_ROUND = Duration.ofSeconds(12);

    /** What one question takes where the first datagram is lost. */
    private static final Duration LEAST_ROUND = Duration.ofSeconds(3);

    private static final int PARTS = 3;

    private final SecureResolver resolver;
    private Deadline deadline;
    private final Map<Question, DnsAnswer> known = new LinkedHashMap<>();
    private Consumer<DnsAnswer> listener = answer -> {};
    private boolean doubting;
    private boolean interrupted;

    /** Tells each answer as it comes. */
    void heardBy(Consumer<DnsAnswer> hearing) {
        listener = hearing;
    }

    /**
     * Prepares look-ups.
     *
     * @param resolver whom to ask
     * @param deadline of all of them
     */
    Answers(SecureResolver resolver, Deadline deadline) {
        this.resolver = resolver;
        this.deadline = deadline;
    }

    /** What is asked from now on ends then. */
    void until(Deadline end) {
        deadline = end;
    }

    /**
     * Asks a round of questions; those that were asked before are not asked again.
     *
     * @param questions to ask side by side
     * @return the answers, in their order
     */
    List<DnsAnswer> ask(List<Question> questions) {
        List<Question> open = questions.stream()
                .filter(each -> !known.containsKey(each))
                .distinct()
                .toList();
        if (!open.isEmpty()) {
            List<DnsAnswer> answers = look(open);
            for (int i = 0; i < open.size(); i++) {
                known.put(open.get(i), answers.get(i));
                listener.accept(answers.get(i));
            }
        }
        return questions.stream().map(this::known).toList();
    }

    DnsAnswer ask(String name, RecordType type) {
        return ask(List.of(new Question(name, type))).get(0);
    }

    private DnsAnswer known(Question question) {
        return Objects.requireNonNull(known.get(question));
    }

    private List<DnsAnswer> look(List<Question> open) {
        if (interrupted || Thread.currentThread().isInterrupted()) {
            return unasked(open, Trouble.CANCELLED);
        }
        if (deadline.expired()) {
            return unasked(open, Trouble.DEADLINE);
        }
        try {
            List<DnsAnswer> answers = resolver.look(open, deadline.sooner(share()));
            return answers.size() == open.size()
                    ? answers.stream().map(this::doubted).toList()
                    : unasked(open, Trouble.EXTENSION_FAILED);
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            interrupted = true;
            return unasked(open, Trouble.CANCELLED);
        }
    }

    /** Takes no word for it from now on that something is not there: whoever does not know the root zone cannot tell. */
    void doubt() {
        doubting = true;
    }

    private DnsAnswer doubted(DnsAnswer answer) {
        boolean denies = answer.result() == DnsAnswer.Result.NO_NAME || answer.result() == DnsAnswer.Result.NO_RECORDS;
        return doubting && denies
                ? DnsAnswer.to(answer.question(), Security.NOT_TESTED)
                        .trouble(Trouble.ROOT)
                        .detail("the name server says that there is none, and does not know the root zone either")
                        .server(answer.server())
                        .took(answer.took())
                        .build()
                : answer;
    }

    /** A name that nobody answers for leaves time for what comes after it. */
    private Duration share() {
        Duration part = deadline.remaining().dividedBy(PARTS);
        Duration enough = part.compareTo(LEAST_ROUND) < 0 ? LEAST_ROUND : part;
        return enough.compareTo(LONGEST_ROUND) < 0 ? enough : LONGEST_ROUND;
    }

    private static List<DnsAnswer> unasked(List<Question> open, Trouble why) {
        List<DnsAnswer> none = new ArrayList<>();
        open.forEach(each ->
                none.add(DnsAnswer.to(each, Security.NOT_TESTED).trouble(why).build()));
        return none;
    }

    /** {@return everything that was asked, in its order} */
    List<DnsAnswer> all() {
        return List.copyOf(known.values());
    }
}
