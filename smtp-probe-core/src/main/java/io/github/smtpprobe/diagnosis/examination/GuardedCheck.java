/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis.examination;

import io.github.smtpprobe.arguments.OwnId;
import io.github.smtpprobe.catalogue.ReplyCatalogue;
import io.github.smtpprobe.check.Check;
import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.diagnosis.words.FindingText;
import io.github.smtpprobe.guard.ExtensionError;
import io.github.smtpprobe.guard.Guard;
import io.github.smtpprobe.report.Finding;
import io.github.smtpprobe.report.Observation;
import io.github.smtpprobe.text.Printable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A wrapper for an application's check: it is interrupted when the time is over, and its result is examined before it is used.
 * Anything wrong with it is reported by the finding {@code check.failed}, next to those of its findings that are valid.
 */
public final class GuardedCheck implements Check {
    /** The time that a check has once the probe is over. */
    private static final Duration LAST_WORD = Duration.ofMillis(50);

    private static final int MOST = 200;
    private static final int MOST_FAULTS = 5;
    private static final int MOST_EVIDENCE = 50;
    private static final int LONGEST = 2_000;

    private final String name;
    private final Check check;
    private final Guard guard;
    private final Deadline deadline;

    /**
     * Guards a check of the application's.
     *
     * @param name     the name under which it was added
     * @param check    the application's check
     * @param guard    the probe's guard
     * @param deadline the probe's deadline
     */
    public GuardedCheck(String name, Check check, Guard guard, Deadline deadline) {
        this.name = name;
        this.check = check;
        this.guard = guard;
        this.deadline = deadline;
    }

    /** The name under which it was added. */
    String name() {
        return name;
    }

    @Override
    public List<Finding> examine(Observation seen, ReplyCatalogue catalogue) {
        Deadline limit = deadline.expired() || guard.cancellation().cancelled()
                ? Deadline.after(LAST_WORD, deadline.ticker())
                : deadline;
        long start = deadline.ticker().nanos();
        List<Finding> good = new ArrayList<>();
        List<Finding> misnamed = new ArrayList<>();
        Set<String> faults = new LinkedHashSet<>();
        try {
            int returned = guard.finish(check, limit, () -> {
                List<Finding> all = check.examine(seen, catalogue);
                if (all == null) {
                    throw new ExtensionError(check, "returned null");
                }
                return take(all, faults, each -> (OwnId.fault(each.id()).isEmpty() ? good : misnamed).add(each), seen);
            });
            int usable = good.size();
            if (returned > usable + misnamed.size()) {
                good.add(failed(ExtensionError.nameOf(check) + " returned " + returned + " findings, of which " + usable
                        + " are usable: " + String.join(", ", faults)));
            }
            misnamed.forEach(each -> good.add(reserved(each)));
            Duration took = Duration.ofNanos(deadline.ticker().nanos() - start);
            if (limit.expired() && took.compareTo(LAST_WORD) > 0) {
                good.add(failed(ExtensionError.nameOf(check) + " held the probe until its deadline, for "
                        + took.toMillis() + " ms"));
            }
        } catch (ExtensionError broken) {
            good.add(failed(broken.what()));
        }
        return good;
    }

    /**
     * Collects the valid findings, and returns the number of the others. The size of the list, and its elements, are the
     * caller's code until they are copied.
     */
    private static int take(List<Finding> returned, Set<String> faults, Consumer<Finding> usable, Observation seen) {
        int looked = 0; // a list may be endless, and contain nothing that is a finding
        for (Finding each : returned) {
            if (looked++ == MOST) {
                faults.add("no more than " + MOST + " are taken");
                break;
            }
            String fault = fault(each, seen);
            if (fault.isEmpty()) {
                usable.accept(shown(each));
            } else if (faults.size() < MOST_FAULTS) {
                faults.add(fault);
            }
        }
        return returned.size();
    }

    /** Why a finding is not valid; empty if it is. */
    private static String fault(Finding given, Observation seen) {
        if (given == null) {
            return "null is among them";
        }
        int attempt = given.attempt().orElse(-1);
        return attempt < seen.attempts().size()
                ? ""
                : given.id() + " is about attempt " + attempt + ", which does not exist";
    }

    private static Finding shown(Finding given) {
        List<String> evidence = given.evidence().stream()
                .limit(MOST_EVIDENCE)
                .map(GuardedCheck::text)
                .toList();
        return given.toBuilder()
                .subject(text(given.subject()))
                .summary(text(given.summary()))
                .explanation(text(given.explanation()))
                .remedy(text(given.remedy()))
                .reference(text(given.reference()))
                .evidence(evidence)
                .build();
    }

    private static String text(String given) {
        return Printable.clean(Printable.cut(given, LONGEST, "..."));
    }

    private Finding failed(String detail) {
        return failed(detail, List.of());
    }

    private Finding failed(String detail, List<String> evidence) {
        Map<String, String> values = Map.of("name", name, "detail", detail);
        return FindingText.of("check.failed").filled(values, OptionalInt.empty(), evidence).toBuilder()
                .subject(name)
                .build();
    }

    /**
     * Keeps the contents of a finding with a reserved id as evidence; under that id, it would be mistaken for one of the
     * library's own.
     */
    private Finding reserved(Finding misnamed) {
        return failed(OwnId.fault(misnamed.id()), List.of(misnamed.toString()));
    }
}
