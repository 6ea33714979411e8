/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.dispatch;

import io.github.smtpprobe.batch.BatchResult;
import io.github.smtpprobe.batch.BatchStopped;
import io.github.smtpprobe.batch.BatchSummary;
import io.github.smtpprobe.batch.BatchTarget;
import io.github.smtpprobe.request.InvalidRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One run of a batch, on the caller's thread. It takes targets while there is room for them, starts those whose turn it is, and
 * delivers finished results. A slow output slows everything down; a slow stream of targets delays nothing else.
 */
public final class Coordinator {
    /**
     * How long to wait for probes after a cancellation. They normally end within milliseconds, unless code of the application
     * ignores it.
     */
    private static final Duration TO_END = Duration.ofMillis(800);

    /** How many targets are taken before finished results are looked for. */
    private static final int AT_ONCE = 16;

    private final Settings settings;
    private final Engine engine;
    private final Source source;
    private final GuardedOperators operators;
    private final Results results;
    private final Workers workers;
    private final BlockingQueue<Runnable> messages = new LinkedBlockingQueue<>();
    private final Set<Job> running = new LinkedHashSet<>();
    private final Turns turns;
    private final LookUps lookUps;
    private final Ramp ramp = new Ramp();
    private volatile boolean cancelled;
    private boolean interrupted;
    private @Nullable Journal journal;

    /**
     * Prepares a run.
     *
     * @param settings the settings of the run
     * @param engine   makes the probes
     * @param targets  the targets
     * @param output   receives the results
     */
    public Coordinator(
            Settings settings, Engine engine, Iterator<BatchTarget> targets, Consumer<? super BatchResult> output) {
        this.settings = settings;
        this.engine = engine;
        this.source = new Source(targets, this::wake);
        this.operators = new GuardedOperators(settings.operators(), 4 * settings.lookAhead());
        this.results = new Results(settings, operators, output);
        this.turns = new Turns(settings, operators);
        this.lookUps = new LookUps(operators, turns, messages::add, this::unknown);
        this.workers = new Workers(settings.concurrency() + settings.lookUps());
    }

    /** Ends the run within a second. Never blocks; may be called from any thread. */
    public void cancel() {
        cancelled = true;
        wake();
    }

    private void wake() {
        messages.add(() -> {});
    }

