/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.cli.batch;

import io.github.smtpprobe.ProbeBatch;
import io.github.smtpprobe.cli.TimeText;
import java.time.Duration;
import picocli.CommandLine.Option;

/** How many servers are asked at the same time, and how fast. */
final class RunOptions {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration DAY = Duration.ofDays(1);

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
            description = "Connections at once to one address (default: ${DEFAULT-VALUE}).")
    private int perHost;

    @Option(
            names = "--per-operator",
            paramLabel = "N",
            defaultValue = "4",
            description = "Connections at once to all servers of one operator together (default: ${DEFAULT-VALUE}).")
    private int perOperator;

    /**
     * One option for two limits of the library: its default is the longer one, that of an address; the library's default for an
     * operator is half of it.
     */
    @Option(
            names = "--interval",
            paramLabel = "TIME",
            defaultValue = "0.1",
            converter = TimeText.class,
            description = "Minimum time between the beginnings of two connections to one address, and of two to one"
                    + " operator (default: ${DEFAULT-VALUE} seconds).")
    private Duration interval = Duration.ofMillis(100);

    @Option(
            names = "--give-up-after",
            paramLabel = "TIME",
            defaultValue = "900",
            converter = TimeText.class,
            description =
                    "When an operator's servers have said for this long that they are asked too much, its waiting targets are not"
                            + " tested (default: ${DEFAULT-VALUE} seconds).")
    private Duration giveUpAfter = Duration.ofMinutes(15);

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
        Duration apart = TimeText.within(interval, HOUR, "--interval");
        return batch.concurrency(within(concurrency, "--concurrency"))
                .perOperator(within(perOperator, "--per-operator"), apart)
                .perAddress(within(perHost, "--per-host"), apart)
                .giveUpAfter(TimeText.within(giveUpAfter, DAY, "--give-up-after"))
                .operators(new PublicSuffixes());
    }

    /**
     * Refuses what the batch would refuse.
     *
     * @throws IllegalArgumentException by the name of the option that is wrong
     */
    void check() {
        addTo(ProbeBatch.builder());
    }

    /**
     * A rough duration, at one second per probe.
     *
     * @param targets  of all operators
     * @param greatest how many of them the greatest operator has
     */
    Duration estimate(long targets, long greatest) {
        double byAll = targets / (double) Math.min(concurrency, Math.max(1, targets));
        double byGreatest =
                Math.max((greatest - 1) * interval.toMillis() / 1000.0 + 1, greatest / (double) perOperator);
        return Duration.ofSeconds(Math.round(Math.max(byAll, byGreatest)));
    }
}
