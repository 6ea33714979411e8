/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis.domain;

import io.github.smtpprobe.mtasts.ParsedPolicy;
import io.github.smtpprobe.mtasts.PolicyMode;
import io.github.smtpprobe.mtasts.RecordState;
import io.github.smtpprobe.survey.EarlierSurvey;
import io.github.smtpprobe.survey.MtaStsFacts;
import java.time.Duration;
import java.util.Optional;

/** A policy that was enforced when an earlier survey saw it, and no longer exists. */
public final class GonePolicy {
    private GonePolicy() {}

    /**
     * Tells whether there was one that senders may still keep.
     *
     * @param of the facts
     * @return whether there was
     */
    public static boolean kept(DomainView of) {
        Optional<EarlierSurvey> earlier = of.facts().survey().earlier();
        return of.mtaSts().flatMap(GonePolicy::missing).isPresent()
                && earlier.filter(then -> kept(of, then).isPresent()).isPresent();
    }

    /** How long senders keep a policy that was enforced then: those that fetched it last, just before it went, longer than until now. */
    static Optional<Duration> kept(DomainView of, EarlierSurvey then) {
        boolean enforced = then.policyId().isPresent() // without it, nobody has fetched the policy
                && then.mode().filter(PolicyMode.ENFORCE.token()::equals).isPresent();
        return enforced
                ? then.maxAge()
                        .filter(age ->
                                then.started().plus(age).isAfter(of.facts().started()))
                : Optional.empty();
    }

    /** What is missing, where that is known: a failed look-up tells nothing. */
    static Optional<String> missing(MtaStsFacts sts) {
        if (sts.record().filter(record -> record.state() != RecordState.ONE).isPresent()) {
            return Optional.of("no TXT record that counts announces it");
        }
        if (sts.record().isEmpty() || sts.policy().filter(ParsedPolicy::valid).isPresent()) {
            return Optional.empty();
        }
        boolean tried = sts.fetch()
                .filter(fetch -> switch (fetch.outcome()) {
                    case STATUS, REDIRECT, BAD_CERTIFICATE, FETCHED -> true;
                    default -> false;
                })
                .isPresent();
        boolean nowhere = sts.fetch().isEmpty() && PolicyFetched.withoutAddress(sts);
        return tried || nowhere
                ? Optional.of(nowhere ? "the policy host has no address" : "the policy host gives no valid policy")
                : Optional.empty();
    }
}
