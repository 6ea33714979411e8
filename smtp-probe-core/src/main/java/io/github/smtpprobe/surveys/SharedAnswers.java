/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.surveys;

import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.clock.Ticker;
import io.github.smtpprobe.records.DnsAnswer;
import io.github.smtpprobe.records.Question;
import io.github.smtpprobe.records.RootValidation;
import io.github.smtpprobe.records.SecureResolver;
import io.github.smtpprobe.records.Security;
import io.github.smtpprobe.records.Trouble;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;

/**
 * One resolver for all surveys of a batch. Answers are shared within their time to live. A question that another survey is just
 * asking waits for that answer, but not for long, because the round in which it is asked may be held up by another question.
 * Failures are never kept. Thread-safe.
 */
public final class SharedAnswers {
    /** The longest time that answers are kept, whatever the name server says; the same as in {@code SecureDns}. */
    private static final Duration LONGEST = Duration.ofHours(1);

    /** How long answers are kept that are not proven, since the trouble may be on our side. */
    private static final Duration UNPROVEN = Duration.ofSeconds(30);

    /** How long answers are kept for which the resolver gives no time. */
    private static final Duration UNTOLD = Duration.ofMinutes(1);

    /** How long to wait for another survey, whose round may be held up by another question. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    /** With less time than this, it cannot be concluded that nobody answers. */
    private static final Duration ENOUGH = Duration.ofSeconds(3);

    private static final int MOST = 5_000;
    private static final int MOST_OCTETS = 16 * 1024 * 1024;

    /** Trouble that only concerns the survey that asked. */
    private static final Set<Trouble> OWN =
            EnumSet.of(Trouble.CANCELLED, Trouble.DEADLINE, Trouble.NO_SOCKET, Trouble.EXTENSION_FAILED);

    private final SecureResolver asked;
    private final Clock clock;
    private final Shared<Question, DnsAnswer> answers;
    private final Shared<String, RootValidation> rootValidations;

    /**
     * Shares a resolver.
     *
     * @param asked  the resolver to ask
     * @param ticker measures the age of answers
     * @param clock  tells which signatures have expired
     */
    public SharedAnswers(SecureResolver asked, Ticker ticker, Clock clock) {
        this.asked = asked;
        this.clock = clock;
        this.answers = new Shared<>(MOST, MOST_OCTETS, PATIENCE, ticker);
        this.rootValidations = new Shared<>(1, 1, PATIENCE, ticker);
    }

    /** {@return the resolver of one survey, which counts the questions that were sent for that survey} */
    public SecureResolver forOne() {
        return new One();
    }

    private final class One implements SecureResolver {
        private final LongAdder sent = new LongAdder();

        @Override
        public List<DnsAnswer> look(List<Question> questions, Deadline deadline) throws InterruptedException {
            Map<Question, DnsAnswer> found = new HashMap<>();
            Set<Question> open = new LinkedHashSet<>(questions);
            while (!open.isEmpty()) {
                round(open, found, deadline);
                open.removeAll(found.keySet());
            }
            return questions.stream().map(found::get).toList();
        }

        /**
         * Asks the questions that nobody else is asking, and only then waits for the others, so that a waiting thread holds
         * nobody up.
         */
        private void round(Set<Question> open, Map<Question, DnsAnswer> found, Deadline deadline)
                throws InterruptedException {
            List<Shared<Question, DnsAnswer>.Place> mine = new ArrayList<>();
            List<Shared<Question, DnsAnswer>.Place> others = new ArrayList<>();
            for (Question each : open) {
                Shared<Question, DnsAnswer>.Place place = answers.enter(each);
                (place.leads() ? mine : others).add(place);
            }
            if (!mine.isEmpty()) {
                ask(mine, found, deadline);
            }
            for (Shared<Question, DnsAnswer>.Place each : others) {
                follow(each, deadline).ifPresent(answer -> found.put(each.key(), answer));
            }
        }

        private void ask(
                List<Shared<Question, DnsAnswer>.Place> mine, Map<Question, DnsAnswer> found, Deadline deadline)
                throws InterruptedException {
            try {
                List<Question> asking = mine.stream().map(Shared.Place::key).toList();
                List<DnsAnswer> all = asked.look(asking, deadline);
                if (all.size() != asking.size()) {
                    throw new IllegalStateException("the resolver gave " + all.size() + " answers to " + asking.size());
                }
                for (int i = 0; i < asking.size(); i++) {
                    DnsAnswer answer = all.get(i);
                    sent.add(answer.queries());
                    found.put(asking.get(i), answer);
                    mine.get(i).settle(told(answer), kept(answer), size(answer));
                }
            } finally {
                mine.forEach(Shared.Place::leave);
            }
        }

        private Optional<DnsAnswer> follow(Shared<Question, DnsAnswer>.Place place, Deadline deadline)
                throws InterruptedException {
            if (deadline.expired()) {
                return Optional.of(DnsAnswer.to(place.key(), Security.NOT_TESTED)
                        .trouble(Trouble.DEADLINE)
                        .build());
            }
            return place.follow(deadline);
        }

        @Override
        public RootValidation rootValidation(Deadline deadline) throws InterruptedException {
            while (true) {
                Shared<String, RootValidation>.Place place = rootValidations.enter("");
                if (place.leads()) {
                    try {
                        boolean enough = deadline.remaining().compareTo(ENOUGH) >= 0;
                        RootValidation found = asked.rootValidation(deadline);
                        boolean own = found.state() == RootValidation.State.SILENT && !enough;
                        place.settle(
                                own ? Optional.empty() : Optional.of(found), found.sound() ? UNTOLD : Duration.ZERO, 1);
                        return found;
                    } finally {
                        place.leave();
                    }
                }
                Optional<RootValidation> told = place.follow(deadline);
                if (told.isPresent()) {
                    return told.get();
                }
                if (deadline.expired()) {
                    return RootValidation.of(RootValidation.State.SILENT, Trouble.SILENT.label());
                }
            }
        }

        @Override
        public List<DnsAnswer> fromEach(Question question, Deadline deadline) throws InterruptedException {
            return asked.fromEach(question, deadline);
        }

        @Override
        public long queries() {
            return sent.sum();
        }
    }

    /** What others may get: not the trouble of the survey that asked, such as that its time was over. */
    private static Optional<DnsAnswer> told(DnsAnswer answer) {
        return answer.trouble().filter(OWN::contains).isPresent()
                ? Optional.empty()
                : Optional.of(answer.toBuilder().took(Duration.ZERO).queries(0).build());
    }

    private Duration kept(DnsAnswer answer) {
        if (!answer.answered()) {
            return Duration.ZERO;
        }
        Duration told = answer.ttl().orElse(UNTOLD);
        Duration most = answer.security().learned() ? LONGEST : UNPROVEN;
        Duration time = told.compareTo(most) < 0 ? told : most;
        return answer.signedUntil()
                .map(end -> Duration.between(clock.instant(), end))
                .filter(left -> left.compareTo(time) < 0)
                .orElse(time);
    }

    /** The approximate size of an answer, including that of the objects around its octets. */
    private static int size(DnsAnswer answer) {
        int size = 1_000;
        for (var each : answer.records()) {
            size += 200 + each.rdata().length;
        }
        return size + 500 * answer.aliases().size();
    }
}
