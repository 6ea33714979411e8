/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis.domain;

import io.github.smtpprobe.mtasts.ParsedPolicy;
import io.github.smtpprobe.mtasts.PolicyFetch;
import io.github.smtpprobe.mtasts.StsRecord;
import io.github.smtpprobe.survey.EarlierSurvey;
import io.github.smtpprobe.survey.MtaStsFacts;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;

/** How the policy has changed since an earlier survey: senders keep the previous one until they see a new id (RFC 8461 §8). */
final class PolicyChanges implements DomainCheck {
    @Override
    public void examine(DomainFindings to) {
        Optional<EarlierSurvey> earlier = to.facts().survey().earlier();
        to.mtaSts()
                .ifPresent(sts -> earlier.ifPresent(then -> {
                    stale(to, sts, then);
                    noLongerPublished(to, sts, then);
                }));
    }

    private static void stale(DomainFindings to, MtaStsFacts sts, EarlierSurvey then) {
        Optional<String> id = sts.record().flatMap(StsRecord::id);
        Optional<String> now = sts.fetch()
                .filter(fetch -> fetch.outcome() == PolicyFetch.Outcome.FETCHED)
                .map(fetch -> sha256(fetch.body()));
        boolean kept = then.mode().isPresent() // nobody has cached an invalid policy
                && sts.policy().filter(ParsedPolicy::valid).isPresent();
        boolean changed = kept
                && now.isPresent()
                && then.policySha256()
                        .filter(before -> !before.equalsIgnoreCase(now.get()))
                        .isPresent();
        if (changed && id.isPresent() && id.equals(then.policyId())) {
            to.say("sts.id-stale")
                    .with("since", Seen.time(then.started()))
                    .with("id", id)
                    .seen("then: SHA-256 of the policy " + then.policySha256().orElse(""))
                    .seen("now: SHA-256 of the policy " + now.get())
                    .seen(Seen.answer(sts.answer()))
                    .end();
        }
    }

    private static String sha256(byte[] octets) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(octets));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }

    private static void noLongerPublished(DomainFindings to, MtaStsFacts sts, EarlierSurvey then) {
        Optional<Duration> age = GonePolicy.kept(to, then);
        Optional<String> what = GonePolicy.missing(sts);
        if (age.isPresent() && what.isPresent()) {
            to.say("sts.gone")
                    .with("since", Seen.time(then.started()))
                    .with("age", Seen.span(age.get()))
                    .with("until", Seen.time(to.facts().started().plus(age.get())))
                    .with("detail", what)
                    .seen(Seen.answer(sts.answer()))
                    .seen(PolicyFetched.line(sts))
                    .end();
        }
    }
}
