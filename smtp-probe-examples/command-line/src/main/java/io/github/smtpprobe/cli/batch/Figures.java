/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.cli.batch;

import io.github.smtpprobe.batch.BatchResult;
import io.github.smtpprobe.batch.BatchSummary;
import io.github.smtpprobe.batch.Expiry;
import io.github.smtpprobe.outlook.Prospect;
import io.github.smtpprobe.outlook.Standing;
import java.io.PrintWriter;
import java.util.Map;
import java.util.stream.Collectors;

/** The figures of a run, told at its end. */
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
        out.println(Counted.of(summary.targets(), "target") + " in " + ShownProgress.time(summary.took()) + earlier);
        row("verdicts", counts(summary.verdicts()));
        row("domains", counts(summary.standings()));
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
        row(
                "operators",
                summary.operators().entrySet().stream()
                        .limit(MOST)
                        .map(each -> each.getKey() + " " + each.getValue().targets())
                        .collect(Collectors.joining(", ")));
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
        if (!text.isEmpty()) {
            out.println("  " + label + " ".repeat(Math.max(1, 16 - label.length())) + text);
        }
    }

    private static String counts(Map<?, Long> counts) {
        return counts.entrySet().stream()
                .filter(each -> each.getValue() > 0)
                .limit(MOST)
                .map(each -> token(each.getKey()) + " " + each.getValue())
                .collect(Collectors.joining(", "));
    }

    /** Such as {@code V 12, T 3}. */
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
