/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis.examination;

import io.github.smtpprobe.catalogue.ReplyCatalogue;
import io.github.smtpprobe.check.Check;
import io.github.smtpprobe.diagnosis.words.FindingText;
import io.github.smtpprobe.report.Attempt;
import io.github.smtpprobe.report.Finding;
import io.github.smtpprobe.report.Observation;
import io.github.smtpprobe.report.Purpose;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All checks on one observation, within bounds of number and time. The decisive attempt comes first, then the probe as a whole,
 * then the other attempts: whatever has to be left out, the deciding fact is explained, and what was left out is said.
 */
public final class Examination {
    /** The most findings of one report: a hundred recipients have a few each, and nobody reads further. */
    static final int MOST = 1_000;

    private static final int NAMES_SHOWN = 10;

    private final Checklist checks;
    private final Observation seen;
    private final ReplyCatalogue catalogue;
    private final BooleanSupplier over;
    private final List<Judgement> all = new ArrayList<>();
    private final Set<Check> unfinished = new LinkedHashSet<>();
    private int leftOut;

    /**
     * Prepares an examination.
     *
     * @param checks the checks to run
     * @param over   tells whether the time is over; the deciding fact is explained even then
     */
    public Examination(Checklist checks, Observation seen, ReplyCatalogue catalogue, BooleanSupplier over) {
        this.checks = checks;
        this.seen = seen;
        this.catalogue = catalogue;
        this.over = over;
    }

    /** Examines. {@return the findings in order} */
    public List<Finding> run() {
        Attempt decisive = seen.decisive().orElse(null);
        if (decisive != null) {
            decisive(decisive);
        }
        for (int place : checks.ofProbes()) {
            whole(checks.at(place), place);
        }
        if (seen.attempts().size() > (decisive == null ? 0 : 1)) {
            examineOthers(decisive);
        }
        unclassified();
        incomplete();
        return Ranking.order(all, seen);
    }

    private void decisive(Attempt decisive) {
        AttemptFindings one = findings(decisive);
        Occasion given = one.occasion();
        for (int place : checks.ofAttempts()) {
            AttemptCheck each = (AttemptCheck) checks.at(place);
            if (each.concerns(decisive, given)) {
                attempt(each, place, one);
            }
        }
    }

    /**
     * Examines the other attempts. A second look explains another attempt, and is not judged itself; of an attempt with a
     * further mechanism, only the exchange is judged.
     */
    private void examineOthers(@Nullable Attempt decisive) {
        List<AttemptFindings> others = new ArrayList<>();
        for (Attempt each : seen.attempts()) {
            if (each != decisive && each.purpose() != Purpose.SECOND_LOOK) {
                others.add(findings(each));
            }
        }
        for (int place : checks.ofAttempts()) {
            for (AttemptFindings one : others) {
                other((AttemptCheck) checks.at(place), place, one);
            }
        }
    }

    private void other(AttemptCheck check, int order, AttemptFindings one) {
        Attempt attempt = one.attempt();
        if ((attempt.purpose() != Purpose.MECHANISM || check.concernsFurtherLogins())
                && check.concerns(attempt, one.occasion())
                && goesOn(check)) {
            attempt(check, order, one);
        }
    }

    private AttemptFindings findings(Attempt attempt) {
        return new AttemptFindings(seen, attempt, catalogue, over);
    }

    private boolean goesOn(Check check) {
        boolean late = over.getAsBoolean();
        if (late) {
            unfinished.add(check);
        }
        return !late;
    }

    private void attempt(AttemptCheck check, int order, AttemptFindings one) {
        one.begin(order);
        try {
            check.examine(one);
        } catch (RuntimeException | Error broken) {
            failed(check, order, broken);
        }
        List<Judgement> found = one.judgements();
        for (int i = 0; i < found.size(); i++) {
            keep(found.get(i));
        }
        leftOut += one.leftOut();
        if (one.cutShort()) {
            unfinished.add(check);
        }
    }

    private void whole(Check check, int order) {
        if (!(check instanceof TimelessCheck || goesOn(check))) {
            return;
        }
        try {
            List<Finding> found = check.examine(seen, catalogue); // null counts as a failure, too
            if (!found.isEmpty()) {
                keep(List.copyOf(found), order);
            }
        } catch (RuntimeException | Error broken) {
            failed(check, order, broken);
        }
    }

    private void keep(List<Finding> found, int order) {
        for (int i = 0; i < found.size() && i < AttemptFindings.MOST_OF_ONE; i++) {
            keep(new Judgement(found.get(i), Optional.empty(), order));
        }
        leftOut += Math.max(0, found.size() - AttemptFindings.MOST_OF_ONE);
    }

    private void keep(Judgement found) {
        if (all.size() < MOST || seen.decidingFact().filter(found::explains).isPresent()) {
            all.add(found);
        } else {
            leftOut++;
        }
    }

    private void failed(Check check, int order, Throwable broken) {
        Map<String, String> values =
                Map.of("name", name(check), "detail", broken.getClass().getSimpleName());
        keep(note("check.failed", values, order));
    }

    /** Makes sure that a probe that did not pass says why, even if only that the reason is unknown. */
    private void unclassified() {
        if (seen.decidingFact().isPresent() && Ranking.explanation(all, seen).isEmpty()) {
            AttemptFindings one = findings(seen.decisive().orElseThrow());
            one.add("unclassified", seen.decidingFact().get());
            all.addAll(one.judgements());
        }
    }

    private void incomplete() {
        if (!unfinished.isEmpty()) {
            all.add(note("checks.unfinished", Map.of("names", unfinishedNames()), Integer.MAX_VALUE));
        }
        if (leftOut > 0) {
            all.add(note("checks.left-out", Map.of("count", Integer.toString(leftOut)), Integer.MAX_VALUE));
        }
    }

    /** The names of the application's checks, which its authors know, and the number of the library's. */
    private String unfinishedNames() {
        Stream<String> own = unfinished.stream()
                .filter(GuardedCheck.class::isInstance)
                .map(Examination::name)
                .limit(NAMES_SHOWN);
        long others = unfinished.stream()
                .filter(each -> !(each instanceof GuardedCheck))
                .count();
        return Stream.concat(own, others == 0 ? Stream.empty() : Stream.of(others + " of the library"))
                .collect(Collectors.joining(", "));
    }

    private static Judgement note(String id, Map<String, String> values, int order) {
        Finding finding = FindingText.of(id).filled(values, OptionalInt.empty(), List.of());
        return new Judgement(finding, Optional.empty(), order);
    }

    private static String name(Check check) {
        return check instanceof GuardedCheck own ? own.name() : check.getClass().getSimpleName();
    }
}
