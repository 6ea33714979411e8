/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.dns;

import io.github.smtpprobe.clock.Deadline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Message;
import org.xbill.DNS.Record;
import org.xbill.DNS.Resolver;

/**
 * All name servers of one look-up, used like one. A question goes to the next server if one has failed or has not answered in
 * time, and the first answer counts. Used by one thread, which has to call {@link #askAgain()} from time to time.
 */
final class NameServers implements Asking {
    private final List<? extends Resolver> servers;
    private final Deadline deadline;
    private final RetrySchedule schedule;
    private final Turns turns;
    private final List<Question> open = new ArrayList<>();

    /**
     * Prepares the servers.
     *
     * @param servers  in the order in which they are asked; at least one
     * @param deadline the deadline of the look-up
     */
    NameServers(List<? extends Resolver> servers, Deadline deadline) {
        this(servers, deadline, new Turns());
    }

    /**
     * Prepares the servers, and takes over which of them is asked first.
     *
     * @param servers  at least one
     * @param deadline the deadline of the look-up
     * @param turns    whose turn it is to be asked first
     */
    NameServers(List<? extends Resolver> servers, Deadline deadline, Turns turns) {
        this.servers = servers;
        this.deadline = deadline;
        this.turns = turns;
        this.schedule = RetrySchedule.of(servers.size(), deadline.remaining());
    }

    /** Whether a server truncated its answer to a question, and did not supply the whole of it. */
    boolean cutOff(Record question) {
        return servers.stream().anyMatch(each -> each instanceof ProvingServer one && one.cutOff(question));
    }

    /** One question, which may be under way to several servers. */
    private final class Question {
        private final Message query;
        private final Executor executor;
        private final Duration before = deadline.remaining();
        private final CompletableFuture<Message> answer = new CompletableFuture<>();
        private final int first = turns.first();
        private int asked;
        private int failed;
        private @Nullable Throwable why;

        Question(Message query, Executor executor) {
            this.query = query;
            this.executor = executor;
        }

        void ask() {
            int before = asked++;
            int place = (first + before) % servers.size();
            servers.get(place).sendAsync(query, executor).whenComplete((message, failure) -> {
                if (failure == null) {
                    if (failed < before && place != first && !answer.isDone()) {
                        turns.answeredBefore(place); // first, since further questions may follow from the answer
                    }
                    answer.complete(message);
                } else {
                    failed(failure.getCause() == null ? failure : failure.getCause());
                }
            });
        }

        private void failed(Throwable failure) {
            failed++;
            why = why == null ? failure : NoAnswer.moreTelling(why, failure);
            if (answer.isDone()) {
                return;
            }
            if (asked < schedule.tries() && !deadline.expired()) {
                ask();
            } else if (failed == asked) {
                answer.completeExceptionally(why);
            }
        }

        Duration untilNext() {
            Duration passed = before.minus(deadline.remaining());
            return asked < schedule.tries() ? schedule.due(asked).minus(passed) : deadline.remaining();
        }
    }

    @Override
    public CompletionStage<Message> sendAsync(Message query, Executor executor) {
        Question question = new Question(query, executor);
        open.add(question);
        question.ask();
        return question.answer;
    }

    /**
     * Asks the next server about every question that has been open for too long.
     *
     * @return the time until the next call is due
     */
    Duration askAgain() {
        open.removeIf(question -> question.answer.isDone());
        Duration soonest = deadline.remaining();
        for (Question each : List.copyOf(open)) {
            if (each.untilNext().compareTo(Duration.ZERO) <= 0) {
                each.ask();
            }
            soonest = each.untilNext().compareTo(soonest) < 0 ? each.untilNext() : soonest;
        }
        return soonest;
    }
}
