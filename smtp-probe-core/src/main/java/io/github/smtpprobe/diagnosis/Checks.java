/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis;

import io.github.smtpprobe.catalogue.ReplyCatalogue;
import io.github.smtpprobe.report.Attempt;
import io.github.smtpprobe.report.Fact;
import io.github.smtpprobe.report.Finding;
import io.github.smtpprobe.report.Finding.Severity;
import io.github.smtpprobe.report.Observation;
import io.github.smtpprobe.report.Verdict;
import io.github.smtpprobe.request.Coverage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** The checks that come with the library, and how their findings are put together. */
public final class Checks {
    private Checks() {}

    /** {@return the standard checks, in the order in which their findings lead the report} */
    public static List<Check> standard() {
        return List.of(
                new UnresolvedName(),
                new InternationalName(),
                new MailExchangers(),
                new FailedConnection(),
                new OtherPort(),
                new EndedProbe(),
                new SecondLook(),
                new NotSmtp(),
                new RefusedGreeting(),
                new GreetingLint(),
                new RefusedHello(),
                new MissingStartTls(),
                new RefusedStartTls(),
                new OddCertificate(),
                new BadCertificate(),
                new AskedForCertificate(),
                new BrokenHandshake(),
                new MisplacedLogin(),
                new UntriedLogin(),
                new UnfitToken(),
                new RefusedLogin(),
                new BrokenLogin(),
                new OddPrompt(),
                new RefusedSender(),
                new RefusedRecipient(),
                new RefusedMessage(),
                new BrokenDialogue(),
                new TruncatedTls(),
                new UnlikeRoutes(),
                new UnlikeServers(),
                new Interception(),
                new AgingCertificate(),
                new CleartextLogin(),
                new SlowServer(),
                new CapabilityLint(),
                new RecipientNotes(),
                new HarmlessAnomalies(),
                new FailedListener(),
                new ShortenedReport());
    }

    /**
     * Runs checks and puts their findings in order: errors first, the decisive attempt's before others'.
     *
     * @param checks    to run
     * @param seen      what was observed
     * @param catalogue explains replies
     * @return the findings
     */
    public static List<Finding> examine(List<Check> checks, Observation seen, ReplyCatalogue catalogue) {
        int decisive = seen.decisive().map(Attempt::index).orElse(-1);
        List<Finding> all = new ArrayList<>();
        for (Check check : checks) {
            for (Finding finding : run(check, seen, catalogue)) {
                all.add(capped(finding, seen, decisive));
            }
        }
        unclassified(all, seen, catalogue);
        return Ranking.order(all, seen.verdict(), decisive);
    }

    private static List<Finding> run(Check check, Observation seen, ReplyCatalogue catalogue) {
        try {
            return List.copyOf(check.examine(seen, catalogue)); // null is a failure too
        } catch (RuntimeException | Error broken) {
            Map<String, String> values = Map.of(
                    "name",
                    check.getClass().getSimpleName(),
                    "detail",
                    broken.getClass().getSimpleName());
            return List.of(Case.finding(FindingText.of("check.failed"), values, OptionalInt.empty(), List.of()));
        }
    }

    /**
     * An error is what keeps a probe from passing. So there is none in a probe that passed, and where the first route that works is
     * enough, what other routes lack is none either.
     */
    private static Finding capped(Finding finding, Observation seen, int decisive) {
        boolean other = finding.attempt().isPresent() && finding.attempt().getAsInt() != decisive;
        boolean harmless =
                seen.verdict() == Verdict.PASSED || (other && seen.request().coverage() != Coverage.ALL);
        return harmless && finding.severity() == Severity.ERROR ? finding.withSeverity(Severity.WARNING) : finding;
    }

    /** A probe that did not pass always says why, if only that nobody knows. */
    private static void unclassified(List<Finding> all, Observation seen, ReplyCatalogue catalogue) {
        boolean explained = all.stream().anyMatch(finding -> finding.severity() == Severity.ERROR);
        Optional<Attempt> decisive = seen.decisive();
        if (seen.verdict() == Verdict.PASSED || explained || decisive.isEmpty()) {
            return;
        }
        Optional<Fact> cause = decisive.get().firstFailure();
        if (cause.isPresent()) {
            Case one = new Case(seen, decisive.get(), catalogue);
            one.add("unclassified", cause.get());
            all.addAll(one.findings());
        }
    }
}
