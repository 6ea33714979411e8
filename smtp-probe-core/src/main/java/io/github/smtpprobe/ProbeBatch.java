/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe;

import io.github.smtpprobe.batch.BatchListener;
import io.github.smtpprobe.batch.BatchResult;
import io.github.smtpprobe.batch.BatchStopped;
import io.github.smtpprobe.batch.BatchSummary;
import io.github.smtpprobe.batch.BatchTarget;
import io.github.smtpprobe.batch.Operators;
import io.github.smtpprobe.clock.Ticker;
import io.github.smtpprobe.dispatch.Coordinator;
import io.github.smtpprobe.dispatch.JournalPlace;
import io.github.smtpprobe.dispatch.Settings;
import io.github.smtpprobe.resolve.SharedNames;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongPredicate;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Probes many targets while limiting the load on each server's operator. Immutable, thread-safe and made to be shared; runs do
 * not affect one another.
 *
 * <p>A run delivers each result as its probe ends, on the thread that called it. Targets are read from their stream on a separate
 * thread, so a stream that blocks delays neither results nor a cancellation. At most twice the concurrency plus a thousand
 * targets are held at once, so the stream may be of any length, and a slow output slows the probes down. Targets of one operator
 * take their turns in stream order, as far as they have been looked up by then; results arrive in the order in which probes end.
 * Probes run on virtual threads where this Java has them (21 and later), otherwise on a bounded pool of daemon threads; all of
 * them end with the run.
 *
 * <pre>{@code
 * import io.github.smtpprobe.ProbeBatch;
 * import io.github.smtpprobe.batch.BatchTarget;
 * import io.github.smtpprobe.request.ProbeRequest;
 * import java.nio.file.Files;
 * import java.nio.file.Path;
 * import java.util.stream.Stream;
 *
 * ProbeRequest template = ProbeRequest.toMxOf("example.com").heloName("probe.example.org").build();
 * try (Stream<String> domains = Files.lines(Path.of("domains.txt"))) {
 *     ProbeBatch.builder().build().run(
 *             domains.map(domain -> BatchTarget.mailExchangers(template, domain)),
 *             result -> System.out.println(result));
 * }
 * }</pre>
 */
public final class ProbeBatch {
    private final SmtpProbe probe;
    private final Settings settings;

    private ProbeBatch(SmtpProbe probe, Settings settings) {
        this.probe = probe;
        this.settings = settings;
    }

    /** {@return a builder for a batch that uses the standard probe} */
    public static Builder builder() {
        return new Builder(SmtpProbe.standard());
    }

    /**
     * Begins a batch that uses a given probe.
     *
     * @param probe probes each target; a probe for untrusted targets keeps all its restrictions
     * @return a builder
     */
    public static Builder builder(SmtpProbe probe) {
        return new Builder(Objects.requireNonNull(probe, "probe"));
    }

    /**
     * Probes all targets. Blocks until the last result has been delivered. Interrupting this thread cancels the run, as
     * {@link BatchCall#cancel()} does; the interrupt flag stays set.
     *
     * @param targets what to probe; read on one thread of the run's own, which is interrupted if the run ends before the targets
     *     do
     * @param output  takes each result, on this thread. A target whose result was taken is done, unless it was cancelled: a
     *     resumed run probes it again
     * @return figures over all results
     * @throws BatchStopped if the output or the targets threw, a target was null, or the journal cannot be used
     */
    public BatchSummary run(Iterator<BatchTarget> targets, Consumer<? super BatchResult> output) {
        return call(targets, output).execute();
    }

    /**
     * As {@link #run(Iterator, Consumer)}, with a stream. The stream is not closed.
     *
     * @param targets what to probe; read on one thread of the run's own, which is interrupted if the run ends before the targets
     *     do
     * @param output  takes each result, on this thread. A target whose result was taken is done, unless it was cancelled: a
     *     resumed run probes it again
     * @return figures over all results
     * @throws BatchStopped if the output or the targets threw, a target was null, or the journal cannot be used
     */
    public BatchSummary run(Stream<BatchTarget> targets, Consumer<? super BatchResult> output) {
        return run(Objects.requireNonNull(targets, "targets").iterator(), output);
    }

