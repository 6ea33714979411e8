/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.cli.batch;

import io.github.smtpprobe.batch.BatchTarget;
import io.github.smtpprobe.batch.Operators;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Locale;
import java.util.Map;

/** What a batch would ask whom. Nothing is looked up, so domains with one mail exchanger are counted apart. */
final class DryRun {
    private static final int MOST = 10;

    private final Map<String, Long> operators = new HashMap<>();
    private long targets;

    DryRun(Iterator<BatchTarget> list) {
        Operators rule = new PublicSuffixes();
        list.forEachRemaining(target -> {
            targets++;
            operators.merge(rule.operator(target.request().target().name().toLowerCase(Locale.ROOT)), 1L, Long::sum);
        });
    }

    long targets() {
        return targets;
    }

    void show(RunOptions options, TargetList list, PrintWriter out) {
        long greatest = operators.isEmpty() ? 0 : Collections.max(operators.values());
        Duration estimate = options.estimate(targets, greatest);
        out.println(Counted.of(targets, "target") + " of " + Counted.of(operators.size(), "operator")
                + ", by the names in the list");
        operators.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
                .limit(MOST)
                .forEach(each -> out.println("  " + each.getValue() + "  " + each.getKey()));
        if (operators.size() > MOST) {
            out.println("  and " + (operators.size() - MOST) + " more");
        }
        out.println("About " + ShownProgress.time(estimate)
                + ", if a probe takes a second and no two targets share a server.");
        if (list.leftOut() > 0) {
            out.println(Counted.of(list.leftOut(), "target") + " in the --do-not-probe file "
                    + (list.leftOut() == 1 ? "is" : "are") + " left out.");
        }
        out.println("Nothing was looked up or connected to: domains with one mail exchanger may turn out to have one"
                + " operator.");
        out.flush();
    }
}
