/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis.domain;

import io.github.smtpprobe.mtasts.ParsedPolicy;
import io.github.smtpprobe.mtasts.PolicyMode;
import io.github.smtpprobe.mtasts.RecordState;
import io.github.smtpprobe.survey.EarlierSurvey;
import io.github.smtpprobe.survey.MtaStsFacts;
import java.time.Duration;
import java.util.Optional;

/** A policy that an earlier survey saw enforced, and that no longer exists. */
public final class GonePolicy {
    private GonePolicy() {}

    /**
     * Tells whether there was such a policy which senders may still have cached.
     *
     * @param of the prepared facts
     * @return whether there was
     */
    public static boolean kept(DomainView of) {
        Optional<EarlierSurvey> earlier = of.facts().survey().earlier();
        return of.mtaSts().flatMap(GonePolicy::missing).isPresent()
                && earlier.filter(then -> kept(of, then).isPresent()).isPresent();
    }

    /**
     * How long senders keep a policy that was enforced at the time of the earlier survey, if those that fetched it last still
     * have it.
     */
    static Optional<Duration> kept(DomainView of, EarlierSurvey then) {
        boolean enforced = then.policyId().isPresent() // without it, nobody has fetched the policy
                && then.mode().filter(PolicyMode.ENFORCE.token()::equals).isPresent();
        return enforced
                ? then.maxAge()
                        .filter(age ->
                                then.started().plus(age).isAfter(of.facts().started()))
                : Optional.empty();
    }

    /** What is missing, if that is known: a failed look-up does not tell. */
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
