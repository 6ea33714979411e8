/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.cli.batch;

import io.github.smtpprobe.batch.BatchResult;
import io.github.smtpprobe.batch.BatchSummary;
import io.github.smtpprobe.batch.Expiry;
import io.github.smtpprobe.outlook.Prospect;
import io.github.smtpprobe.outlook.Standing;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The summary that is printed at the end of a run. */
final class Figures {
    private static final int MOST = 10;

    private final BatchSummary summary;
    private final PrintWriter out;

    private Figures(BatchSummary summary, PrintWriter out) {
        this.summary = summary;
        this.out = out;
    }

    static void show(BatchSummary summary, PrintWriter out) {
        new Figures(summary, out).show();
    }

    private void show() {
        long before = summary.doneBefore();
        String earlier = before == 0 ? "" : ", and " + before + " by an earlier run";
        long done = summary.targets() - summary.states().getOrDefault(BatchResult.State.CANCELLED, 0L);
        out.println(Counted.of(done, "target") + " in " + ShownProgress.time(summary.took()) + earlier);
        String run = before == 0 ? "" : " (this run)";
        row("verdicts", counts(summary.verdicts()), run);
        row("domains", counts(summary.standings()), run);
        summary.outlook().forEach((sender, counts) -> row("  " + sender, letters(counts)));
        row("not tested", counts(others()));
        row("findings", counts(summary.findings()));
        row("TLS", counts(summary.tlsVersions()));
        row("certificates", counts(expiring()));
        summary.latency()
                .forEach((stage, time) -> row(
                        stage + ", ms",
                        "p50 " + time.p50().toMillis() + ", p95 " + time.p95().toMillis() + ", p99 "
                                + time.p99().toMillis()));
        row("operators", operators());
        row(
                "rule failed",
                summary.operatorsFailure()
                        .map(what -> what + "; the last two labels told the operators of "
                                + Counted.of(summary.unknownOperators(), "host"))
                        .orElse(""));
        row(
                "probed again",
                summary.probedAgain() == 0
                        ? ""
                        : summary.probedAgain() + " that were being probed when an earlier run ended");
        row(
                "shared",
                summary.sharedAttempts() == 0
                        ? ""
                        : Counted.of(summary.sharedAttempts(), "attempt") + " made for another target");
        out.flush();
    }

    private Map<BatchResult.State, Long> others() {
        return summary.states().entrySet().stream()
                .filter(each -> each.getKey() != BatchResult.State.PROBED)
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private Map<Expiry, Long> expiring() {
        return summary.certificateExpiry().entrySet().stream()
                .filter(each -> each.getKey() != Expiry.LATER)
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, Long::sum, java.util.TreeMap::new));
    }

    private void row(String label, String text) {
        row(label, text, "");
    }

    private void row(String label, String text, String behind) {
        if (!text.isEmpty()) {
            out.println("  " + label + " ".repeat(Math.max(1, 16 - label.length())) + text + behind);
        }
    }

    /** The number of operators; there may be more than those that are counted individually. */
    private String operators() {
        Map<String, Long> targets = new LinkedHashMap<>();
        summary.operators().forEach((operator, figures) -> targets.put(operator, figures.targets()));
        long further = summary.furtherOperators().targets();
        return counts(targets) + (further > 0 ? ", and " + Counted.of(further, "target") + " of others" : "");
    }

    private static String counts(Map<?, Long> counts) {
        List<String> words = counts.entrySet().stream()
                .filter(each -> each.getValue() > 0)
                .map(each -> token(each.getKey()) + " " + each.getValue())
                .toList();
        return words.size() <= MOST
                ? String.join(", ", words)
                : String.join(", ", words.subList(0, MOST)) + ", and " + (words.size() - MOST) + " more";
    }

    /** The counts as letters, such as {@code V 12, T 3}. */
    private static String letters(Map<Prospect, Long> counts) {
        return counts.entrySet().stream()
                .filter(each -> each.getValue() > 0)
                .map(each -> each.getKey().letter() + " " + each.getValue())
                .collect(Collectors.joining(", "));
    }

    private static String token(Object key) {
        if (key instanceof Expiry expiry) {
            return expiry.token();
        }
        if (key instanceof Standing standing) {
            return standing.token();
        }
        return key instanceof BatchResult.State state ? state.token() : key.toString();
    }
}
