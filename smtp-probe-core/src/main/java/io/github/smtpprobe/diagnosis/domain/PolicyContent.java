/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis.domain;

import io.github.smtpprobe.mtasts.ParsedPolicy;
import io.github.smtpprobe.mtasts.PolicyProblem;
import io.github.smtpprobe.survey.MtaStsFacts;
import io.github.smtpprobe.survey.SurveyedExchanger;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Whether the file that was fetched is a policy, and which lines senders read differently than it seems (RFC 8461 §3.2). */
final class PolicyContent {
    private static final Set<PolicyProblem.Code> PASSED_OVER = EnumSet.of(
            PolicyProblem.Code.UNKNOWN_KEY,
            PolicyProblem.Code.KEY_CASE,
            PolicyProblem.Code.BAD_KEY,
            PolicyProblem.Code.NO_COLON);

    private static final Set<PolicyProblem.Code> ODD = EnumSet.of(
            PolicyProblem.Code.DUPLICATE_KEY,
            PolicyProblem.Code.KEY_CASE,
            PolicyProblem.Code.BAD_KEY,
            PolicyProblem.Code.NO_COLON,
            PolicyProblem.Code.MX_ADDRESS);

    private PolicyContent() {}

    static void examine(DomainFindings to, MtaStsFacts sts, ParsedPolicy policy) {
        if (policy.valid()) {
            misleadingLine(to, sts, policy);
        } else {
            invalid(to, sts, policy);
        }
    }

    private static void invalid(DomainFindings to, MtaStsFacts sts, ParsedPolicy policy) {
        Optional<String> odd = to.hosts().stream()
                .map(SurveyedExchanger::host)
                .filter(host -> to.said(host, "mx.not-host-name") && names(policy, host))
                .findFirst();
        Optional<PolicyProblem> fatal = policy.problems().stream()
                .filter(problem -> problem.code().fatal())
                .findFirst();
        to.say("sts.invalid")
                .with("odd", odd)
                .after(odd.isPresent() ? "mx.not-host-name" : "")
                .words(
                        "correction",
                        fatal.map(each -> PolicyCorrection.of(policy, each)).orElse(""))
                .with(
                        "detail",
                        fatal.map(each -> spoiler(policy, each)
                                        .map(PolicyContent::words)
                                        .orElseGet(() -> words(each) + passedOver(policy, each)))
                                .orElse("it cannot be read"))
                .seen(PolicyFetched.line(sts))
                .seen(policy.problems().stream().map(PolicyProblem::toString))
                .end();
    }

    /** Reports a line of a valid policy that senders read differently than it seems. */
    private static void misleadingLine(DomainFindings to, MtaStsFacts sts, ParsedPolicy policy) {
        List<PolicyProblem> odd = policy.problems().stream()
                .filter(problem -> ODD.contains(problem.code()))
                .toList();
        if (!odd.isEmpty()) {
            PolicyProblem first = odd.get(0);
            to.say("sts.odd-line")
                    .with("detail", words(first) + ": " + first.text())
                    .with("line", first.line())
                    .seen(PolicyFetched.line(sts))
                    .seen(odd.stream().map(PolicyProblem::toString))
                    .end();
        }
    }

    /** Whether an invalid {@code mx} line contains this name. */
    private static boolean names(ParsedPolicy policy, String host) {
        return policy.problems().stream()
                .anyMatch(each -> each.code().fatal()
                        && each.text().toLowerCase(Locale.ROOT).contains(host));
    }

    /** The problem that spoils a line, and so causes its other problems. */
    private static Optional<PolicyProblem> spoiler(ParsedPolicy policy, PolicyProblem fatal) {
        return policy.problems().stream()
                .filter(problem -> problem.code() == PolicyProblem.Code.BYTE_ORDER_MARK
                        || (problem.code() == PolicyProblem.Code.BARE_CR && problem.line() == fatal.line()))
                .findFirst();
    }

    /** Words about an ignored line, if a key is missing: the line may have been meant to contain it. */
    private static String passedOver(ParsedPolicy policy, PolicyProblem fatal) {
        return !fatal.text().isEmpty()
                ? ""
                : policy.problems().stream()
                        .filter(problem -> PASSED_OVER.contains(problem.code()))
                        .findFirst()
                        .map(problem ->
                                ", and line " + problem.line() + " is passed over (" + Seen.value(problem.text()) + ")")
                        .orElse("");
    }

    private static String words(PolicyProblem problem) {
        String what = problem.code().label();
        return problem.text().isEmpty() || what.startsWith("the file is")
                ? what
                : what + " (line " + problem.line() + ")";
    }
}
