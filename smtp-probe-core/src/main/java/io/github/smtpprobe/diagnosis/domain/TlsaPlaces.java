/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis.domain;

import io.github.smtpprobe.records.DnsAnswer;
import io.github.smtpprobe.survey.SurveyedExchanger;
import java.util.List;

/**
 * TLSA records at names where no sender looks: below the domain, for another port, or in the middle of a chain of aliases (RFC
 * 7672 §2.2.3).
 */
final class TlsaPlaces implements DomainCheck {
    @Override
    public void examine(DomainFindings to) {
        if (to.proven()) {
            to.hosts().forEach(host -> host(to, host));
        }
    }

    private static void host(DomainFindings to, SurveyedExchanger host) {
        List<DnsAnswer> misplaced = host.misplaced().stream()
                .filter(answer -> !answer.records().isEmpty())
                .filter(answer -> host.records().isEmpty() || !https(answer))
                .toList();
        if (!misplaced.isEmpty()) {
            to.say("tlsa.misplaced")
                    .host(host.host())
                    .with("place", to.tlsaPlace(host))
                    .with(
                            "https",
                            misplaced.stream()
                                    .filter(TlsaPlaces::https)
                                    .findFirst()
                                    .map(answer -> "HTTPS"))
                    .with(
                            "places",
                            Seen.named(misplaced.stream()
                                    .map(answer -> answer.question().name())
                                    .toList()))
                    .seen(misplaced.stream().map(Seen::answer))
                    .end();
        }
    }

    /**
     * Whether records are for HTTPS. They are right where they are; they may have been meant for mail only if the host has no
     * others.
     */
    private static boolean https(DnsAnswer answer) {
        return answer.question().name().startsWith("_443.");
    }
}