    /**
     * Prepares a run that can be cancelled.
     *
     * @param targets what to probe; read on one thread of the run's own, which is interrupted if the run ends before the targets
     *     do
     * @param output  takes each result, on the thread that executes the call
     * @return a call that can be executed once
     */
    public BatchCall call(Iterator<BatchTarget> targets, Consumer<? super BatchResult> output) {
        Objects.requireNonNull(targets, "targets");
        Objects.requireNonNull(output, "output");
        Wiring wiring = probe.wiring();
        SharedNames names = new SharedNames(wiring.network().resolver(), settings.lookUps(), Ticker.system());
        Wiring shared = wiring.asking(names);
        return new BatchCall(
                new Coordinator(settings, new BatchEngine(shared, SurveyNeighbours.ofBatch(shared)), targets, output));
    }

    /** Builds a {@link ProbeBatch}. Not thread-safe; may be used again after {@link #build()}. */
    public static final class Builder {
        private final SmtpProbe probe;
        private final Settings settings = new Settings();

        private Builder(SmtpProbe probe) {
            this.probe = probe;
        }

        /**
         * Limits how many targets are probed at once; 256 by default. Each of them takes a thread and a connection, and so a file
         * descriptor of this process; targets that wait for their turn take neither.
         *
         * @param targets 1 to 100,000
         * @return this builder
         * @throws IllegalArgumentException if the number is out of range
         */
        public Builder concurrency(int targets) {
            settings.concurrency(targets);
            return this;
        }

        /**
         * Limits how many targets are looked up in DNS at once, and with it the number of questions in flight; 100 by default.
         *
         * @param targets 1 to 100,000
         * @return this builder
         * @throws IllegalArgumentException if the number is out of range
         */
        public Builder lookUpsAtOnce(int targets) {
            settings.lookUps(targets);
            return this;
        }

        /**
         * Limits the load on all servers of one operator together: by default 4 connections at once, and a new one every 50 ms.
         *
         * @param connections how many may be open at once, 1 to 100,000
         * @param interval    the least time between the starts of two connections; may be zero
         * @return this builder
         * @throws IllegalArgumentException if the number is out of range, or the time is negative or more than an hour
         */
        public Builder perOperator(int connections, Duration interval) {
            settings.perOperator(connections, interval);
            return this;
        }

        /**
         * Limits the load on one address: by default 2 connections at once, and a new one every 100 ms.
         *
         * @param connections how many may be open at once, 1 to 100,000
         * @param interval    the least time between the starts of two connections; may be zero
         * @return this builder
         * @throws IllegalArgumentException if the number is out of range, or the time is negative or more than an hour
         */
        public Builder perAddress(int connections, Duration interval) {
            settings.perAddress(connections, interval);
            return this;
        }

        /**
         * Sets how long an operator may keep refusing because it is asked too much; 15 minutes by default. Each such reply slows
         * the batch down for this operator, to as little as one connection in 64 seconds, while its targets wait. Once this much
         * time lies between the first and the latest of these replies, the waiting targets of the operator are given up, and so
         * are those that arrive while it still refuses: they are not connected to, their results are
         * {@link BatchResult.State#RATE_LIMITED}, and {@link BatchResult#detail()} says how often it refused. One target every 64
         * seconds is still tried, and a good answer ends the refusal. Targets of operators that are slow but do not refuse are
         * never given up.
         *
         * @param patience how long; zero gives up at the first such reply
         * @return this builder
         * @throws IllegalArgumentException if it is negative or more than a day
         */
        public Builder giveUpAfter(Duration patience) {
            settings.giveUpAfter(patience);
            return this;
        }

