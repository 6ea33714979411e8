/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis.domain;

import io.github.smtpprobe.mtasts.PolicyMode;
import io.github.smtpprobe.mtasts.RecordState;
import io.github.smtpprobe.mtasts.StsPolicy;
import io.github.smtpprobe.report.Severity;
import io.github.smtpprobe.survey.TlsRptFacts;
import java.time.Duration;

/** The terms of a policy that is in use: its mode, and how long it is cached (RFC 8461 §3.2, §5). */
final class PolicyTerms implements DomainCheck {
    private static final Duration SHORT = Duration.ofDays(1);

    @Override
    public void examine(DomainFindings to) {
        to.policy().ifPresent(policy -> {
            String seen = to.facts().mtaSts().map(PolicyFetched::line).orElse("");
            String terms = "mode: " + policy.mode().token() + ", max_age: "
                    + policy.maxAge().toSeconds();
            if (policy.mode() == PolicyMode.TESTING) {
                to.say("sts.testing")
                        .words("reports", asksForReports(to) ? "reports" : "")
                        .seen(seen)
                        .seen(terms)
                        .end();
            }
            if (policy.mode() == PolicyMode.NONE) {
                to.say("sts.mode-none").seen(seen).seen(terms).end();
            } else if (policy.maxAge().compareTo(SHORT) < 0) {
                to.say("sts.short")
                        .with("seconds", policy.maxAge().toSeconds())
                        .seen(seen)
                        .seen(terms)
                        .end();
            }
        });
    }

    /** What the mode means for an exchanger that the policy does not list, without a full stop. */
    static String rule(DomainFindings to, StsPolicy policy) {
        if (policy.mode() == PolicyMode.ENFORCE) {
            return "The mode is enforce, so a sender that applies MTA-STS must not deliver to such an exchanger";
        }
        return "The mode is testing, so senders still deliver"
                + (asksForReports(to) ? ", and report it" : ", and would report it if the domain asked for reports");
    }

    private static boolean asksForReports(DomainFindings to) {
        return to.facts()
                .tlsRpt()
                .flatMap(TlsRptFacts::record)
                .filter(record -> record.state() == RecordState.ONE)
                .isPresent();
    }

    /** The severity: an error if the policy is enforced, because mail is then not delivered. */
    static Severity weight(StsPolicy policy) {
        return policy.mode() == PolicyMode.ENFORCE ? Severity.ERROR : Severity.WARNING;
    }
}
