/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.cli.batch;

import io.github.smtpprobe.cli.PercentText;
import io.github.smtpprobe.cli.format.OutputFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where results are written, and when a batch counts as failed. */
final class ResultOptions {
    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Write one line of JSON for each target to this file; without it, to standard output.")
    private @Nullable Path output;

    @Option(names = "--summary", description = "Write a few columns for each target instead of its whole report.")
    private boolean summary;

    @Option(names = "--csv", description = "With --summary: write CSV; so does -o with a name that ends in .csv.")
    private boolean csv;

    @Option(
            names = "--journal",
            paramLabel = "FILE",
            description =
                    "Keep in this file what was begun and done, so that a batch to standard output can be resumed, too."
                            + " With -o FILE there is always such a file, FILE.journal, which is deleted when the batch is complete.")
    private @Nullable Path journal;

    @Option(
            names = "--resume",
            description =
                    "Go on where an earlier run with the same list and files stopped; begin anew if there was none.")
    private boolean resume;

    @Option(
            names = "--fail-above",
            paramLabel = "PERCENT",
            defaultValue = "0",
            converter = PercentText.class,
            description =
                    "Exit with 1 if more than this part of the targets failed, such as 25 or 25%% (default: ${DEFAULT-VALUE}).")
    private double failAbove;

    @Option(names = "--dry-run", description = "Count targets by operator, estimate the time, and connect to nothing.")
    private boolean dryRun;

    boolean dryRun() {
        return dryRun;
    }

    boolean resume() {
        return resume;
    }

    Optional<Path> output() {
        return Optional.ofNullable(output);
    }

    /** Where the journal is: as given, otherwise beside the output if that is a file. */
    Optional<Path> journal() {
        return journal != null
                ? Optional.of(journal)
                : output().filter(ResultOptions::file).map(ResultOptions::beside);
    }

    /** Whether the output is a file, whose lines show which targets are done. */
    boolean written() {
        return output().filter(ResultOptions::file).isPresent();
    }

    /**
     * What an earlier run has written, for a plan that continues it; the file is not changed.
     *
     * @throws IllegalArgumentException if it was no such batch
     */
    Written before() {
        if (!resume || output().filter(Files::isRegularFile).isEmpty()) {
            return Written.nothing();
        }
        try (InputStream in = Files.newInputStream(output().get())) {
            return Written.of(in, format());
        } catch (IOException unreadable) {
            throw new IllegalArgumentException("-o names a file that cannot be read");
        }
    }

    /** Deletes the journal of a complete batch if nobody asked for it: the output shows that all is done. */
    void complete() throws IOException {
        if (journal == null && journal().isPresent()) {
            Files.deleteIfExists(journal().get());
        }
    }

    private static boolean file(Path path) {
        return Files.isRegularFile(path) || Files.notExists(path);
    }

    private static Path beside(Path file) {
        return file.resolveSibling(file.getFileName() + ".journal");
    }

    /**
     * Refuses options that make no sense together, and files that would be overwritten.
     *
     * @throws IllegalArgumentException with what is wrong
     */
    void check() {
        if (csv && !summary) {
            throw new IllegalArgumentException("--csv needs --summary: a whole report does not fit into columns");
        }
        if (!summary && output != null && output.toString().endsWith(".csv")) {
            throw new IllegalArgumentException("-o with a name that ends in .csv needs --summary");
        }
        if (output != null) {
            OutputFile.place("-o", output);
        }
        if (journal != null) {
            OutputFile.place("--journal", journal);
        }
        if (resume && journal().isEmpty()) {
            throw new IllegalArgumentException("--resume needs -o with a file, or --journal: they say what was done");
        }
        if (!resume) {
            new TakenFiles(format()).refuse(output(), journal());
        }
    }

    /**
     * Refuses files that are used for two purposes.
     *
     * @param others files that are only read, by what they are called
     * @throws IllegalArgumentException with what is wrong
     */
    void checkBeside(Map<String, Path> others) {
        SameFiles files = new SameFiles();
        others.forEach(files::add);
        output().ifPresent(file -> files.add("-o", file));
        journal().ifPresent(file -> files.add(journal == null ? "the journal " + file : "--journal", file));
    }

    RowFormat format() {
        boolean columns = csv || (output != null && output.toString().endsWith(".csv"));
        return !summary ? RowFormat.REPORT : columns ? RowFormat.CSV : RowFormat.SUMMARY;
    }

    /** Whether the share of failed targets is above the limit. */
    boolean tooMany(long failed, long all) {
        return all > 0 && failed * 100.0 / all > failAbove;
    }
}
