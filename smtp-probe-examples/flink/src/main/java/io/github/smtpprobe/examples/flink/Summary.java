/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.examples.flink;

import io.github.smtpprobe.fact.TlsHandshake;
import io.github.smtpprobe.report.Finding;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.report.Verdict;

/**
 * The row that is written for a domain. It consists of texts and numbers only; a text is empty if there is nothing to say.
 *
 * @param domain    the domain as the input gives it, or the line if it is not a domain
 * @param state     {@code probed}; {@code shared}: the result of a recent probe of the same exchanger for another domain;
 *                  {@code rate-limited}: the operator said that it receives too many requests, and nothing more is known;
 *                  {@code unresolved}: DNS leads to no host; {@code malformed}: the line is not a domain; {@code refused}: the
 *                  exchanger's name is not a host name; {@code broken}: the probe itself failed
 * @param exchanger the host that was probed
 * @param operator  who runs it
 * @param verdict   {@code passed}, {@code failed} or {@code inconclusive}
 * @param finding   the id of the root cause
 * @param summary   the same in words
 * @param tls       the version of TLS that was spoken
 * @param started   when the probe began, ISO 8601; for a shared result this shows its age
 * @param millis    how long the probe took
 */
public record Summary(
        String domain,
        String state,
        String exchanger,
        String operator,
        String verdict,
        String finding,
        String summary,
        String tls,
        String started,
        long millis) {
    private static final String PROBED = "probed";

    /** Summarizes a probe of a domain's exchanger. */
    static Summary probed(Candidate candidate, ProbeReport report) {
        return of(candidate, RateLimit.decides(report) ? "rate-limited" : PROBED, report);
    }

    /** {@return whether another probe of the same exchanger would give the same result} */
    boolean shareable() {
        return state.equals(PROBED) && !verdict.equals(Verdict.INCONCLUSIVE.token());
    }

    /** {@return the same result for another domain with this exchanger} */
    Summary sharedBy(Candidate other) {
        return new Summary(
                other.domain(), "shared", exchanger, operator, verdict, finding, summary, tls, started, millis);
    }

    /** Summarizes a look-up that led to no host. */
    static Summary unresolved(String domain, ProbeReport report) {
        return of(new Candidate(domain, "", ""), "unresolved", report);
    }

    /** Creates a row that says why there was no probe. */
    static Summary without(Candidate candidate, String state, String why) {
        return new Summary(
                candidate.domain(), state, candidate.exchanger(), candidate.operator(), "", "", why, "", "", 0);
    }

    private static Summary of(Candidate candidate, String state, ProbeReport report) {
        return new Summary(
                candidate.domain(),
                state,
                candidate.exchanger(),
                candidate.operator(),
                report.verdict().token(),
                report.rootCause().map(Finding::id).orElse(""),
                report.summary(),
                report.decisive()
                        .flatMap(attempt -> attempt.fact(TlsHandshake.class))
                        .flatMap(handshake -> handshake.tls().protocol())
                        .orElse(""),
                report.started().toString(),
                report.took().toMillis());
    }
}