        /**
         * Groups servers by operator with a rule of the caller's own.
         *
         * @param rule thread-safe; by default {@link Operators#lastTwoLabels()}
         * @return this builder
         */
        public Builder operators(Operators rule) {
            settings.operators(rule);
            return this;
        }

        /**
         * Sets how long an attempt may be shared by all targets that ask the same server the same questions; ten minutes by
         * default. {@link io.github.smtpprobe.report.Attempt#age()} tells a shared attempt.
         *
         * @param age how old a shared attempt may be; with zero, nothing is shared
         * @return this builder
         * @throws IllegalArgumentException if it is negative or more than a day
         */
        public Builder shareAttempts(Duration age) {
            settings.sharedFor(age);
            return this;
        }

        /**
         * Adds a progress listener.
         *
         * @param listener called on the thread that runs the batch
         * @return this builder
         */
        public Builder listener(BatchListener listener) {
            settings.listener(listener);
            return this;
        }

        /**
         * Sets how often listeners are told of progress; once a second by default.
         *
         * @param interval more than zero
         * @return this builder
         * @throws IllegalArgumentException if it is not, or more than an hour
         */
        public Builder progressEvery(Duration interval) {
            settings.progressEvery(interval);
            return this;
        }

        /**
         * Keeps a journal, from which a later run can continue where this one ended, however it ended. The file is created when
         * the batch runs; if that fails, or the file exists, the run ends with {@link BatchStopped}.
         *
         * @param file to be created
         * @return this builder
         */
        public Builder journal(Path file) {
            return keeping(file, false, Optional.empty());
        }

        /**
         * Continues the batch of a journal and goes on writing to it; if there is no such file, it is created. The targets must
         * be the same, in the same order and with the same requests. The journal checks this, except for the probe's own
         * resolver, trust and keys. Targets whose results the output has taken are skipped. Targets that were being probed are
         * probed again, and their results say so; if the JVM ended while the output was writing a result, the output may
         * therefore receive that result twice.
         *
         * @param file of the journal
         * @return this builder
         */
        public Builder resume(Path file) {
            return keeping(file, true, Optional.empty());
        }

        /**
         * As {@link #resume(Path)}, for an output that knows which results it has, as a file of lines does. The output's own
         * record takes precedence over the journal, so that every target has exactly one result there, whenever the JVM ended.
         *
         * @param file    of the journal
         * @param written tells by the number of a target, counted from 1, whether the output has its result; asked on the thread
         *                that runs the batch, once for each target
         * @return this builder
         */
        public Builder resume(Path file, LongPredicate written) {
            return keeping(file, true, Optional.of(Objects.requireNonNull(written, "written")));
        }

        private Builder keeping(Path file, boolean resume, Optional<LongPredicate> written) {
            settings.journal(new JournalPlace(Objects.requireNonNull(file, "file"), resume, written));
            return this;
        }

        /**
         * Leaves targets out, such as those of operators who have asked not to be probed. They keep their numbers, so a journal
         * can be continued with more of them left out than before. They are never connected to, even if an earlier run had
         * started on them, and have no result. {@link BatchSummary#leftOut()} counts them.
         *
         * @param unwanted tells which targets to leave out; asked on the thread that runs the batch, once for each target that is
         *     not done
         * @return this builder
         */
        public Builder leaveOut(Predicate<? super BatchTarget> unwanted) {
            settings.leftOut(unwanted);
            return this;
        }

        /**
         * Says how many targets there are, so that progress can estimate the remaining time.
         *
         * @param targets how many, including those that are left out; nothing else depends on this number being right
         * @return this builder
         * @throws IllegalArgumentException if it is negative
         */
        public Builder expected(long targets) {
            settings.expected(targets);
            return this;
        }

        /** {@return the batch} */
        public ProbeBatch build() {
            return new ProbeBatch(probe, settings.copy());
        }
    }
}
