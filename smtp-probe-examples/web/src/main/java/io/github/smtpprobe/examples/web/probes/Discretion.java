/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.examples.web.probes;

import io.github.smtpprobe.ProbeListener;
import io.github.smtpprobe.PublicEvents;
import io.github.smtpprobe.examples.web.guard.AddressQuota;
import io.github.smtpprobe.examples.web.guard.PageSettings;
import io.github.smtpprobe.report.Finding;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.report.PublicOutcome;
import io.github.smtpprobe.report.Verdict;
import java.time.Duration;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** What may be told to whom: the one place that knows the difference between staff and strangers. Thread-safe. */
@Component
public class Discretion {
    /** How long it takes to say that nobody was reached, whatever the reason, so that time does not tell names apart. */
    private static final Duration NOT_REACHED_AFTER = Duration.ofSeconds(10);

    private static final String TOO_SOON =
            "This server has been tested often in a short time, by you or by others. Try again later.";

    private final PageSettings settings;
    private final AddressQuota addresses;

    /**
     * Makes it.
     *
     * @param settings  for whom the page is
     * @param addresses knows where a probe was not let through
     */
    public Discretion(PageSettings settings, AddressQuota addresses) {
        this.settings = settings;
        this.addresses = addresses;
    }

    /**
     * What may be told of a probe that has ended.
     *
     * @param verdict  its token
     * @param sentence the verdict's reason
     * @param report   all that may be seen; empty where the sentence is all
     */
    public record Told(Verdict verdict, String sentence, Optional<ProbeReport> report) {}

    /**
     * Lets a listener hear what may be told while a probe runs.
     *
     * @param listener tells whoever looks
     * @return a listener for the probe
     */
    ProbeListener heard(ProbeListener listener) {
        return settings.staff() ? listener : PublicEvents.to(listener);
    }

    private static Told told(ProbeReport report, String sentence) {
        return new Told(report.verdict(), sentence, Optional.of(report));
    }

    /** The cause, else the summary, less the target and the verdict that stand above it. */
    private static String sentence(ProbeReport report) {
        Optional<Finding> cause = report.rootCause();
        if (cause.isPresent()) {
            return cause.get().summary();
        }
        String head = report.request().target().name() + " " + report.verdict() + ": ";
        String summary = report.summary();
        String rest = summary.startsWith(head) ? summary.substring(head.length()) : summary;
        return Character.toUpperCase(rest.charAt(0)) + rest.substring(1);
    }

    /**
     * Says when an end may be told.
     *
     * @param report   what came of it
     * @param deadline of the probe
     * @return the time from the probe's beginning; zero for at once
     */
    Duration toldAfter(ProbeReport report, Duration deadline) {
        if (settings.staff() || report.publicOutcome() != PublicOutcome.NOT_REACHED) {
            return Duration.ZERO;
        }
        boolean early = report.took().compareTo(NOT_REACHED_AFTER) < 0 && deadline.compareTo(NOT_REACHED_AFTER) > 0;
        return early ? NOT_REACHED_AFTER : deadline;
    }

    /**
     * Says what may be told of a probe that has ended.
     *
     * @param report    what came of it
     * @param ending    by whom it was ended
     * @return all of it to staff, to strangers the report for them
     */
    public Told told(ProbeReport report, Ending ending) {
        boolean cut = report.publicOutcome() == PublicOutcome.CANCELLED && ending != Ending.ITSELF;
        if (settings.staff()) {
            return told(report, cut ? ending.sentence() : sentence(report));
        }
        ProbeReport theirs = report.forStrangers();
        boolean nothing = theirs.transcript().entries().isEmpty();
        if (nothing && ending != Ending.ITSELF) { // whether it was still looking is not told
            return new Told(Verdict.INCONCLUSIVE, ending.sentence(), Optional.empty());
        }
        if (nothing && addresses.tooSoon(report).isPresent()) {
            return new Told(Verdict.INCONCLUSIVE, TOO_SOON, Optional.empty());
        }
        return told(theirs, cut ? ending.sentence() : nothing ? report.publicSummary() : sentence(theirs));
    }
}
