/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.examples.cli.batch;

import io.github.smtpprobe.ProbeBatch;
import java.time.Duration;
import picocli.CommandLine.Option;

/** How many are asked at once, and how fast. */
final class RunOptions {
    @Option(
            names = "--concurrency",
            paramLabel = "N",
            defaultValue = "256",
            description = "Targets that are probed at once (default: ${DEFAULT-VALUE}).")
    private int concurrency;

    @Option(
            names = "--per-host",
            paramLabel = "N",
            defaultValue = "2",
            description = "Connections at once to one address and to all servers of one operator"
                    + " (default: ${DEFAULT-VALUE}).")
    private int perHost;

    @Option(
            names = "--interval",
            paramLabel = "SECONDS",
            defaultValue = "0.1",
            description = "Least time between the beginnings of two such connections (default: ${DEFAULT-VALUE}).")
    private double interval;

    private Duration apart() {
        if (!(interval >= 0 && interval <= 3600)) {
            throw new IllegalArgumentException("--interval must be from 0 to 3600 seconds");
        }
        return Duration.ofMillis(Math.round(interval * 1000));
    }

    private static int within(int number, String option) {
        if (number < 1 || number > 100_000) {
            throw new IllegalArgumentException(option + " must be from 1 to 100000");
        }
        return number;
    }

    /**
     * Sets the limits.
     *
     * @throws IllegalArgumentException by the name of the option that is wrong
     */
    ProbeBatch.Builder addTo(ProbeBatch.Builder batch) {
        within(perHost, "--per-host");
        return batch.concurrency(within(concurrency, "--concurrency"))
                .perOperator(perHost, apart())
                .perAddress(perHost, apart())
                .operators(new PublicSuffixes());
    }

    /**
     * A rough time for so many targets: each probe is taken to last a second.
     *
     * @param targets  of all operators
     * @param greatest how many of them the greatest operator has
     */
    Duration estimate(long targets, long greatest) {
        double byAll = targets / (double) Math.min(concurrency, Math.max(1, targets));
        double byGreatest = greatest * Math.max(interval, 1.0 / perHost);
        return Duration.ofSeconds(Math.round(Math.max(byAll, byGreatest)));
    }
}
