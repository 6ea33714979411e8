/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.report;

import io.github.smtpprobe.arguments.OwnId;
import io.github.smtpprobe.fact.Fact;
import io.github.smtpprobe.route.Resolution;
import io.github.smtpprobe.smtp.Stage;
import io.github.smtpprobe.strangers.PublicDialogue;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Turns a whole report into the one that strangers may see. Anything that is not known to be harmless is left out. */
final class ForStrangers {
    /** Areas and ids of findings about names, the network path, this machine, the application, and the contents of a token. */
    private static final Set<String> UNTOLD = Set.of(
            "check",
            "checks",
            "dns",
            "extension",
            "listener",
            "local",
            "lookup",
            "mx",
            "network",
            "policy",
            "proxy",
            "report",
            "road",
            "auth.no-kerberos-ticket",
            "auth.token-elsewhere",
            "auth.token-expired",
            "auth.token-scope",
            "auth.token-too-early",
            "client.reverse-confirmed",
            "client.reverse-missing",
            "client.reverse-unconfirmed",
            "starttls.some-only");

    private ForStrangers() {}

    static ProbeReport of(ProbeReport whole) {
        Optional<Attempt> decisive = whole.decisive();
        if (decisive.isPresent()) {
            PublicDialogue dialogue = new PublicDialogue(decisive.get().route());
            PublicDialogue.Told told =
                    dialogue.tell(decisive.get().facts(), decisive.get().transcript());
            if (dialogue.greeted()) {
                return greeted(whole, decisive.get(), dialogue, told);
            }
        }
        Decision decision = Decision.told(verdict(whole.publicOutcome()), Optional.empty(), Optional.empty());
        return report(whole, decision, Duration.ZERO, List.of());
    }

    private static ProbeReport greeted(
            ProbeReport whole, Attempt decisive, PublicDialogue dialogue, PublicDialogue.Told told) {
        Attempt attempt = Attempt.builder(decisive.route(), decisive.purpose())
                .facts(told.facts())
                .transcript(told.transcript())
                .took(decisive.took())
                .judged(decisive.verdict())
                .build();
        Set<Stage> here = decisive.facts().stream()
                .filter(PublicDialogue::failedHere)
                .map(Fact::stage)
                .collect(Collectors.toSet());
        List<Finding> findings = whole.findings().stream()
                .filter(each -> each.attempt().orElse(-1) == decisive.index() && told(each.id()))
                .filter(each -> each.stage().filter(here::contains).isEmpty())
                .toList();
        Set<String> causes = findings.stream().map(Finding::id).collect(Collectors.toSet());
        List<Finding> masked =
                findings.stream().map(each -> masked(each, dialogue, causes)).toList();
        Decision decision = Decision.told(whole.verdict(), Optional.of(attempt), whole.decidingStage());
        return report(whole, decision, decisive.took(), masked);
    }

    /** Whether a finding may be told. The application's own findings may not, since the library does not know what they reveal. */
    private static boolean told(String id) {
        int dot = id.indexOf('.');
        return !UNTOLD.contains(id)
                && !UNTOLD.contains(dot < 0 ? id : id.substring(0, dot))
                && !OwnId.fault(id).isEmpty();
    }

    private static Finding masked(Finding finding, PublicDialogue dialogue, Set<String> causes) {
        return finding.toBuilder()
                .attempt(0)
                .subject(dialogue.masked(finding.subject()))
                .summary(dialogue.masked(finding.summary()))
                .explanation(dialogue.masked(finding.explanation()))
                .remedy(dialogue.masked(finding.remedy()))
                .evidence(finding.evidence().stream().map(dialogue::masked).toList())
                .consequenceOf(finding.consequenceOf().filter(causes::contains).orElse(""))
                .build();
    }

    /** The verdict must not say more than the public outcome does: a name that cannot be looked up and one that is denied look alike. */
    private static Verdict verdict(PublicOutcome outcome) {
        return switch (outcome) {
            case WORKS, WORKS_SO_FAR -> Verdict.PASSED;
            case CANCELLED, TIMED_OUT, CANNOT_BE_JUDGED, NOT_READ, NOT_SHOWN -> Verdict.INCONCLUSIVE;
            default -> Verdict.FAILED;
        };
    }

    /** As far as strangers can tell, nothing was looked up. */
    static Resolution resolution(String target, List<Attempt> attempts) {
        return Resolution.builder(target)
                .routes(attempts.stream().limit(1).map(Attempt::route).toList())
                .build();
    }

    private static ProbeReport report(ProbeReport whole, Decision decision, Duration took, List<Finding> findings) {
        List<Attempt> attempts = decision.attempt().stream().toList();
        Observation seen = Observation.builder(
                        whole.request(), resolution(whole.request().target().name(), attempts))
                .attempts(attempts)
                .started(whole.started())
                .took(took)
                .decision(decision)
                .build();
        return new ProbeReport(seen, findings, 0, whole.publicOutcome(), new ProbeReport.Origin(null, true));
    }
}
