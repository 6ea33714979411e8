/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.cli;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How often to run the probe. */
final class RepeatOptions {
    private static final Duration LEAST = Duration.ofSeconds(1);
    private static final Duration USUAL = Duration.ofSeconds(10);

    @Option(
            names = "--repeat",
            paramLabel = "N",
            description = "Probe this many times, with one line each, and say at the end how many passed.")
    private @Nullable Integer times;

    @Option(
            names = "--every",
            paramLabel = "TIME",
            converter = TimeText.class,
            description = "Time from one probe to the next, such as 10s (the default of --repeat) or 5m, and not"
                    + " less than 1s; without --repeat, probe until Ctrl-C.")
    private @Nullable Duration every;

    boolean wanted() {
        return times != null || every != null;
    }

    /** Refuses options that make no sense together. */
    void check(boolean sends, boolean shown) {
        if (!wanted()) {
            return;
        }
        if (sends) {
            throw new IllegalArgumentException(
                    "--repeat and --every do not go with --send: a message is sent only once");
        }
        if (!shown) {
            throw new IllegalArgumentException(
                    "--repeat and --every need --format text or json, or --output, a file that each probe writes anew");
        }
        if (times != null && times < 1) {
            throw new IllegalArgumentException("--repeat must be 1 or more");
        }
        if (every != null && every.compareTo(LEAST) < 0) {
            throw new IllegalArgumentException("--every must be 1 second or more");
        }
    }

    long times() {
        return times == null ? Long.MAX_VALUE : times;
    }

    Duration every() {
        return every == null ? USUAL : every;
    }
}
