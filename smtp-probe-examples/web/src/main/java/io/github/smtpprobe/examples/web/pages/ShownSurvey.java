/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.examples.web.pages;

import io.github.smtpprobe.examples.web.probes.Discretion;
import io.github.smtpprobe.render.DomainHtml;
import io.github.smtpprobe.report.Verdict;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * A survey for a template: its overall result in words, and its body as the library renders it, which begins with the outlook.
 */
public final class ShownSurvey {
    private final Discretion.ToldSurvey told;

    ShownSurvey(Discretion.ToldSurvey told) {
        this.told = told;
    }

    /** {@return the overall result as a verdict} */
    public Verdict verdict() {
        return takesNone() ? Verdict.INCONCLUSIVE : told.verdict();
    }

    /** Whether the domain publishes that it accepts no mail; then it is at no risk. */
    private boolean takesNone() {
        return told.report().facts().nullMx();
    }

    /** {@return the result in a word or two} */
    public String word() {
        if (takesNone()) {
            return "Takes no mail";
        }
        return switch (told.report().outlook().standing()) {
            case FINE -> "Fine";
            case AT_RISK -> "At risk";
            case NOT_KNOWN -> "Not known";
        };
    }

    /** {@return a sign for sighted users} */
    public String mark() {
        return takesNone() ? "\u2013" : ShownVerdict.mark(told.verdict());
    }

    /** {@return the worst result among senders, and its reason} */
    public String sentence() {
        return told.sentence();
    }

    /** {@return the report's body, which is HTML and escaped by the library} */
    public String fragment() {
        return DomainHtml.fragment(told.report());
    }

    /** {@return when the report was made} */
    public Instant started() {
        return told.report().facts().started().truncatedTo(ChronoUnit.SECONDS);
    }

    /** {@return the same in words for people} */
    public String when() {
        return ShownReport.when(started());
    }
}
