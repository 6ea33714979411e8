/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.explain.dialogue;

import io.github.smtpprobe.catalogue.ReplyCatalogue;
import io.github.smtpprobe.check.Check;
import io.github.smtpprobe.diagnosis.Checks;
import io.github.smtpprobe.explain.clients.ClientErrors;
import io.github.smtpprobe.explain.servers.ServerView;
import io.github.smtpprobe.report.Finding;
import io.github.smtpprobe.report.Observation;
import io.github.smtpprobe.report.ProbeReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * A pasted text as facts, which the checks of a probe judge.
 *
 * @param seen    what it shows
 * @param told    what its client says itself, where that ended it
 * @param clients for each attempt the client that a server names in its log of it
 */
public record Explained(Observation seen, Optional<Finding> told, List<Optional<String>> clients) {
    private static final String HANDSHAKE = "tls.handshake-failed";

    /**
     * The report.
     *
     * @param over whether there is no more time to judge
     */
    public ProbeReport report(BooleanSupplier over) {
        List<Check> checks = new ArrayList<>(Checks.standard());
        told.map(Checks::told).ifPresent(checks::add);
        List<Finding> findings = Checks.examine(checks, seen, ReplyCatalogue.standard(), over);
        return ProbeReport.of(
                seen,
                findings.stream().map(Explained::handshake).map(this::ofServer).toList());
    }

    /** No text shows what a probe sees of a handshake: whose fault it was that it failed is not known. */
    private static Finding handshake(Finding finding) {
        return finding.id().equals(HANDSHAKE) ? ClientErrors.unexplained(finding) : finding;
    }

    private Finding ofServer(Finding finding) {
        return client(finding).map(each -> ServerView.of(finding, each)).orElse(finding);
    }

    /** The client that a finding is about; where it is about the whole text, the only one that there is. */
    private Optional<String> client(Finding finding) {
        if (finding.attempt().isPresent()) {
            return clients.get(finding.attempt().getAsInt());
        }
        List<String> named =
                clients.stream().flatMap(Optional::stream).distinct().toList();
        return named.size() == 1 ? Optional.of(named.get(0)) : Optional.empty();
    }
}
