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
 * Probes many targets, with regard for those who run the servers. Immutable, thread-safe and made to be shared; each run is on its own.
 *
 * <p>A run gives results as probes end, on the thread that called it. It takes its targets from a stream, on a thread that it has for that alone: one that
 * waits for its next target keeps no result back, nor does it hold up a cancel. It takes no more
 * targets than it can hold (twice the concurrency and a thousand), so a stream may be of any length, and a slow output holds up the probes. Targets of one operator have their turns in the order of the stream, as far as they were looked up by then;
 * results come as probes end, in no order. Probes run on virtual threads where this
 * Java has them (21 and later), else on a bounded pool of daemon threads; all of them end with the run.
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

    /** {@return a builder for batches with the standard probe} */
    public static Builder builder() {
        return new Builder(SmtpProbe.standard());
    }

    /**
     * Begins a batch with a probe of the caller's.
     *
     * @param probe probes each target; one for untrusted targets allows no more here than it does alone
     * @return a builder
     */
    public static Builder builder(SmtpProbe probe) {
        return new Builder(Objects.requireNonNull(probe, "probe"));
    }

    /**
     * Probes all targets. Blocks until the last has its result. An interrupt of this thread cancels the run, as {@link BatchCall#cancel()}
     * does, and stays set.
     *
     * @param targets what to probe; asked on one thread of the run's own, which is interrupted when the run ends before them
     * @param output  takes each result, on this thread; what it has taken is done, unless it was cancelled: a resumed run probes that again
     * @return figures over all results
     * @throws BatchStopped if the output or the targets threw, a target was null, or the journal cannot be used
     */
    public BatchSummary run(Iterator<BatchTarget> targets, Consumer<? super BatchResult> output) {
        return call(targets, output).execute();
    }

    /**
     * The same with a stream, which is not closed.
     *
     * @param targets what to probe; asked on one thread of the run's own, which is interrupted when the run ends before them
     * @param output  takes each result, on this thread; what it has taken is done, unless it was cancelled: a resumed run probes that again
     * @return figures over all results
     * @throws BatchStopped if the output or the targets threw, a target was null, or the journal cannot be used
     */
    public BatchSummary run(Stream<BatchTarget> targets, Consumer<? super BatchResult> output) {
        return run(Objects.requireNonNull(targets, "targets").iterator(), output);
    }

    /**
     * Prepares a run that can be cancelled.
     *
     * @param targets what to probe; asked on one thread of the run's own, which is interrupted when the run ends before them
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

    /** Collects how a batch goes about its targets. Not thread-safe; may be used again after {@link #build()}. */
    public static final class Builder {
        private final SmtpProbe probe;
        private final Settings settings = new Settings();

        private Builder(SmtpProbe probe) {
            this.probe = probe;
        }

        /**
         * Limits how many targets are probed at once; 256 by default. Each takes a thread and a connection, so a file descriptor of this
         * process; targets that wait for their turn take neither.
         *
         * @param targets 1 to 100,000
         * @return this builder
         * @throws IllegalArgumentException if the number is none of these
         */
        public Builder concurrency(int targets) {
            settings.concurrency(targets);
            return this;
        }

        /**
         * Limits how many targets are looked up in DNS at once; 100 by default. The number of questions on their way is limited by it, too.
         *
         * @param targets 1 to 100,000
         * @return this builder
         * @throws IllegalArgumentException if the number is none of these
         */
        public Builder lookUpsAtOnce(int targets) {
            settings.lookUps(targets);
            return this;
        }

        /**
         * Limits what is asked of all servers of one operator together: by default 4 connections at once and one in 50 ms.
         *
         * @param connections how many may be open at once, 1 to 100,000
         * @param interval    the least time from the beginning of one to that of the next; may be zero
         * @return this builder
         * @throws IllegalArgumentException if the number is none of these, or the time is negative or more than an hour
         */
        public Builder perOperator(int connections, Duration interval) {
            settings.perOperator(connections, interval);
            return this;
        }

        /**
         * Limits what is asked of one address: by default 2 connections at once and one in 100 ms.
         *
         * @param connections how many may be open at once, 1 to 100,000
         * @param interval    the least time from the beginning of one to that of the next; may be zero
         * @return this builder
         * @throws IllegalArgumentException if the number is none of these, or the time is negative or more than an hour
         */
        public Builder perAddress(int connections, Duration interval) {
            settings.perAddress(connections, interval);
            return this;
        }

        /**
         * Sets how long the servers of an operator may go on saying that they are asked too much; 15 minutes by default. They are asked more slowly with
         * each such reply, down to one connection in 64 seconds, and targets wait. Once there is this time between the first and the
         * latest of these replies, the operator's targets that wait are given up, and so are those that come while it still refuses: their
         * results are {@link BatchResult.State#RATE_LIMITED}, {@link BatchResult#detail()} says how often it refused, and they are asked nothing. One target in 64 seconds
         * still asks; a good answer ends it. Of operators that are slow but do not refuse nobody is given up.
         *
         * @param patience zero: at the first such reply
         * @return this builder
         * @throws IllegalArgumentException if it is negative or more than a day
         */
        public Builder giveUpAfter(Duration patience) {
            settings.giveUpAfter(patience);
            return this;
        }

        /**
         * Tells operators by a rule of the caller's.
         *
         * @param rule thread-safe; by default {@link Operators#lastTwoLabels()}
         * @return this builder
         */
        public Builder operators(Operators rule) {
            settings.operators(rule);
            return this;
        }

        /**
         * Sets for how long an attempt may be shared by all targets that have the same server and ask it the same questions; ten minutes by
         * default. {@link io.github.smtpprobe.report.Attempt#age()} says where one was.
         *
         * @param age zero: each target is probed for itself
         * @return this builder
         * @throws IllegalArgumentException if it is negative or more than a day
         */
        public Builder shareAttempts(Duration age) {
            settings.sharedFor(age);
            return this;
        }

        /**
         * Adds a listener for progress.
         *
         * @param listener called on the thread that runs the batch
         * @return this builder
         */
        public Builder listener(BatchListener listener) {
            settings.listener(listener);
            return this;
        }

        /**
         * Sets how often listeners hear of progress; once a second by default.
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
         * Keeps a journal, with which a later run goes on where this one ended, however it ended. It is opened when the batch runs, which
         * ends with {@link BatchStopped} where it cannot be, or there is one already.
         *
         * @param file to be made
         * @return this builder
         */
        public Builder journal(Path file) {
            return keeping(file, false, Optional.empty());
        }

        /**
         * Goes on with the batch of a journal, and keeps it; without such a file one is made. The targets must be the same, come in the same
         * order and be asked the same, which the journal checks, but for what is asked with: resolver, trust and keys of the probe. Those whose results the output had taken are passed over; those that were being probed are probed
         * again, and their results say so: an output whose last result was being written when the Java machine ended may have it twice.
         *
         * @param file of the journal
         * @return this builder
         */
        public Builder resume(Path file) {
            return keeping(file, true, Optional.empty());
        }

        /**
         * The same for an output that can tell which results it has, as a file of lines can: that counts, whatever the journal says. So no target
         * has two results there and none is without, at whatever moment the Java machine ended.
         *
         * @param file    of the journal
         * @param written tells by the number of a target, from 1, whether the output has its result; asked on the thread that runs the
         *                batch, once for each target
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
         * Leaves targets out, such as those of operators who asked for that. They keep their places in the stream, so that a journal goes on
         * when more of them are left out than before; they are asked nothing, also where an earlier run had begun with them, and have no
         * result. {@link BatchSummary#leftOut()} counts them.
         *
         * @param unwanted tells which; asked on the thread that runs the batch, once for each target that is not done
         * @return this builder
         */
        public Builder leaveOut(Predicate<? super BatchTarget> unwanted) {
            settings.leftOut(unwanted);
            return this;
        }

        /**
         * Says how many targets there are, so that progress tells how long it takes.
         *
         * @param targets those included that are left out; may be wrong: nothing else depends on it
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
