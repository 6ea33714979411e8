/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis.domain;

import io.github.smtpprobe.mtasts.PolicyMode;
import io.github.smtpprobe.mtasts.PolicyText;
import io.github.smtpprobe.mtasts.RecordState;
import io.github.smtpprobe.mtasts.ReportingRecord;
import io.github.smtpprobe.mtasts.StsPolicy;
import io.github.smtpprobe.survey.DomainFacts;
import io.github.smtpprobe.survey.Snippet;
import io.github.smtpprobe.survey.Snippet.Kind;
import io.github.smtpprobe.survey.SurveyedExchanger;
import io.github.smtpprobe.survey.TlsRptFacts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Records and files to paste, made of what was seen, each where it is missing or wrong. Thread-safe. */
public final class Pastes {
    private static final Duration WEEK = Duration.ofDays(7);

    private final DomainFindings to;
    private final DomainFacts facts;
    private final List<Snippet> made = new ArrayList<>();

    private Pastes(DomainFacts facts) {
        this.to = new DomainFindings(facts);
        this.facts = facts;
    }

    /**
     * Makes what can be pasted.
     *
     * @param facts any
     * @return what is for the zone and the policy host of the domain and for the zones of its exchangers; at most a hundred
     */
    public static List<Snippet> of(DomainFacts facts) {
        Pastes pastes = new Pastes(facts);
        if (!facts.nullMx()) {
            pastes.nullMx();
            pastes.to.hosts().forEach(host -> pastes.made.addAll(new TlsaPaste(pastes.to, host).all()));
            pastes.policy();
            pastes.reports();
        }
        return List.copyOf(pastes.made);
    }

    private void nullMx() {
        DomainFindings found = new DomainFindings(facts);
        new ExchangerRecords().examine(found);
        if (found.said("mx.nowhere")) {
            made.add(Snippet.of(
                    Kind.NULL_MX,
                    "If " + to.domain() + " should receive no mail, this record in its zone tells senders so at once.",
                    to.domain() + ". IN MX 0 ."));
        }
    }

    private void policy() {
        List<String> hosts = to.hosts().stream()
                .filter(host -> !ExchangerRecords.literal(host))
                .map(SurveyedExchanger::host)
                .toList();
        Optional<StsPolicy> used = PolicyTerms.inUse(facts);
        boolean complete = used.isPresent()
                && hosts.stream().allMatch(host -> used.get().lists(host).isPresent());
        if (facts.mtaSts().isEmpty() || complete || to.hosts().stream().noneMatch(ExchangerRecords::addresses)) {
            return;
        }
        PolicyMode mode =
                used.map(StsPolicy::mode).filter(PolicyMode.ENFORCE::equals).orElse(PolicyMode.TESTING);
        PolicyText text = PolicyText.of(mode, used.map(StsPolicy::maxAge).orElse(WEEK), hosts);
        text.file().ifPresent(file -> {
            String then = mode == PolicyMode.TESTING
                    ? " With mode testing nothing is held up; change it to enforce once reports show no failures."
                    : " The mode stays as it is.";
            made.add(Snippet.of(
                    Kind.STS_POLICY,
                    "The policy of MTA-STS for the exchangers of now, to be served as text/plain at https://mta-sts."
                            + to.domain() + "/.well-known/mta-sts.txt." + then,
                    file));
            made.add(Snippet.of(
                    Kind.STS_RECORD,
                    "The record in the zone of " + to.domain()
                            + " that announces the policy; publish it after the policy, and with a new id after each change.",
                    PolicyText.stsRecord(to.domain(), facts.started())));
        });
    }

    private void reports() {
        boolean wanted = facts.tlsRpt()
                .flatMap(TlsRptFacts::record)
                .map(ReportingRecord::state)
                .filter(state -> state != RecordState.ONE)
                .isPresent();
        if (wanted) {
            made.add(Snippet.of(
                    Kind.RPT_RECORD,
                    "The record in the zone of " + to.domain()
                            + " that asks senders for reports on TLS; put a mailbox there that exists and is read.",
                    PolicyText.reportingRecord(to.domain(), "mailto:tls-reports@" + to.domain())));
        }
    }
}
