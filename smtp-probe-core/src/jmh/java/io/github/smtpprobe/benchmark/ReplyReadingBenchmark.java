/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.benchmark;

import io.github.smtpprobe.catalogue.Meaning;
import io.github.smtpprobe.catalogue.ReplyCatalogue;
import io.github.smtpprobe.smtp.Reply;
import io.github.smtpprobe.smtp.Stage;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What it costs to find the meaning of one reply, when the table has been read. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class ReplyReadingBenchmark {
    private static final int LONGEST_LINE = 500;

    /** What the reply is like. */
    public enum Kind {
        /** A few words that say the cause. */
        SHORT("5.1.1 <user@example.com>: Recipient address rejected: User unknown in virtual mailbox table", 1),
        /** Words that say nothing. */
        MISS("5.0.0 the quick brown fox jumps over a lazy dog and comes home by the evening", 1),
        /** Up to 512 octets of such words: more begin a phrase than end one. */
        LONG("your mail client host user message from this server could not be the address of a sender ", 5),
        /** A reply of 64 KiB. */
        HUGE("your mail client host user message from this server could not be the address of a sender ", 728);

        private final String words;
        private final int times;

        Kind(String words, int times) {
            this.words = words;
            this.times = times;
        }

        Reply reply() {
            String text = words.repeat(times);
            int lines = (text.length() + LONGEST_LINE - 1) / LONGEST_LINE;
            String[] all = new String[lines];
            for (int i = 0; i < lines; i++) {
                all[i] = text.substring(i * LONGEST_LINE, Math.min(text.length(), (i + 1) * LONGEST_LINE));
            }
            return Reply.of(550, all);
        }
    }

    /** What is measured. */
    @Param
    public Kind kind;

    private ReplyCatalogue catalogue;
    private Reply reply;

    /** Reads the table. */
    @Setup
    public void start() {
        catalogue = ReplyCatalogue.standard();
        reply = kind.reply();
    }

    /** {@return the meaning of one reply} */
    @Benchmark
    public Meaning read() {
        return catalogue.explain(Stage.RCPT_TO, reply);
    }
}
