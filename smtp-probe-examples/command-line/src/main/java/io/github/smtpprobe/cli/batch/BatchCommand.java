/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.cli.batch;

import io.github.smtpprobe.BatchCall;
import io.github.smtpprobe.ProbeBatch;
import io.github.smtpprobe.SmtpProbe;
import io.github.smtpprobe.batch.BatchStopped;
import io.github.smtpprobe.batch.BatchSummary;
import io.github.smtpprobe.cli.Interrupts;
import io.github.smtpprobe.cli.RequestWords;
import io.github.smtpprobe.cli.Terminal;
import io.github.smtpprobe.cli.Version;
import io.github.smtpprobe.request.InvalidRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code smtp-probe batch}: probes many targets from a list, with regard for the operators of the servers. */
@Command(
        name = "batch",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        abbreviateSynopsis = true,
        usageHelpAutoWidth = true,
        description = {
            "Probes many servers without sending mail or logging in, a few at a time for each operator.",
            "LIST has one target a line: host, host:port, mx:domain, or domain:NAME for a survey of what senders do with"
                    + " mail for that domain, up to TLS; comments begin with #. Or it is CSV with a header"
                    + " that names target, host and port, or domain. From standard input, lines are taken as they come, and"
                    + " results are written meanwhile."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:All targets have a verdict, and not more failed than --fail-above says.",
            "1:More failed than that. A domain that is surveyed counts as failed if a sender sends in clear, queues or bounces.",
            "2:The arguments or the list are wrong; nothing or only a part was probed.",
            "3:Not more failed, but some targets have no verdict: they were inconclusive, or not tested because"
                    + " their servers were asked too much. What --do-not-probe forbids does not count.",
            "4:Neither 1 nor 3, but some lines of the list were no target and were passed over.",
            "5:The batch stopped before its end; with a journal, --resume goes on.",
            "130, 143:It was interrupted, or told to end; with a journal, --resume goes on."
        })
public final class BatchCommand implements Callable<Integer> {
    /** The exit code of a batch that stopped before its end, and has said why. */
    public static final int STOPPED = 5;

    /** How many targets a batch may have without saying who asks. */
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
        BatchEnd ends = new BatchEnd(results, err());
        try {
            asking.check();
            run.check();
            results.check();
            Source source = Source.of(list, in);
            Map<String, Path> read = new LinkedHashMap<>();
            source.file().ifPresent(file -> read.put("LIST", file));
            asking.notProbedFile().ifPresent(file -> read.put("--do-not-probe", file));
            results.checkBeside(read);
            if (results.dryRun()) {
                return dry(source, ends);
            }
            Optional<TargetList> seen = source.seen(lines -> targets(lines, TargetList.Limits.NONE, NOBODY));
            if (seen.filter(this::unintroduced).isPresent()) {
                throw new IllegalArgumentException(INTRODUCE);
            }
            if (seen.filter(TargetList::none).isPresent()) {
                return ends.wrong(BatchEnd.NO_TARGET);
            }
            return probe(source, seen.stream().mapToLong(TargetList::targets).findFirst(), ends);
        } catch (InvalidRequest invalid) {
            return ends.wrong(String.join("; ", RequestWords.of(invalid, "heloName", "--helo")));
        } catch (IllegalArgumentException wrong) {
            return ends.wrong(String.valueOf(wrong.getMessage()));
        } catch (UncheckedIOException unreadable) { // before any server was contacted
            return ends.wrong("the list cannot be read further ("
                    + Objects.requireNonNull(unreadable.getCause()).getMessage() + ")");
        }
    }

    private boolean unintroduced(TargetList targets) {
        return targets.given() > UNINTRODUCED && !asking.introduced();
    }

    private int dry(Source source, BatchEnd ends) throws IOException {
        Written before = results.before();
        try (Lines lines = source.open()) {
            TargetList targets = targets(lines, new TargetList.Limits(Long.MAX_VALUE, before), err());
            DryRun plan = new DryRun(targets, asking.notProbed(), before);
            if (targets.none()) {
                return ends.wrong(BatchEnd.NO_TARGET);
            }
            plan.show(run, out());
            if (unintroduced(targets)) {
                ends.note("without --dry-run, " + INTRODUCE);
            }
            return ends.malformed(targets);
        }
    }

    private TargetList targets(Lines lines, TargetList.Limits limits, PrintWriter told) {
        return new TargetList(lines, asking, asking.notProbed(), told, limits);
    }

    private int probe(Source source, OptionalLong expected, BatchEnd ends) throws IOException {
        try (Lines lines = source.open();
                BatchOutput output = output()) {
            long most = asking.introduced() ? Long.MAX_VALUE : UNINTRODUCED;
            TargetList targets = targets(lines, new TargetList.Limits(most, output.before()), err());
            ShownProgress progress = person() ? ShownProgress.bar(err(), Terminal.width()) : ShownProgress.lines(err());
            BatchCall call = batch(expected, progress, output.before()).call(targets, output::write);
            try (Interrupts interrupts = new Interrupts(call::cancel)) {
                BatchSummary summary = call.execute();
                progress.end();
                Figures.show(summary, err());
                if (interrupts.interrupted()) {
                    return ends.stopped("the batch was interrupted");
                }
                if (summary.complete() && !targets.beyond()) {
                    results.complete();
                }
                if (targets.none()) {
                    output.withdraw();
                }
                return targets.beyond()
                        ? ends.wrong(INTRODUCE + "; the first " + UNINTRODUCED + " were probed")
                        : ends.of(summary, targets, output.before());
            } catch (BatchStopped stopped) {
                progress.end();
                if (!stopped.begun()) {
                    output.withdraw();
                }
                String why = Stopped.words(stopped);
                return Stopped.byInput(stopped) ? ends.wrong(why) : ends.stopped(why);
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

    /** Whether a person sees what goes to standard error, and nothing else on the same screen. */
    private boolean person() {
        return results.output().isPresent() && Terminal.console().isPresent();
    }

    private ProbeBatch batch(OptionalLong expected, ShownProgress progress, Written before) {
        DoNotProbe not = asking.notProbed();
        SmtpProbe probe = SmtpProbe.builder().addressPolicy(not.policy()).build();
        ProbeBatch.Builder batch = run.addTo(ProbeBatch.builder(probe))
                .leaveOut(not::leavesOut)
                .listener(progress)
                .progressEvery(progress.every());
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

    private PrintWriter out() {
        return Objects.requireNonNull(spec).commandLine().getOut();
    }

    private PrintWriter err() {
        return Objects.requireNonNull(spec).commandLine().getErr();
    }
}
