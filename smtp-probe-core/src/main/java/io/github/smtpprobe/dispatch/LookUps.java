/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.dispatch;

import io.github.smtpprobe.route.Resolution;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * The look-ups of a batch that are running, each on a thread of its own. A target whose look-up has ended waits for its turn. Used
 * only by the thread that runs the batch.
 */
final class LookUps {
    /** How often to check for look-ups that do not end. */
    private static final Duration WATCH = Duration.ofSeconds(1);

    private final GuardedOperators operators;
    private final Turns turns;
    private final Consumer<Runnable> messages;
    private final BiConsumer<Job, String> failed;
    private final Set<Job> running = new LinkedHashSet<>();
    private long watched = System.nanoTime();

    /**
     * Prepares look-ups.
     *
     * @param operators learns who runs the servers that were found
     * @param turns     receives the targets whose look-up has ended
     * @param messages  takes what the thread that runs the batch is to do
     * @param failed    receives a target whose look-up failed, and the reason
     */
    LookUps(GuardedOperators operators, Turns turns, Consumer<Runnable> messages, BiConsumer<Job, String> failed) {
        this.operators = operators;
        this.turns = turns;
        this.messages = messages;
        this.failed = failed;
    }

    void begin(Job job, Workers workers) {
        running.add(job);
        workers.execute(() -> lookUp(job));
    }

    private void lookUp(Job job) {
        try {
            Resolution resolution = job.probe().lookUp();
            if (operators.mayHang()) {
                messages.accept(() -> job.resolution(resolution));
                operators.learn(resolution);
            }
            messages.accept(() -> found(job, resolution));
        } catch (Throwable broken) {
            messages.accept(() -> fail(job, broken.toString()));
        }
    }

    private void found(Job job, Resolution resolution) {
        if (running.remove(job)) {
            turns.enter(job, resolution);
        }
    }

    /** Hands over a target whose look-up failed, unless that was given up before. */
    private void fail(Job job, String why) {
        if (running.remove(job)) {
            failed.accept(job, why);
        }
    }

    /**
     * Gives up look-ups that hang, so that a resolver or a rule of the application's that ignores interrupts blocks nothing but
     * its own thread.
     */
    void giveUp() {
        long now = System.nanoTime();
        if (now - watched < WATCH.toNanos()) {
            return;
        }
        watched = now;
        for (Job each : List.copyOf(running)) {
            if (operators.mute() && each.resolution().isPresent()) {
                found(each, each.resolution().get());
            } else if (each.overdue(now)) {
                fail(each, "the look-up did not end at the deadline: the resolver ignores interrupts");
            }
        }
    }

    int size() {
        return running.size();
    }

    /** Nanoseconds until look-ups that hang are to be given up. */
    long due() {
        return running.isEmpty() ? Long.MAX_VALUE : WATCH.toNanos();
    }

    void cancel() {
        running.forEach(each -> each.probe().cancel());
    }
}
