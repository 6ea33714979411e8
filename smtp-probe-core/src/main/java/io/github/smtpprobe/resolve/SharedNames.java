/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.resolve;

import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.clock.Ticker;
import io.github.smtpprobe.request.AddressFamilies;
import io.github.smtpprobe.route.MailResolver;
import java.net.InetAddress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A caching resolver for many probes at once: answers are shared within their time to live, the same question is not asked twice
 * at a time, and the number of questions in flight is limited. Answers without a time to live are kept for a minute if they are
 * definite, and for ten seconds if no name server gave them, so that a dead name server delays each name only once.
 */
public final class SharedNames implements MailResolver {
    private static final int MOST = 50_000;
    private static final Duration SURE = Duration.ofMinutes(1);
    private static final Duration UNSURE = Duration.ofSeconds(10);
    private static final Duration LONGEST = Duration.ofHours(1);

    private final MailResolver asked;
    private final Ticker ticker;
    private final Semaphore questions;
    private final ReentrantLock lock = new ReentrantLock();
    /** In the order of use, the least recently used one first. */
    private final Map<Object, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);

    /**
     * Shares a resolver.
     *
     * @param asked     the resolver to ask
     * @param questions how many questions may be under way at once
     * @param ticker    measures the age of answers
     */
    public SharedNames(MailResolver asked, int questions, Ticker ticker) {
        this.asked = asked;
        this.ticker = ticker;
        this.questions = new Semaphore(questions);
    }

    /** The resolver that is finally asked. */
    MailResolver asked() {
        return asked;
    }

    /** A question under way, or its answer. Empty if the thread that asked gave up. */
    private static final class Entry {
        private final CompletableFuture<Optional<Answer<?>>> answer = new CompletableFuture<>();
        private long until = Long.MAX_VALUE;
    }

    /** Asks the resolver. */
    @FunctionalInterface
    private interface Asking<T> {
        Answer<T> ask() throws InterruptedException;
    }

    @Override
    public Answer<Exchanger> exchangers(String domain, Deadline deadline) throws InterruptedException {
        return ask(List.of("MX", domain), deadline, () -> asked.exchangers(domain, deadline));
    }

    @Override
    public Answer<InetAddress> addresses(String host, AddressFamilies families, Deadline deadline)
            throws InterruptedException {
        return ask(List.of(families, host), deadline, () -> asked.addresses(host, families, deadline));
    }

    @Override
    public Answer<String> names(InetAddress address, Deadline deadline) throws InterruptedException {
        return ask(List.of("PTR", address), deadline, () -> asked.names(address, deadline));
    }

    private <T> Answer<T> ask(Object question, Deadline deadline, Asking<T> asking) throws InterruptedException {
        while (true) {
            Entry mine = new Entry();
            Entry known = enter(question, mine);
            if (known == mine) {
                return lead(question, mine, deadline, asking);
            }
            Optional<Answer<T>> answer = follow(known, deadline);
            if (answer.isPresent()) {
                return answer.get();
            }
        }
    }

    /** The entry of a question. It is the caller's own if there was none, or only one that is no longer valid. */
    private Entry enter(Object question, Entry mine) {
        lock.lock();
        try {
            Entry known = entries.get(question);
            if (known != null && (known.until == Long.MAX_VALUE || known.until - ticker.nanos() > 0)) {
                return known;
            }
            entries.put(question, mine);
            if (entries.size() > MOST) {
                entries.remove(entries.keySet().iterator().next());
            }
            return mine;
        } finally {
            lock.unlock();
        }
    }

    private <T> Answer<T> lead(Object question, Entry mine, Deadline deadline, Asking<T> asking)
            throws InterruptedException {
        Optional<Answer<?>> shared = Optional.empty();
        try {
            if (!questions.tryAcquire(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS)) {
                return Answer.none(Status.TIMEOUT, "too many other questions were on their way");
            }
            Answer<T> answer;
            try {
                answer = asking.ask();
            } finally {
                questions.release();
            }
            boolean passing = answer == null || answer.status() == Status.CANCELLED;
            shared = passing ? Optional.empty() : Optional.of(answer);
            return answer;
        } finally {
            settle(question, mine, shared);
        }
    }

    private void settle(Object question, Entry mine, Optional<Answer<?>> answer) {
        lock.lock();
        try {
            if (answer.isPresent()) {
                mine.until = ticker.nanos() + kept(answer.get()).toNanos();
            } else {
                entries.remove(question, mine);
            }
        } finally {
            lock.unlock();
        }
        mine.answer.complete(answer);
    }

    private static Duration kept(Answer<?> answer) {
        Duration time = answer.ttl().orElse(answer.status().unsure() ? UNSURE : SURE);
        return time.compareTo(LONGEST) < 0 ? time : LONGEST;
    }

    /** The answer if there was enough time, but nobody answered. */
    static <T> Answer<T> silent() {
        return Answer.none(Status.TIMEOUT, "no name server answered in time");
    }

    /** Waits for the thread that asks; empty if that thread gave up. The type of the answer is determined by the question. */
    @SuppressWarnings("unchecked")
    private static <T> Optional<Answer<T>> follow(Entry known, Deadline deadline) throws InterruptedException {
        try {
            return known.answer
                    .get(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS)
                    .map(answer -> (Answer<T>) answer);
        } catch (TimeoutException late) {
            return Optional.of(silent());
        } catch (ExecutionException impossible) {
            throw new IllegalStateException("it is only ever completed", impossible);
        }
    }
}
