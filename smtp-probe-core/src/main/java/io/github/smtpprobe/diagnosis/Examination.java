/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis;

import io.github.smtpprobe.catalogue.ReplyCatalogue;
import io.github.smtpprobe.report.Decision;
import io.github.smtpprobe.report.Finding;
import io.github.smtpprobe.report.Observation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** All checks on one observation, one after the other. */
final class Examination {
    private final Observation seen;
    private final ReplyCatalogue catalogue;
    private final List<Judgement> all = new ArrayList<>();

    Examination(Observation seen, ReplyCatalogue catalogue) {
        this.seen = seen;
        this.catalogue = catalogue;
    }

    List<Finding> run(List<Check> checks) {
        checks.forEach(check -> all.addAll(run(check)));
        unclassified();
        return Ranking.order(all, seen.decision());
    }

    private List<Judgement> run(Check check) {
        try {
            return check instanceof AttemptCheck each ? each.judge(seen, catalogue) : whole(check);
        } catch (RuntimeException | Error broken) {
            Map<String, String> values = Map.of(
                    "name",
                    check.getClass().getSimpleName(),
                    "detail",
                    broken.getClass().getSimpleName());
            Finding failed = Case.finding(FindingText.of("check.failed"), values, OptionalInt.empty(), List.of());
            return List.of(new Judgement(failed, Optional.empty()));
        }
    }

    private List<Judgement> whole(Check check) {
        return List.copyOf(check.examine(seen, catalogue)).stream() // null is a failure too
                .map(finding -> new Judgement(finding, Optional.empty()))
                .toList();
    }

    /** A probe that did not pass always says why, if only that nobody knows. */
    private void unclassified() {
        Decision decision = seen.decision();
        if (decision.fact().isPresent() && Ranking.explanation(all, decision).isEmpty()) {
            Case one = new Case(seen, decision.attempt().orElseThrow(), catalogue);
            one.add("unclassified", decision.fact().get());
            all.addAll(one.judgements());
        }
    }
}
