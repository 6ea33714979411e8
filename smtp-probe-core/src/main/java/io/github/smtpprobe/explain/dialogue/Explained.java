/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.explain.dialogue;

import io.github.smtpprobe.catalogue.ReplyCatalogue;
import io.github.smtpprobe.diagnosis.Checks;
import io.github.smtpprobe.diagnosis.examination.Checklist;
import io.github.smtpprobe.diagnosis.examination.JudgingTime;
import io.github.smtpprobe.explain.clients.ClientErrors;
import io.github.smtpprobe.explain.lines.ReadingTime;
import io.github.smtpprobe.explain.servers.ServerView;
import io.github.smtpprobe.fact.Fact;
import io.github.smtpprobe.fact.Outcome;
import io.github.smtpprobe.report.Attempt;
import io.github.smtpprobe.report.Finding;
import io.github.smtpprobe.report.Observation;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.report.Severity;
import io.github.smtpprobe.smtp.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A pasted text as facts, which are judged by the checks of a probe.
 *
 * @param seen    what the text shows
 * @param told    the client's own error, if that is what stopped it
 * @param clients for each attempt, the client that a server's log names
 * @param also    other failures that clients report
 * @param cut     whether the list of what the server offers is incomplete
 */
public record Explained(
        Observation seen, Optional<Finding> told, List<Optional<String>> clients, List<Finding> also, boolean cut) {
    private static final String HANDSHAKE = "tls.handshake-failed";

    private static final Set<String> WAITED =
            Set.of("greeting.timeout", "ehlo.timeout", "ehlo.timeout-after-tls", "session.timeout");

    private static final String LONGER = " Let the client wait longer if the server needs the time"
            + " (mail.smtp.timeout in JavaMail, timeout in smtplib, socketTimeout in nodemailer).";

    /** Findings about something that is missing in a list. */
    private static final Set<String> MISSING =
            Set.of("capabilities.shrunk", "capabilities.mechanisms-gone", "capabilities.auth-gone");

    Explained(Observation seen, Optional<Finding> told, List<Optional<String>> clients) {
        this(seen, told, clients, List.of(), false);
    }

    /** The same with other failures. */
    Explained with(List<Finding> others) {
        return new Explained(seen, told, clients, others, cut);
    }

    /** The same for a report that says that delivery will be tried again. */
    Explained trying(String until) {
        return new Explained(
                seen,
                told.map(each -> each.toBuilder()
                        .explanation(each.explanation() + " The reporting server tries again" + until
                                + ", so the mail is not lost yet.")
                        .remedy("Wait before you send the mail again. " + each.remedy())
                        .build()),
                clients,
                also,
                cut);
    }

    /** The same for a text in which such a list may be incomplete. */
    Explained cut(boolean lists) {
        return new Explained(seen, told, clients, also, lists);
    }

    /** The report of a text that takes no time to judge. */
    public ProbeReport report() {
        return report(() -> false);
    }

    /**
     * The report.
     *
     * @param time the time limit under which it was read
     */
    public ProbeReport report(ReadingTime time) {
        return report(JudgingTime.beyond(time.deadline(), time::interrupted)::over);
    }

    private ProbeReport report(BooleanSupplier over) {
        Checklist standard = Checks.checklist();
        Checklist checks = told.map(Checks::told).map(standard::and).orElse(standard);
        List<Finding> findings =
                Sifted.of(Checks.examine(checks, seen, ReplyCatalogue.standard(), over), seen.attempts());
        List<Finding> all = new ArrayList<>(findings.stream()
                .filter(each -> !(cut && MISSING.contains(each.id())))
                .map(Explained::handshake)
                .map(this::waited)
                .map(this::further)
                .map(this::ofServer)
                .toList());
        Set<String> said = all.stream().map(Finding::id).collect(Collectors.toSet());
        long errors =
                all.stream().filter(each -> each.severity() == Severity.ERROR).count();
        all.addAll(
                (int) errors,
                also.stream()
                        .filter(each -> told.isPresent() || !said.contains(each.id())) // a reply said it
                        .toList());
        return ProbeReport.of(seen, all);
    }

    /** The finding for a reply that did not come. If the client's own limit ended the wait, a longer one may help. */
    private Finding waited(Finding finding) {
        boolean own = told.filter(each -> each.id().equals(finding.id())).isPresent();
        return WAITED.contains(finding.id()) && !own
                ? finding.toBuilder().remedy(finding.remedy() + LONGER).build()
                : finding;
    }

    /** A refusal in a session that took a message before: who pastes it may think that nothing was sent. */
    private Finding further(Finding finding) {
        boolean taken = finding.severity() == Severity.ERROR
                && finding.attempt().isPresent()
                && took(seen.attempts().get(finding.attempt().getAsInt()), finding.stage());
        return taken
                ? finding.toBuilder()
                        .explanation(finding.explanation()
                                + " The server accepted a message before this in the same session.")
                        .build()
                : finding;
    }

    /** Whether a message was accepted, then another one begun, and the last command of that kind refused. */
    private static boolean took(Attempt attempt, Optional<Stage> refused) {
        List<Fact> facts = attempt.facts();
        int last = IntStream.range(0, facts.size())
                .filter(each -> refused.filter(facts.get(each).stage()::equals).isPresent())
                .filter(each -> facts.get(each).outcome() instanceof Outcome.Rejected)
                .reduce(-1, (one, other) -> other);
        List<Fact> before = facts.subList(0, last + 1);
        return before.stream()
                .dropWhile(each -> each.stage() != Stage.END_OF_DATA || !(each.outcome() instanceof Outcome.Succeeded))
                .anyMatch(each -> each.stage() == Stage.MAIL_FROM);
    }

    /** No text shows what a probe sees of a handshake: whose fault it was that it failed is not known. */
    private static Finding handshake(Finding finding) {
        return finding.id().equals(HANDSHAKE) ? ClientErrors.unexplained(finding) : finding;
    }

    private Finding ofServer(Finding finding) {
        return client(finding).map(each -> ServerView.of(finding, each)).orElse(finding);
    }

    /** The client that a finding is about; if it is about the whole text, the only client in it. */
    private Optional<String> client(Finding finding) {
        if (finding.attempt().isPresent()) {
            return clients.get(finding.attempt().getAsInt());
        }
        List<String> named =
                clients.stream().flatMap(Optional::stream).distinct().toList();
        return named.size() == 1 ? Optional.of(named.get(0)) : Optional.empty();
    }
}
