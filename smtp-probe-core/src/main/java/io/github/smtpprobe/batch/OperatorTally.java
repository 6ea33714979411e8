/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.batch;

import io.github.smtpprobe.report.Verdict;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** Figures by operator: separately for the first operators that were met, and together for all others. */
final class OperatorTally {
    private final Map<String, One> operators = new HashMap<>();
    private final One further = new One();

    private static final class One {
        private long targets;
        private long rateLimited;
        private final Map<Verdict, Long> verdicts = new EnumMap<>(Verdict.class);

        private OperatorFigures figures() {
            return new OperatorFigures(targets, rateLimited, verdicts);
        }

        private One copy() {
            One copy = new One();
            copy.targets = targets;
            copy.rateLimited = rateLimited;
            copy.verdicts.putAll(verdicts);
            return copy;
        }

        private void set(One other) {
            targets = other.targets;
            rateLimited = other.rateLimited;
            verdicts.putAll(other.verdicts);
        }
    }

    void add(String operator, BatchResult result) {
        One one = operators.get(operator);
        if (one == null) {
            one = operators.size() < BatchSummary.MOST_OPERATORS ? new One() : further;
            if (one != further) {
                operators.put(operator, one);
            }
        }
        one.targets++;
        Map<Verdict, Long> verdicts = one.verdicts;
        switch (result.state()) {
            case RATE_LIMITED -> one.rateLimited++;
            case PROBED -> result.report().ifPresent(report -> Counts.count(verdicts, report.verdict()));
            default -> {} // it counts as a target of the operator, without a verdict
        }
    }

    OperatorTally copy() {
        OperatorTally copy = new OperatorTally();
        operators.forEach((name, one) -> copy.operators.put(name, one.copy()));
        copy.further.set(further);
        return copy;
    }

    Map<String, OperatorFigures> figures() {
        Map<String, OperatorFigures> sorted = new LinkedHashMap<>();
        operators.entrySet().stream()
                .sorted(Comparator.<Map.Entry<String, One>>comparingLong(each -> -each.getValue().targets)
                        .thenComparing(Map.Entry.comparingByKey()))
                .forEach(each -> sorted.put(each.getKey(), each.getValue().figures()));
        return Collections.unmodifiableMap(sorted);
    }

    OperatorFigures further() {
        return further.figures();
    }
}
