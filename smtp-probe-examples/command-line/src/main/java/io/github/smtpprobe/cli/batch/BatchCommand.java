/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.cli.batch;

import io.github.smtpprobe.BatchCall;
import io.github.smtpprobe.ProbeBatch;
import io.github.smtpprobe.SmtpProbe;
import io.github.smtpprobe.batch.BatchStopped;
import io.github.smtpprobe.batch.BatchSummary;
import io.github.smtpprobe.cli.Interrupts;
import io.github.smtpprobe.cli.Program;
import io.github.smtpprobe.cli.RequestWords;
import io.github.smtpprobe.cli.Terminal;
import io.github.smtpprobe.outlook.Standing;
import io.github.smtpprobe.report.Verdict;
import io.github.smtpprobe.request.InvalidRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code smtp-probe batch}: many targets from a list, with regard for those who run the servers. */
@Command(
        name = "batch",
        mixinStandardHelpOptions = true,
        versionProvider = Program.Version.class,
        sortOptions = false,
        abbreviateSynopsis = true,
        usageHelpAutoWidth = true,
        description = {
            "Probes many servers without sending mail or logging in, a few at a time for each operator.",
            "LIST has one target a line: host, host:port, mx:domain, or domain:NAME for a survey of what senders do with"
                    + " mail for that domain, up to TLS; comments stand behind #. Or it is CSV with a header"
                    + " that names target, host and port, or domain. From standard input lines are taken as they come, and"
                    + " results are handed out in between: where the input waits, so do they."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:All targets have a verdict, and not more failed than --fail-above says.",
            "1:More failed. A domain that is surveyed counts as failed if a sender sends in clear, queues or bounces.",
            "2:The arguments or the list are wrong; nothing or only a part was probed.",
            "3:Not more failed, but some targets have no verdict: they were inconclusive, or not tested since"
                    + " their servers were asked too much.",
            "4:Neither 1 nor 3, but some lines of the list were no target and were passed over.",
            "5:The batch stopped before its end; with a journal, --resume goes on.",
            "130, 143:It was interrupted, or told to end; with a journal, --resume goes on."
        })
public final class BatchCommand implements Callable<Integer> {
    private static final int WRONG = 2;
    private static final int FAILED = 1;
    private static final int UNDECIDED = 3;
    private static final int MALFORMED = 4;
    private static final int STOPPED = 5;

    /** So many may be asked by somebody whom nobody knows. */
    private static final int UNINTRODUCED = 100;

    private static final PrintWriter NOBODY = new PrintWriter(Writer.nullWriter());

    private static final String INTRODUCE =
            "more than " + UNINTRODUCED + " targets need --helo and --contact, so that operators can tell who asks";

    @Parameters(arity = "1", paramLabel = "LIST", description = "The file with the targets; - is standard input.")
    private String list = "";

    @Mixin
    private final ResultOptions results = new ResultOptions();

    @Mixin
    private final RunOptions run = new RunOptions();

    @Mixin
    private final AskingOptions asking = new AskingOptions();

    @Spec
    private @Nullable CommandSpec spec;

    private final InputStream in;

    /**
     * Prepares the command.
     *
     * @param in standard input
     */
    public BatchCommand(InputStream in) {
        this.in = in;
    }

    @Override
    public Integer call() throws IOException {
        try {
            asking.check();
            results.check();
            Source source = Source.of(list, in);
            if (results.dryRun()) {
                return dry(source);
            }
            OptionalLong targets = source.targets(lines -> targets(lines, TargetList.Limits.NONE, NOBODY));
            if (!asking.introduced() && targets.orElse(0) > UNINTRODUCED) {
                throw new IllegalArgumentException(INTRODUCE);
            }
            return probe(source, targets);
        } catch (InvalidRequest invalid) {
            return wrong(String.join("; ", RequestWords.of(invalid)));
        } catch (IllegalArgumentException wrong) {
            return wrong(String.valueOf(wrong.getMessage()));
        }
    }

    private int dry(Source source) throws IOException {
        try (Lines lines = source.open()) {
            TargetList targets = targets(lines, TargetList.Limits.NONE, err());
            DryRun plan = new DryRun(targets);
            plan.show(run, targets, out());
            if (plan.targets() > UNINTRODUCED && !asking.introduced()) {
                err().println("smtp-probe batch: " + INTRODUCE);
            }
            return targets.malformed() > 0 ? malformed(targets) : 0;
        }
    }

    private TargetList targets(Lines lines, TargetList.Limits limits, PrintWriter told) {
        return new TargetList(lines, asking, asking.notProbed(), told, limits);
    }

