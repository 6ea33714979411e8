/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.cli.batch;

import io.github.smtpprobe.batch.BatchResult;
import io.github.smtpprobe.batch.BatchSummary;
import io.github.smtpprobe.outlook.Standing;
import io.github.smtpprobe.report.Verdict;
import java.io.PrintWriter;
import java.util.Map;

/** How a batch ended: the exit code, and the words that go with it. */
final class BatchEnd {
    static final String NO_TARGET = "the list has no target";

    private static final int FAILED = 1;
    private static final int WRONG = 2;
    private static final int UNDECIDED = 3;
    private static final int MALFORMED = 4;

    private final ResultOptions results;
    private final PrintWriter err;

    BatchEnd(ResultOptions results, PrintWriter err) {
        this.results = results;
        this.err = err;
    }

    /** Of a batch that came to its end. */
    int of(BatchSummary summary, TargetList targets, Written before) {
        if (targets.none()) {
            return wrong(NO_TARGET);
        }
        leftOut(summary.leftOut(), targets.leftOut() - summary.leftOut());
        int malformed = malformed(targets);
        Map<Standing, Long> domains = summary.standings();
        long failed = summary.verdicts().getOrDefault(Verdict.FAILED, 0L)
                + domains.getOrDefault(Standing.AT_RISK, 0L)
                + before.failed();
        long passed = summary.verdicts().getOrDefault(Verdict.PASSED, 0L)
                + domains.getOrDefault(Standing.FINE, 0L)
                + before.passed();
        long all = summary.targets() - denied(summary) + before.targets() - before.denied();
        if (results.tooMany(failed, all)) {
            return FAILED;
        }
        return failed + passed < all ? UNDECIDED : malformed;
    }

    /** Who may not be asked counts no more than who is left out. */
    private static long denied(BatchSummary summary) {
        return summary.states().getOrDefault(BatchResult.State.DENIED, 0L);
    }

    /** Who was not asked since he does not want it; who was asked before he said so has a line. */
    private void leftOut(long now, long done) {
        if (now > 0) {
            say(Counted.of(now, "target") + " in the --do-not-probe file " + (now == 1 ? "was" : "were") + " left out"
                    + (results.resume() ? ", also where an earlier run had begun" : ""));
        }
        if (done > 0) {
            say(Counted.of(done, "target") + " in the --do-not-probe file " + (done == 1 ? "was" : "were")
                    + " done by an earlier run, and not asked again");
        }
    }

    /** Tells how many lines were no target: {@return the exit code for that}. */
    int malformed(TargetList targets) {
        long lines = targets.malformed();
        if (lines == 0) {
            return 0;
        }
        say((lines == 1 ? "1 line is no target and was" : lines + " lines are no target and were") + " passed over");
        return MALFORMED;
    }

    /** Of a batch that stopped before its end. */
    int stopped(String why) {
        say(why
                + results.journal()
                        .map(journal -> "; the same command with --resume goes on, by the journal " + journal)
                        .orElse(
                                results.output().isPresent()
                                        ? "; with --journal, or with -o and a regular file, it could be resumed"
                                        : "; with -o or --journal it could be resumed"));
        return BatchCommand.STOPPED;
    }

    /** Where arguments, list or files are wrong. */
    int wrong(String why) {
        say(why);
        return WRONG;
    }

    /** What is worth knowing, and ends nothing. */
    void note(String words) {
        say(words);
    }

    private void say(String words) {
        err.println("smtp-probe batch: " + words.replaceAll("\\p{Cntrl}", "?")); // names of files may hold any
    }
}
