/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.explain.dialogue;

import io.github.smtpprobe.catalogue.ReplyCatalogue;
import io.github.smtpprobe.diagnosis.Check;
import io.github.smtpprobe.diagnosis.Checks;
import io.github.smtpprobe.explain.servers.ServerView;
import io.github.smtpprobe.report.Finding;
import io.github.smtpprobe.report.Observation;
import io.github.smtpprobe.report.ProbeReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A pasted text as facts, which the checks of a probe judge.
 *
 * @param seen what it shows
 * @param told what its client says itself, where that ended it
 * @param peer the client of the server whose log the text is
 */
public record Explained(Observation seen, Optional<Finding> told, Optional<String> peer) {
    public ProbeReport report() {
        List<Check> checks = new ArrayList<>(Checks.standard());
        told.map(Checks::told).ifPresent(checks::add);
        List<Finding> findings = Checks.examine(checks, seen, ReplyCatalogue.standard());
        return new ProbeReport(seen, peer.map(each -> ofServer(findings, each)).orElse(findings));
    }

    private static List<Finding> ofServer(List<Finding> findings, String peer) {
        return findings.stream().map(each -> ServerView.of(each, peer)).toList();
    }
}
