/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.examples.web.probes;

import io.github.smtpprobe.ProbeListener;
import io.github.smtpprobe.PublicEvents;
import io.github.smtpprobe.SurveyListener;
import io.github.smtpprobe.examples.web.guard.AddressQuota;
import io.github.smtpprobe.examples.web.guard.PageSettings;
import io.github.smtpprobe.report.Finding;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.report.PublicOutcome;
import io.github.smtpprobe.report.Verdict;
import io.github.smtpprobe.survey.DomainReport;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Decides what is shown to whom: the only class that distinguishes between staff and strangers. Thread-safe. */
@Component
public class Discretion {
    /** The time after which a failure to connect is reported, whatever its reason, so that timing does not reveal which names exist. */
    private static final Duration NOT_REACHED_AFTER = Duration.ofSeconds(10);

    private static final String TOO_SOON =
            "This server has been tested often in a short time, by you or by others. Try again later.";

    private static final String ADDRESSES_TOO_SOON =
            "Not every server was connected to: some addresses have been tested often in a short time, by you or by others. Try again"
                    + " later.";

    private final PageSettings settings;
    private final AddressQuota addresses;

    /**
     * Creates the component.
     *
     * @param settings  for whom the page is
     * @param addresses knows where a probe was not let through
     */
    public Discretion(PageSettings settings, AddressQuota addresses) {
        this.settings = settings;
        this.addresses = addresses;
    }

    /**
     * What may be shown of a probe that has ended.
     *
     * @param verdict  its token
     * @param sentence the verdict's reason
     * @param report   all that may be seen of a server; empty where the sentence is all, and of a domain
     */
    public record Told(Verdict verdict, String sentence, Optional<ProbeReport> report) {}

    /**
     * Restricts the events of a running probe to what may be shown.
     *
     * @param listener tells whoever looks
     * @return a listener for the probe
     */
    ProbeListener heard(ProbeListener listener) {
        return settings.staff() ? listener : PublicEvents.to(listener);
    }

    /**
     * What may be shown of a survey that has ended.
     *
     * @param sentence what senders do at the worst, and why
     * @param report   all that may be seen
     */
    public record ToldSurvey(String sentence, DomainReport report) {
        /** {@return the overall result as a verdict} */
        public Verdict verdict() {
            return switch (report.outlook().standing()) {
                case FINE -> Verdict.PASSED;
                case AT_RISK -> Verdict.FAILED;
                case NOT_KNOWN -> Verdict.INCONCLUSIVE;
            };
        }
    }

    /** {@return whether the users of the page may see everything that is found, including dialogues of surveys} */
    public boolean wholeReports() {
        return settings.staff();
    }

    /** Restricts the events of a running survey to what may be shown: strangers see no lines of dialogues. */
    SurveyListener telling(Journal journal) {
        return new TellingSurvey(journal, settings.staff());
    }

    private static Told told(ProbeReport report, String sentence) {
        return new Told(report.verdict(), sentence, Optional.of(report));
    }

    /** The cause, otherwise the summary, without the target and the verdict, which are shown above it. */
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
     * Returns when the end of a probe may be shown.
     *
     * @param found    what came of it
     * @param deadline of the probe
     * @return the time from the probe's beginning; zero for at once
     */
    Duration toldAfter(Found found, Duration deadline) {
        return found instanceof Found.OfServer server ? toldAfter(server.report(), deadline) : Duration.ZERO;
    }

    private Duration toldAfter(ProbeReport report, Duration deadline) {
        if (settings.staff() || report.publicOutcome() != PublicOutcome.NOT_REACHED) {
            return Duration.ZERO;
        }
        boolean early = report.took().compareTo(NOT_REACHED_AFTER) < 0 && deadline.compareTo(NOT_REACHED_AFTER) > 0;
        return early ? NOT_REACHED_AFTER : deadline;
    }

    /**
     * Returns what may be shown of a probe that has ended.
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
        if (nothing && ending != Ending.ITSELF) { // whether it was still looking is not disclosed
            return new Told(Verdict.INCONCLUSIVE, ending.sentence(), Optional.empty());
        }
        if (nothing && addresses.tooSoon(report).isPresent()) {
            return new Told(Verdict.INCONCLUSIVE, TOO_SOON, Optional.empty());
        }
        return told(theirs, cut ? ending.sentence() : nothing ? report.publicSummary() : sentence(theirs));
    }

    /**
     * Returns what may be shown of a survey that has ended.
     *
     * @param report what came of it
     * @param ending by whom it was ended
     * @return all of it to staff, to strangers the report for them
     */
    public ToldSurvey told(DomainReport report, Ending ending) {
        DomainReport theirs = settings.staff() ? report : report.forStrangers();
        boolean cut = report.facts().cancelled() && ending != Ending.ITSELF;
        boolean soon = !settings.staff() && addresses.tooSoon(report).isPresent();
        return new ToldSurvey(cut ? ending.sentenceOfSurvey() : soon ? ADDRESSES_TOO_SOON : sentence(theirs), theirs);
    }

    /** The sentence without the domain, which is shown above it. */
    private static String sentence(DomainReport report) {
        String head = report.domain() + ": ";
        String summary = report.summary();
        String rest = summary.startsWith(head) ? summary.substring(head.length()) : summary;
        return Character.toUpperCase(rest.charAt(0)) + rest.substring(1);
    }

    /** The last moment of a probe or survey that has ended. */
    Map<String, Object> end(Found found, Ending ending) {
        if (found instanceof Found.OfDomain domain) {
            ToldSurvey told = told(domain.report(), ending);
            return Map.of("verdict", told.verdict().token(), "text", told.sentence());
        }
        Told told = told(((Found.OfServer) found).report(), ending);
        return Map.of("verdict", told.verdict().token(), "text", told.sentence());
    }
}
