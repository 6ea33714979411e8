/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.cli.batch;

import io.github.smtpprobe.batch.BatchTarget;
import io.github.smtpprobe.cli.RequestWords;
import io.github.smtpprobe.request.InvalidRequest;
import io.github.smtpprobe.request.Problem;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The targets of a list, one after another. A line that is not a target is reported by its number, never by its text, then
 * counted and skipped. A target that does not want to be probed is still returned, so that numbers stay the same; the batch
 * leaves it out.
 */
final class TargetList implements Iterator<BatchTarget> {
    /** How many malformed lines are reported; nobody reads more. */
    private static final int MOST_TOLD = 20;

    private final Records lines;
    private final ListedTarget.Options options;
    private final DoNotProbe not;
    private final PrintWriter err;
    private final long most;
    private final Written before;
    private Optional<Columns> columns = Optional.empty();
    private boolean begun;
    private @Nullable BatchTarget next;
    private long number;
    private long given;
    private long malformed;
    private long unreadable;
    private long leftOut;
    private boolean beyond;

    /**
     * Prepares a list.
     *
     * @param options adds what the command line says to a request or a survey
     * @param not     who is left out
     * @param err     where malformed lines are told
     * @param limits  which are given of those that there are
     */
    TargetList(Lines lines, ListedTarget.Options options, DoNotProbe not, PrintWriter err, Limits limits) {
        this.lines = new Records(lines);
        this.options = options;
        this.not = not;
        this.err = err;
        this.most = limits.most();
        this.before = limits.before();
    }

    /**
     * Limits which targets of the list are returned.
     *
     * @param most   so many; the list ends before the next one
     * @param before what is written; the list has to be the same
     */
    record Limits(long most, Written before) {
        static final Limits NONE = new Limits(Long.MAX_VALUE, Written.nothing());
    }

    /** How many lines were neither targets nor comments. */
    long malformed() {
        return malformed;
    }

    /** How many targets there are, including those that do not want to be probed. */
    long targets() {
        return number;
    }

    /** How many targets are to be probed. */
    long given() {
        return given;
    }

    /** How many targets do not want to be probed. */
    long leftOut() {
        return leftOut;
    }

    /** Whether there were more targets than the limit. */
    boolean beyond() {
        return beyond;
    }

    /** Whether the list was empty. */
    boolean none() {
        return number + malformed == 0;
    }

    @Override
    public boolean hasNext() {
        try {
            while (next == null && !beyond) {
                Optional<Lines.Line> line = lines.next();
                if (line.isEmpty()) {
                    before.ended(number);
                    return false;
                }
                next = target(line.get());
            }
            return next != null;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    @Override
    public BatchTarget next() {
        if (!hasNext() || next == null) {
            throw new NoSuchElementException();
        }
        BatchTarget target = next;
        next = null;
        before.check(number, target.key());
        return target;
    }

    private @Nullable BatchTarget target(Lines.Line line) throws IOException {
        if (line.wrong().isPresent()) {
            malformed(line, line.wrong().get());
            if (++unreadable == MOST_TOLD && number == 0) {
                throw new IllegalArgumentException("the list is not text: " + MOST_TOLD
                        + " lines cannot be read, and none before them is a target");
            }
            return null;
        }
        if (line.text().isEmpty() || line.text().startsWith("#")) {
            return null;
        }
        if (!begun) {
            begun = true;
            columns = Columns.of(line.text());
            if (columns.isPresent()) {
                return null;
            }
        }
        try {
            return wanted(text(line));
        } catch (InvalidRequest invalid) {
            return malformed(
                    line, invalid.problems().stream().map(TargetList::words).collect(Collectors.joining("; and ")));
        } catch (IllegalArgumentException wrong) {
            return malformed(line, String.valueOf(wrong.getMessage()));
        }
    }

    private String text(Lines.Line line) throws IOException {
        return columns.isPresent()
                ? columns.get()
                        .target(lines.whole(line, columns.get().separator()).text())
                : line.text().replaceFirst("#.*", "").strip();
    }

    private @Nullable BatchTarget wanted(String text) {
        BatchTarget target = ListedTarget.read(text, options);
        if (not.leavesOut(target)) {
            leftOut++;
        } else if (given == most) {
            beyond = true;
            return null;
        } else {
            given++;
        }
        number++;
        return target;
    }

    private static String words(Problem problem) {
        return switch (problem.field()) {
            case "tls" -> "it names no port, which --tls needs: write host:port, or add --port";
            case "host", "domain", "port" -> problem.toString();
            default -> RequestWords.of(problem);
        };
    }

    private @Nullable BatchTarget malformed(Lines.Line line, String why) {
        malformed++;
        if (malformed <= MOST_TOLD) {
            err.println("smtp-probe batch: line " + line.number() + " is passed over: " + why);
        } else if (malformed == MOST_TOLD + 1) {
            err.println("smtp-probe batch: further lines that are not targets are passed over and only counted");
        }
        return null;
    }
}
