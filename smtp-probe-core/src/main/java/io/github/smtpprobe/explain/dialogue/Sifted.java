/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.explain.dialogue;

import io.github.smtpprobe.fact.Fact;
import io.github.smtpprobe.fact.MailFrom;
import io.github.smtpprobe.fact.Outcome;
import io.github.smtpprobe.fact.StartTls;
import io.github.smtpprobe.report.Attempt;
import io.github.smtpprobe.report.Finding;
import io.github.smtpprobe.report.Severity;
import io.github.smtpprobe.smtp.Stage;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Filters the findings about a text: findings that the text does not support, and those that only follow from others, are
 * dropped.
 */
final class Sifted {
    /** Findings that say that nothing failed. */
    private static final Set<String> NOTHING = Set.of("dialogue.no-failure", "dialogue.no-end");

    private static final String CLEAR = "starttls.unused";

    private static final String LOGIN_IN_CLEAR = "auth.offered-in-clear";

    /** How servers refuse STARTTLS inside TLS. */
    private static final Pattern ENCRYPTED = Pattern.compile(
            "tls (?:is )?(?:already )?active|already (?:in |using |under |inside |running )?(?:an? )?(?:active )?(?:tls|ssl|secure|encrypted)"
                    + "|(?:tls|ssl)(?: session| connection)?(?: is)? already|already (?:been )?started",
            Pattern.CASE_INSENSITIVE);

    /** The codes of replies to a command that comes too early. */
    private static final Set<Integer> TOO_EARLY = Set.of(500, 502, 503);

    private final List<Finding> findings;
    private final List<Attempt> attempts;

    private Sifted(List<Finding> findings, List<Attempt> attempts) {
        this.findings = findings;
        this.attempts = attempts;
    }

    static List<Finding> of(List<Finding> findings, List<Attempt> attempts) {
        Sifted sifted = new Sifted(findings, attempts);
        return findings.stream()
                .filter(each -> !sifted.untrue(each))
                .map(sifted::linked)
                .toList();
    }

    private boolean untrue(Finding finding) {
        boolean failed =
                findings.stream().anyMatch(each -> each.severity() == Severity.ERROR && !NOTHING.contains(each.id()));
        return (NOTHING.contains(finding.id()) && failed)
                || (finding.id().equals(CLEAR)
                        && attempt(finding).filter(Sifted::ends).isPresent())
                || (finding.id().equals(LOGIN_IN_CLEAR)
                        && attempt(finding).filter(Sifted::encrypted).isPresent());
    }

    /** Whether the server says that TLS is active, although the text does not show it. */
    private static boolean encrypted(Attempt attempt) {
        return attempt.fact(StartTls.class)
                .flatMap(fact -> fact.outcome().reply())
                .filter(reply -> reply.code().value() >= 400
                        && ENCRYPTED.matcher(reply.text()).find())
                .isPresent();
    }

    private Optional<Attempt> attempt(Finding finding) {
        return finding.attempt().isPresent()
                ? Optional.of(attempts.get(finding.attempt().getAsInt()))
                : Optional.empty();
    }

    /**
     * Whether the text ends after EHLO, or at an attempt to start TLS: it does not show that the session continued in clear
     * text.
     */
    private static boolean ends(Attempt attempt) {
        return attempt.facts().stream()
                .filter(fact -> !(fact.outcome() instanceof Outcome.Skipped))
                .noneMatch(fact -> (fact.stage().compareTo(Stage.EHLO) > 0 && fact.stage() != Stage.STARTTLS)
                        || fact.stage() == Stage.AUTH);
    }

    /** A refusal that is only due to the earlier refusal of the sender. */
    private Finding linked(Finding finding) {
        return attempt(finding)
                .filter(each -> finding.severity() == Severity.ERROR && tooEarly(finding, each))
                .flatMap(each -> cause(finding))
                .map(cause -> finding.toBuilder().consequenceOf(cause.id()).build())
                .orElse(finding);
    }

    private static boolean tooEarly(Finding finding, Attempt attempt) {
        boolean refused = attempt.fact(MailFrom.class)
                .filter(fact -> fact.outcome() instanceof Outcome.Rejected)
                .isPresent();
        List<Fact> later = attempt.facts().stream()
                .filter(fact -> fact.outcome() instanceof Outcome.Rejected)
                .filter(fact -> finding.stage().filter(fact.stage()::equals).isPresent())
                .toList();
        return refused
                && finding.stage().filter(Sifted::ofTransaction).isPresent()
                && !later.isEmpty()
                && later.stream().allMatch(Sifted::answersTooEarly);
    }

    private static boolean ofTransaction(Stage stage) {
        return stage == Stage.RCPT_TO || stage == Stage.DATA || stage == Stage.END_OF_DATA;
    }

    private static boolean answersTooEarly(Fact fact) {
        return fact.outcome()
                .reply()
                .filter(reply -> TOO_EARLY.contains(reply.code().value()))
                .isPresent();
    }

    private Optional<Finding> cause(Finding finding) {
        return findings.stream()
                .filter(each -> each.severity() == Severity.ERROR
                        && each.attempt().equals(finding.attempt())
                        && each.stage().filter(Stage.MAIL_FROM::equals).isPresent())
                .findFirst();
    }
}
