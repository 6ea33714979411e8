/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.surveys;

import io.github.smtpprobe.mtasts.ParsedPolicy;
import io.github.smtpprobe.mtasts.PolicyFetch;
import io.github.smtpprobe.mtasts.RecordState;
import io.github.smtpprobe.mtasts.StsPolicy;
import io.github.smtpprobe.outlook.StsState;
import io.github.smtpprobe.records.DnsResult;
import io.github.smtpprobe.survey.DomainFacts;
import io.github.smtpprobe.survey.MtaStsFacts;
import java.util.Optional;

/** The MTA-STS policy as it affects single exchangers. A sender that fetched it earlier may have another version; this cannot be seen. */
final class PolicyState {
    private final Optional<MtaStsFacts> facts;

    PolicyState(DomainFacts facts) {
        this.facts = facts.mtaSts();
    }

    StsState of(String host) {
        if (facts.isEmpty() || facts.get().record().isEmpty()) {
            return StsState.NOT_TESTED;
        }
        if (facts.get().record().get().state() != RecordState.ONE) {
            return StsState.NONE;
        }
        Optional<StsPolicy> policy = facts.get().policy().flatMap(ParsedPolicy::policy);
        return policy.map(known -> of(known, host)).orElseGet(this::unread);
    }

    private static StsState of(StsPolicy policy, String host) {
        return switch (policy.mode()) {
            case NONE -> StsState.MODE_NONE;
            case TESTING -> StsState.TESTING;
            case ENFORCE -> policy.lists(host).isPresent() ? StsState.LISTED : StsState.NOT_LISTED;
        };
    }

    private StsState unread() {
        MtaStsFacts seen = facts.orElseThrow();
        if (seen.fetch().isEmpty()) {
            boolean answered = seen.policyHost().stream().allMatch(each -> each.result() != DnsResult.NONE);
            return answered ? StsState.UNAVAILABLE : StsState.NOT_TESTED;
        }
        PolicyFetch fetch = seen.fetch().get();
        boolean some = fetch.outcome() == PolicyFetch.Outcome.TOO_BIG; // whether or not senders read it
        return some || fetch.byChance() || !fetch.telling() ? StsState.NOT_TESTED : StsState.UNAVAILABLE;
    }
}
