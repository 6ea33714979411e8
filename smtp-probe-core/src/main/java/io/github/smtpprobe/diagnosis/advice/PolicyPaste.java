/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis.advice;

import io.github.smtpprobe.diagnosis.domain.DomainView;
import io.github.smtpprobe.diagnosis.domain.GonePolicy;
import io.github.smtpprobe.diagnosis.domain.HostAnswers;
import io.github.smtpprobe.diagnosis.domain.Seen;
import io.github.smtpprobe.mtasts.ParsedPolicy;
import io.github.smtpprobe.mtasts.PolicyMode;
import io.github.smtpprobe.mtasts.PolicyText;
import io.github.smtpprobe.mtasts.RecordState;
import io.github.smtpprobe.mtasts.StsPolicy;
import io.github.smtpprobe.mtasts.StsRecord;
import io.github.smtpprobe.survey.MtaStsFacts;
import io.github.smtpprobe.survey.Snippet;
import io.github.smtpprobe.survey.Snippet.Kind;
import io.github.smtpprobe.survey.SurveyedExchanger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The MTA-STS policy and the record that announces it. The mode is that of the policy that was fetched, so that pasting never
 * weakens a policy that senders enforce. For the same reason, nothing is offered if the policy could not be determined.
 */
final class PolicyPaste {
    private static final Duration WEEK = Duration.ofDays(7);

    private final DomainView seen;
    private final List<Snippet> made = new ArrayList<>();

    PolicyPaste(DomainView seen) {
        this.seen = seen;
    }

    List<Snippet> all() {
        seen.mtaSts().ifPresent(sts -> sts.record().ifPresent(record -> policy(sts, record)));
        return made;
    }

    private void policy(MtaStsFacts sts, StsRecord record) {
        boolean announced = record.state() == RecordState.ONE;
        boolean meant = record.state() != RecordState.NONE || record.meant();
        Optional<ParsedPolicy> fetched = sts.policy();
        Optional<PolicyMode> mode = fetched.flatMap(ParsedPolicy::mode);
        if (fetched.isEmpty() && !meant) {
            mode = Optional.of(former());
        }
        if (mode.isEmpty() || mode.get() == PolicyMode.NONE) {
            return;
        }
        List<String> hosts = seen.hosts().stream()
                .filter(host -> !HostAnswers.literal(host))
                .map(SurveyedExchanger::host)
                .toList();
        Optional<StsPolicy> valid = fetched.flatMap(ParsedPolicy::policy);
        boolean complete = valid.isPresent()
                && hosts.stream().allMatch(host -> valid.get().lists(host).isPresent());
        if (announced && complete) {
            return;
        }
        if (complete || file(mode.get(), fetched.flatMap(ParsedPolicy::maxAge).orElse(WEEK), hosts, fetched)) {
            announce(sts, announced, meant);
        }
    }

    /** The mode of a policy that was removed, but which senders may still have cached. */
    private PolicyMode former() {
        return GonePolicy.kept(seen) ? PolicyMode.ENFORCE : PolicyMode.TESTING;
    }

    private boolean file(PolicyMode mode, Duration maxAge, List<String> hosts, Optional<ParsedPolicy> fetched) {
        boolean all = seen.facts().exchangers().size() == seen.hosts().size();
        PolicyText text = PolicyText.of(mode, maxAge, hosts);
        if (text.file().isEmpty() || (mode == PolicyMode.ENFORCE && !all)) {
            return false;
        }
        String left = text.leftOut().isEmpty()
                ? ""
                : " It leaves out what is not a host name: " + Seen.named(text.leftOut()) + ".";
        String more = all
                ? ""
                : " There are more exchangers than the " + hosts.size() + " that were surveyed: add the others.";
        made.add(Snippet.of(
                Kind.STS_POLICY,
                "The MTA-STS policy for the current exchangers, to be served as text/plain at https://mta-sts."
                        + seen.domain() + "/.well-known/mta-sts.txt." + then(mode, fetched) + left + more,
                text.file().get()));
        return true;
    }

    private static String then(PolicyMode mode, Optional<ParsedPolicy> fetched) {
        if (mode == PolicyMode.TESTING) {
            return " In mode testing, no mail is held back; change it to enforce once reports show no failures.";
        }
        return fetched.isPresent()
                ? " The mode stays as it is."
                : " The mode is that of the policy that senders may still have cached.";
    }

    private void announce(MtaStsFacts sts, boolean announced, boolean meant) {
        String instead = announced
                ? ", with a new id, in place of the present one"
                : meant ? ", in place of all MTA-STS records there" : "";
        Pastes.record(
                        Kind.STS_RECORD,
                        sts.answer(),
                        "that announces the policy" + instead
                                + "; publish it after the policy, and with a new id after each change.",
                        PolicyText.stsRecord(seen.domain(), seen.facts().started()))
                .ifPresent(made::add);
    }
}