    /**
     * Runs the batch to its end.
     *
     * @return figures over all results
     * @throws BatchStopped if output, journal or targets failed
     */
    public BatchSummary run() {
        try (workers;
                Journal opened = Journal.open(settings.journal());
                Source begun = source.begin()) {
            journal = opened;
            results.tell(0, 0, false);
            while (!cancelled && work()) {
                await(hasRoom() && begun.ready() ? Duration.ZERO : idle());
            }
            endRunning();
        } catch (BatchStopped stopped) {
            cancelAll();
            throw stopped;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
        boolean complete = !cancelled && source.failure().isEmpty();
        results.tell(0, turns.size(), complete);
        source.failure().ifPresent(failure -> {
            throw failure;
        });
        return results.summary(complete);
    }

    private Duration idle() {
        return Duration.ofNanos(Math.min(results.quiet().toNanos(), Math.min(turns.due(), lookUps.due())));
    }

    /** Takes and starts as many targets as there is room for: {@return whether anything is left to wait for}. */
    private boolean work() {
        for (int taken = 0; taken < AT_ONCE && hasRoom(); taken++) {
            source.next().ifPresent(this::take);
        }
        start();
        lookUps.giveUp();
        boolean more = !source.ended() || held() > 0;
        if (!more && source.failure().isEmpty()) {
            journal().ended(source.taken());
        }
        return more;
    }

    private boolean hasRoom() {
        return !source.ended() && held() + Source.AHEAD < settings.lookAhead() && lookUps.size() < settings.lookUps();
    }

    private int held() {
        return lookUps.size() + running.size() + turns.size();
    }

    private void take(Source.Numbered next) {
        if (journal().hasDone(next)) {
            results.tally().doneBefore(1);
            return;
        }
        if (unwanted(next)) {
            results.tally().leftOut(1);
            return;
        }
        try {
            Job job = new Job(next, journal().hasBegun(next.number()), engine.prepare(next.target()));
            lookUps.begin(job, workers);
        } catch (InvalidRequest refused) {
            journal().begin(next.number(), next.target());
            results.add(BatchResult.builder(next.number(), next.target(), BatchResult.State.REFUSED)
                    .detail(String.valueOf(refused.getMessage()))
                    .build());
            journal().done(next.number());
        }
    }

    private boolean unwanted(Source.Numbered next) {
        try {
            return settings.leftOut().test(next.target());
        } catch (RuntimeException | Error broken) {
            throw BatchStopped.targets(next.number(), broken);
        }
    }

    private Journal journal() {
        return Objects.requireNonNull(journal, "it is open while the batch runs");
    }

    /** Ends a target whose look-up failed. */
    private void unknown(Job job, String why) {
        journal().begin(job.number(), job.target());
        end(job, builder(job, BatchResult.State.BROKEN).detail(why));
    }

    private void start() {
        while (running.size() < settings.concurrency() && ramp.open()) {
            Optional<Job> next = turns.next();
            if (next.isEmpty()) {
                return;
            }
            Job job = next.get();
            journal().begin(job.number(), job.target());
            running.add(job);
            ramp.begun();
            workers.execute(() -> probe(job));
        }
    }

    private void probe(Job job) {
        JobAdmission admission = new JobAdmission(job, operators, turns.permits(), turns.shared(), this::connected);
        Runnable end;
        try (admission) {
            Engine.Ended ended = job.probe().run(admission);
            BatchResult.State state = RateLimits.state(ended);
            BatchResult.Builder result = builder(job, state).detail(why(job, state));
            ended.probed().ifPresent(result::report);
            ended.surveyed().ifPresent(result::domainReport);
            end = () -> end(job, result);
        } catch (Throwable broken) {
            end = () -> broken(job, broken);
        }
        admission.connected();
        messages.add(end);
    }

    private static String why(Job job, BatchResult.State state) {
        return switch (state) {
            case RATE_LIMITED -> job.givenUp();
            case DENIED -> "not asked: the address policy forbids every way to it";
            default -> "";
        };
    }

    private void connected() {
        if (ramp.ended()) {
            wake();
        }
    }

    /** Ends a target whose probe failed in a way that a report cannot describe, such as lack of memory. */
    private void broken(Job job, Throwable broken) {
        end(job, builder(job, BatchResult.State.BROKEN).detail(broken.toString()));
    }

    private static BatchResult.Builder builder(Job job, BatchResult.State state) {
        return BatchResult.builder(job.number(), job.target(), state).probedAgain(job.again());
    }

    private void end(Job job, BatchResult.Builder result) {
        running.remove(job);
        turns.asked(job);
        if (job.end()) {
            BatchResult built = result.build();
            results.add(built);
            if (built.state() != BatchResult.State.CANCELLED) {
                journal().done(job.number());
            }
        }
    }

    /** Waits for a message, and takes all that have arrived by then. */
    private void await(Duration most) {
        try {
            Runnable message = messages.poll(Math.max(0, most.toNanos()), TimeUnit.NANOSECONDS);
            while (message != null) {
                message.run();
                message = cancelled ? null : messages.poll();
            }
        } catch (InterruptedException ended) {
            interrupted = true;
            cancelled = true;
        }
        if (results.quiet().isNegative()) {
            results.tell(running.size(), lookUps.size() + turns.size(), false);
        }
    }

    /** After a cancellation, ends what is running and delivers the results so far. */
    private void endRunning() {
        if (!cancelled) {
            return;
        }
        source.end();
        cancelAll();
        long end = System.nanoTime() + TO_END.toNanos();
        while (!running.isEmpty() && System.nanoTime() - end < 0) {
            await(Duration.ofNanos(end - System.nanoTime()));
        }
        for (Job each : new ArrayList<>(running)) {
            end(
                    each,
                    builder(each, BatchResult.State.CANCELLED)
                            .detail("the probe had not ended when the batch was cancelled"));
        }
    }

    private void cancelAll() {
        turns.permits().close();
        turns.shared().close();
        lookUps.cancel();
        running.forEach(each -> each.probe().cancel());
    }
}
