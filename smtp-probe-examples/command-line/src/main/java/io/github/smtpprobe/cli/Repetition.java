/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.cli;

import io.github.smtpprobe.ProbeCall;
import io.github.smtpprobe.SmtpProbe;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.report.Verdict;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.smtp.Stage;
import java.io.PrintWriter;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Runs the same probe repeatedly, and prints a line for each run and a summary at the end, even after an interruption. */
final class Repetition {
    private final SmtpProbe probe;
    private final ProbeRequest request;
    private final RepeatOptions often;
    private final OutputOptions output;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Map<Verdict, Long> verdicts = new EnumMap<>(Verdict.class);
    /** How many probes took each number of milliseconds. Bounded in size, unlike a list of all of them. */
    private final SortedMap<Long, Long> millis = new TreeMap<>();

    private volatile @Nullable ProbeCall running;
    private boolean loginRefused;

    Repetition(SmtpProbe probe, ProbeRequest request, RepeatOptions often, OutputOptions output) {
        this.probe = probe;
        this.request = request;
        this.often = often;
        this.output = output;
    }

    /** Runs the probes, and returns the exit code of the worst result. */
    int run(PrintWriter out) {
        int worst = 0;
        try (Interrupts interrupts = new Interrupts(this::end)) {
            for (long left = often.times(); left > 0; left--) {
                long begun = System.nanoTime();
                worst = worse(worst, once(out));
                if (loginRefused) {
                    output.figures(
                            "Stopped, because a login was refused: repeated failures may lock the account.", out);
                    break;
                }
                if (left == 1 || waited(begun)) {
                    break;
                }
            }
            output.figures(figures(), out);
            return interrupts.interrupted() ? ProbeCommand.INTERRUPTED : worst;
        }
    }

    private void end() {
        ended.countDown();
        ProbeCall call = running;
        if (call != null) {
            call.cancel();
        }
    }

    private int once(PrintWriter out) {
        ProbeCall call = probe.call(request);
        running = call;
        if (ended.getCount() == 0) {
            call.cancel();
        }
        ProbeReport report = ProbeCommand.report(call);
        loginRefused = report.verdict() == Verdict.FAILED
                && report.decidingStage().filter(stage -> stage == Stage.AUTH).isPresent();
        verdicts.merge(report.verdict(), 1L, Long::sum);
        millis.merge(report.took().toMillis(), 1L, Long::sum);
        return output.showOneOfMany(report, line(report), out);
    }

    /** The worse exit code: a failure outweighs an inconclusive result. */
    private static int worse(int one, int other) {
        return one == 1 || other == 1 ? 1 : Math.max(one, other);
    }

    /** Waits for the next turn; returns whether the run was ended meanwhile. */
    private boolean waited(long begun) {
        long left = often.every().toNanos() - (System.nanoTime() - begun);
        try {
            return ended.await(Math.max(left, 0), TimeUnit.NANOSECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private static String line(ProbeReport report) {
        return report.started().truncatedTo(ChronoUnit.SECONDS) + "  "
                + report.took().toMillis() + " ms  " + report.summary();
    }

    private String figures() {
        long probes = verdicts.values().stream().mapToLong(Long::longValue).sum();
        String all = verdicts.entrySet().stream()
                .map(each -> each.getValue() + " " + each.getKey().token())
                .collect(Collectors.joining(", "));
        return probes + (probes == 1 ? " probe: " : " probes: ") + all + "; they took " + millis.firstKey()
                + " ms at least, " + median(millis) + " ms in the median, " + millis.lastKey() + " ms at most.";
    }

    /** The median of the durations; for an even number, the mean of the two middle ones. */
    static String median(SortedMap<Long, Long> often) {
        long all = often.values().stream().mapToLong(Long::longValue).sum();
        long twice = at(often, (all - 1) / 2) + at(often, all / 2);
        return twice / 2 + (twice % 2 == 0 ? "" : ".5");
    }

    /** The element that has this many others before it. */
    private static long at(SortedMap<Long, Long> often, long before) {
        long passed = 0;
        for (Map.Entry<Long, Long> each : often.entrySet()) {
            passed += each.getValue();
            if (passed > before) {
                return each.getKey();
            }
        }
        return often.lastKey();
    }
}
