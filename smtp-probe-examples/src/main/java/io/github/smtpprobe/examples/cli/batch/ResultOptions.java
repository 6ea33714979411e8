/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.examples.cli.batch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where results go, and what they are judged by. */
final class ResultOptions {
    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Write one line of JSON a target to this file; without it, to standard output.")
    private @Nullable Path output;

    @Option(names = "--summary", description = "Write a few columns a target instead of its whole report.")
    private boolean summary;

    @Option(names = "--csv", description = "With --summary: write CSV; a FILE that ends in .csv means it, too.")
    private boolean csv;

    @Option(names = "--resume", description = "Go on where an earlier run with the same FILE and -o stopped.")
    private boolean resume;

    @Option(
            names = "--fail-above",
            paramLabel = "PERCENT",
            defaultValue = "0",
            description = "Exit with 1 if more than this part of the targets failed (default: ${DEFAULT-VALUE}).")
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

    /**
     * Refuses what makes no sense, and what would write over results.
     *
     * @throws IllegalArgumentException with what is wrong
     */
    void check() throws IOException {
        if (csv && !summary) {
            throw new IllegalArgumentException("--csv needs --summary: a whole report does not fit into columns");
        }
        if (resume && output == null) {
            throw new IllegalArgumentException("--resume needs -o: what was done is in that file");
        }
        if (!(failAbove >= 0 && failAbove <= 100)) {
            throw new IllegalArgumentException("--fail-above must be from 0 to 100");
        }
        boolean taken = output != null && Files.isRegularFile(output) && Files.size(output) > 0;
        if (taken && !resume && !dryRun) {
            throw new IllegalArgumentException("-o names a file that has something in it: --resume goes on with it");
        }
    }

    RowFormat format() {
        boolean columns = csv || (output != null && output.toString().endsWith(".csv"));
        return !summary ? RowFormat.REPORT : columns ? RowFormat.CSV : RowFormat.SUMMARY;
    }

    /** Whether so many are too many. */
    boolean tooMany(long failed, long all) {
        return all > 0 && failed * 100.0 / all > failAbove;
    }
}
