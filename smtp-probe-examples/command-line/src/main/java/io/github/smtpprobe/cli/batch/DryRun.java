/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.cli.batch;

import io.github.smtpprobe.batch.BatchTarget;
import io.github.smtpprobe.batch.Operators;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** What a batch would do. Nothing is looked up, so domains that share a mail exchanger are counted separately. */
final class DryRun {
    private static final int MOST = 10;

    private final Map<String, Long> operators = new HashMap<>();
    private final Operators rule = new PublicSuffixes();
    private long targets;
    private long done;
    private long leftOut;

    /**
     * Reads a list to its end.
     *
     * @param not    who is left out
     * @param before what an earlier run has written
     */
    DryRun(TargetList list, DoNotProbe not, Written before) {
        while (list.hasNext()) {
            BatchTarget target = list.next();
            if (before.has(list.targets())) {
                done++;
            } else if (not.leavesOut(target)) {
                leftOut++;
            } else {
                targets++;
                operators.merge(operator(target), 1L, Long::sum);
            }
        }
    }

    /** The operator of a target; an address is its own operator. */
    private String operator(BatchTarget target) {
        String name = target.request().target().name().toLowerCase(Locale.ROOT);
        return com.google.common.net.InetAddresses.isInetAddress(name) ? name : rule.operator(name);
    }

    void show(RunOptions options, PrintWriter out) {
        long greatest = operators.isEmpty() ? 0 : Collections.max(operators.values());
        out.println(Counted.of(targets, "target") + " of " + Counted.of(operators.size(), "operator")
                + ", by the names in the list");
        operators.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
                .limit(MOST)
                .forEach(each -> out.println("  " + each.getValue() + "  " + each.getKey()));
        if (operators.size() > MOST) {
            out.println("  and " + (operators.size() - MOST) + " more");
        }
        if (targets > 0) {
            Duration estimate = options.estimate(targets, greatest);
            out.println("About " + ShownProgress.time(estimate)
                    + ", if a probe takes a second and no two targets share a server.");
        }
        if (done > 0) {
            out.println(Counted.of(done, "target") + (done == 1 ? " has" : " have") + " a line by an earlier run.");
        }
        if (leftOut > 0) {
            out.println(Counted.of(leftOut, "target") + " in the --do-not-probe file " + (leftOut == 1 ? "is" : "are")
                    + " left out.");
        }
        out.println("Nothing was looked up or connected to: domains with one mail exchanger may turn out to have one"
                + " operator.");
        out.flush();
    }
}
