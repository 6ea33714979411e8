/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.examples.flink;

import io.github.smtpprobe.request.InvalidRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.flink.core.fs.Path;
import org.apache.flink.util.ParameterTool;

/**
 * The job's arguments. What is wrong with them is told by name, before anything runs: otherwise each domain would have a row that blames
 * it, or a misspelt limit would not hold.
 */
final class Arguments {
    private final ParameterTool given;

    Arguments(String... args) {
        given = ParameterTool.fromArgs(args);
    }

    /**
     * {@return the folder that is read}
     *
     * @throws IllegalArgumentException if it is not given, or is not there; a job would start again without an end
     */
    String input() {
        String folder = text("input");
        try {
            if (!new Path(folder).getFileSystem().exists(new Path(folder))) {
                throw new IllegalArgumentException("--input names nothing that exists");
            }
        } catch (IOException notReachableFromHere) {
            // the cluster will tell: this client may lack the file system, or the right to read it
        }
        return folder;
    }

    String output() {
        return text("output");
    }

    Probes probes() {
        return Probes.ofPublicInternet(text("helo"));
    }

    Limits limits() {
        Limits polite = Limits.polite();
        int inFlight = count("in-flight", polite.inFlight(), 1);
        return new Limits(
                count("per-operator", polite.perOperator(), 1),
                Duration.ofMillis(count("interval", (int) polite.interval().toMillis(), 0)),
                inFlight,
                count("held", Math.max(polite.held(), inFlight), inFlight),
                Duration.ofSeconds(count("deadline", (int) polite.deadline().toSeconds(), 1)),
                Duration.ofSeconds(count("share", (int) polite.share().toSeconds(), 0)));
    }

    Duration checkpoints() {
        return Duration.ofSeconds(count("checkpoint", 60, 1));
    }

    /**
     * Ends the reading, when all arguments have been asked for.
     *
     * @throws IllegalArgumentException if there are others, or if no request could be made with those that there are
     */
    void check(Probes probes, Limits limits) {
        if (!given.getUnrequestedParameters().isEmpty()) {
            throw new IllegalArgumentException(new TreeSet<>(given.getUnrequestedParameters())
                    .stream().map(each -> "--" + each).collect(Collectors.joining(", ", "no such arguments: ", "")));
        }
        try {
            probes.ask("mx.example.com").deadline(limits.deadline()).build();
        } catch (InvalidRequest wrong) {
            throw new IllegalArgumentException(
                    wrong.problems().stream()
                            .map(each -> argument(each.field()) + " " + each.message())
                            .collect(Collectors.joining("; ")),
                    wrong);
        }
    }

    private static String argument(String field) {
        return field.equals("heloName") ? "--helo" : "--" + field;
    }

    private String text(String name) {
        return Optional.ofNullable(given.get(name))
                .filter(text -> !text.isBlank() && !text.equals("__NO_VALUE_KEY"))
                .orElseThrow(() -> new IllegalArgumentException("--" + name + " is missing"));
    }

    private int count(String name, int otherwise, int least) {
        String text = given.has(name) ? text(name) : String.valueOf(otherwise);
        try {
            int count = Integer.parseInt(text);
            if (count >= least) {
                return count;
            }
        } catch (NumberFormatException noNumber) {
            // told below
        }
        throw new IllegalArgumentException("--" + name + " must be a whole number, and at least " + least);
    }
}