    private int probe(Source source, OptionalLong expected) throws IOException {
        try (BatchOutput output = output();
                Lines lines = source.open()) {
            long most = asking.introduced() ? Long.MAX_VALUE : UNINTRODUCED;
            TargetList targets = targets(lines, new TargetList.Limits(most, output.before()), err());
            ShownProgress progress = new ShownProgress(err(), person());
            BatchCall call = batch(expected, progress, output.before()).call(targets, output::write);
            try (Interrupts interrupts = new Interrupts(call::cancel)) {
                BatchSummary summary = call.execute();
                progress.end();
                Figures.show(summary, err());
                if (interrupts.interrupted()) {
                    return stopped("the batch was interrupted");
                }
                if (summary.complete() && !targets.beyond()) {
                    results.complete();
                }
                return code(summary, targets, output.before());
            } catch (BatchStopped stopped) {
                progress.end();
                return Stopped.byInput(stopped) ? wrong(Stopped.words(stopped)) : stopped(Stopped.words(stopped));
            }
        }
    }

    private BatchOutput output() {
        RowFormat format = results.format();
        PublicSuffixes operators = new PublicSuffixes();
        try {
            return results.output().isPresent()
                    ? BatchOutput.to(results.output().get(), format, operators, asking.contact())
                    : BatchOutput.to(out(), format, operators, asking.contact());
        } catch (IOException unwritable) {
            throw new IllegalArgumentException("-o names a file that cannot be written");
        }
    }

    /** Somebody who sees what goes to standard error, and nothing else on the same screen. */
    private boolean person() {
        return results.output().isPresent() && Terminal.console().isPresent();
    }

    private ProbeBatch batch(OptionalLong expected, ShownProgress progress, Written before) {
        SmtpProbe probe =
                SmtpProbe.builder().addressPolicy(asking.notProbed().policy()).build();
        ProbeBatch.Builder batch =
                run.addTo(ProbeBatch.builder(probe)).listener(progress).progressEvery(progress.every());
        expected.ifPresent(batch::expected);
        results.journal().ifPresent(journal -> keep(batch, journal, before));
        return batch.build();
    }

    private void keep(ProbeBatch.Builder batch, Path journal, Written before) {
        if (!results.resume()) {
            batch.journal(journal);
            return;
        }
        if (Files.notExists(journal)) {
            err().println("smtp-probe batch: there is no journal"
                    + (before.targets() == 0
                            ? ", so that the batch begins"
                            : ": targets without a line in the output are probed, maybe again"));
        }
        if (results.written()) {
            batch.resume(journal, before::has);
        } else {
            batch.resume(journal);
        }
    }

    private int code(BatchSummary summary, TargetList targets, Written before) {
        if (targets.beyond()) {
            return wrong(INTRODUCE + "; the first " + UNINTRODUCED + " were probed");
        }
        if (targets.none()) {
            return wrong("the list has no target");
        }
        if (targets.leftOut() > 0) {
            err().println("smtp-probe batch: " + Counted.of(targets.leftOut(), "target")
                    + " in the --do-not-probe file " + (targets.leftOut() == 1 ? "was" : "were") + " left out");
        }
        int malformed = targets.malformed() > 0 ? malformed(targets) : 0;
        Map<Standing, Long> domains = summary.standings();
        long failed = summary.verdicts().getOrDefault(Verdict.FAILED, 0L)
                + domains.getOrDefault(Standing.AT_RISK, 0L)
                + before.failed();
        long passed = summary.verdicts().getOrDefault(Verdict.PASSED, 0L)
                + domains.getOrDefault(Standing.FINE, 0L)
                + before.passed();
        long decided = failed + passed;
        if (results.tooMany(failed, summary.targets() + before.targets())) {
            return FAILED;
        }
        return decided < summary.targets() + before.targets() ? UNDECIDED : malformed;
    }

    private int malformed(TargetList targets) {
        long lines = targets.malformed();
        err().println("smtp-probe batch: "
                + (lines == 1 ? "1 line is no target and was" : lines + " lines are no target and were")
                + " passed over");
        return MALFORMED;
    }

    private int stopped(String why) {
        err().println("smtp-probe batch: " + why
                + results.journal()
                        .map(journal -> "; the same command with --resume goes on, by the journal " + journal)
                        .orElse("; with -o or --journal it could be resumed"));
        return STOPPED;
    }

    private int wrong(String why) {
        err().println("smtp-probe batch: " + why);
        return WRONG;
    }

    private PrintWriter out() {
        return Objects.requireNonNull(spec).commandLine().getOut();
    }

    private PrintWriter err() {
        return Objects.requireNonNull(spec).commandLine().getErr();
    }
}
