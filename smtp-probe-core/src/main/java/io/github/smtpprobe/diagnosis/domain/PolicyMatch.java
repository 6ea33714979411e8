/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis.domain;

import io.github.smtpprobe.mtasts.MxPattern;
import io.github.smtpprobe.mtasts.PolicyMode;
import io.github.smtpprobe.mtasts.StsPolicy;
import io.github.smtpprobe.report.Severity;
import io.github.smtpprobe.survey.SurveyedExchanger;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Whether the policy lists all exchangers by the names in their MX records (RFC 8461 §4.1). */
final class PolicyMatch implements DomainCheck {
    private static final String WILDCARD = "sts.wildcard";
    private static final String ALIAS = "sts.alias-listed";

    @Override
    public void examine(DomainFindings to) {
        to.policy()
                .filter(policy -> policy.mode() != PolicyMode.NONE && !hosts(to).isEmpty())
                .ifPresent(policy -> {
                    listed(to, policy);
                    coversNothing(to, policy);
                });
    }

    private static void listed(DomainFindings to, StsPolicy policy) {
        List<SurveyedExchanger> unlisted = hosts(to).stream()
                .filter(host -> policy.lists(host.host()).isEmpty())
                .toList();
        if (unlisted.isEmpty()) {
            return;
        }
        boolean all = unlisted.size() == hosts(to).size();
        Severity weight = all ? PolicyTerms.weight(policy) : Severity.WARNING;
        unlisted.forEach(host -> nearly(to, policy, host, weight));
        to.say(all ? "sts.mx-unlisted" : "sts.mx-partly")
                .with(
                        "names",
                        Seen.named(
                                unlisted.stream().map(SurveyedExchanger::host).toList()))
                .words("rule", PolicyTerms.rule(to, policy))
                .words(
                        "senders",
                        policy.mode() == PolicyMode.ENFORCE ? to.foretold().ofDomain(Foretold.MTA_STS) : "")
                .weighing(weight)
                .after(to.said(WILDCARD) ? WILDCARD : to.said(ALIAS) ? ALIAS : "")
                .seen(patterns(policy))
                .seen(unlisted.stream().map(host -> "MX: " + host.host()))
                .end();
    }

    /** The exchangers that a policy can list; names that can never be an exchanger's are reported as such. */
    private static List<SurveyedExchanger> hosts(DomainFindings to) {
        return to.facts().exchangers().stream()
                .filter(host -> !to.said(host.host(), "mx.localhost") && !to.said(host.host(), "mx.placeholder"))
                .toList();
    }

    private static String patterns(StsPolicy policy) {
        return "the policy lists "
                + Seen.named(policy.patterns().stream().map(MxPattern::text).toList());
    }

    private static void nearly(DomainFindings to, StsPolicy policy, SurveyedExchanger host, Severity weight) {
        Optional<MxPattern> wildcard = policy.nearlyLists(host.host());
        String target = HostAnswers.target(host);
        if (wildcard.isPresent()) {
            to.say(WILDCARD)
                    .host(host.host())
                    .with("pattern", wildcard.get().text())
                    .weighing(weight)
                    .seen(patterns(policy))
                    .end();
        } else if (host.alias() && policy.lists(target).isPresent()) {
            to.say(ALIAS)
                    .host(host.host())
                    .with("target", target)
                    .weighing(weight)
                    .seen(patterns(policy))
                    .seen(host.addressAnswers().stream().map(Seen::answer))
                    .end();
        }
    }

    /** Reports patterns that cover no exchanger; those that nearly cover one are reported as such. */
    private static void coversNothing(DomainFindings to, StsPolicy policy) {
        if (to.said("sts.mx-unlisted")) {
            return; // then it is all of them
        }
        Set<MxPattern> near = hosts(to).stream()
                .flatMap(host -> policy.nearlyLists(host.host()).stream())
                .collect(Collectors.toSet());
        List<String> targets = hosts(to).stream()
                .filter(SurveyedExchanger::alias)
                .map(HostAnswers::target)
                .toList();
        List<String> gone = policy.patterns().stream()
                .filter(pattern ->
                        hosts(to).stream().map(SurveyedExchanger::host).noneMatch(pattern::covers))
                .filter(pattern -> !near.contains(pattern) && targets.stream().noneMatch(pattern::covers))
                .map(MxPattern::text)
                .toList();
        if (!gone.isEmpty()) {
            to.say("sts.mx-gone")
                    .with("names", Seen.named(gone))
                    .seen(patterns(policy))
                    .seen(hosts(to).stream().map(host -> "MX: " + host.host()))
                    .end();
        }
    }
}
