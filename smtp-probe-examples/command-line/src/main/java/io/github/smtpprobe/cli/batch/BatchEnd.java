/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.cli.batch;

import io.github.smtpprobe.batch.BatchResult;
import io.github.smtpprobe.batch.BatchSummary;
import io.github.smtpprobe.outlook.Standing;
import io.github.smtpprobe.report.Verdict;
import java.io.PrintWriter;
import java.util.Map;

/** How a batch ended: the exit code, and the messages. */
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

    /** The end of a batch that reached the end of its list. */
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

    /** How many targets the address policy denied; they count like those that are left out. */
    private static long denied(BatchSummary summary) {
        return summary.states().getOrDefault(BatchResult.State.DENIED, 0L);
    }

    /** Reports who was not asked because they do not want to be probed; those who were asked before that have a line. */
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

    /** Reports how many lines were not targets: {@return the exit code for that}. */
    int malformed(TargetList targets) {
        long lines = targets.malformed();
        if (lines == 0) {
            return 0;
        }
        say((lines == 1 ? "1 line is no target and was" : lines + " lines are no target and were") + " passed over");
        return MALFORMED;
    }

    /** The end of a batch that stopped early. */
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

    /** The end of a batch whose arguments, list or files are wrong. */
    int wrong(String why) {
        say(why);
        return WRONG;
    }

    /** What is worth knowing, and ends nothing. */
    void note(String words) {
        say(words);
    }

    private void say(String words) {
        err.println("smtp-probe batch: " + words.replaceAll("\\p{Cntrl}", "?")); // file names may contain any character
    }
}
