/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis.domain;

import io.github.smtpprobe.outlook.Outlook;
import io.github.smtpprobe.report.Finding;
import io.github.smtpprobe.survey.DomainFacts;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The facts under examination and the findings so far, at most one of each kind and subject. Used by one thread. */
final class DomainFindings extends DomainView {
    private static final int MOST = 400;

    private final Foretold foretold;
    private final Map<String, Finding> found = new LinkedHashMap<>();

    DomainFindings(DomainFacts facts, Optional<Outlook> outlook) {
        super(facts);
        this.foretold = new Foretold(outlook);
    }

    /** {@return what senders are predicted to do} */
    Foretold foretold() {
        return foretold;
    }

    /**
     * Begins a finding.
     *
     * @param id a row of findings.tsv
     * @return the finding under construction; its subject is the domain if none is set
     */
    Said say(String id) {
        return new Said(this, id);
    }

    void take(Finding finding) {
        if (found.size() < MOST) {
            found.putIfAbsent(finding.key(), finding);
        }
    }

    /** Whether there is a finding with one of these ids about a subject. */
    boolean said(String subject, String... ids) {
        for (String id : ids) {
            if (found.containsKey(id + " " + Seen.line(subject))) {
                return true;
            }
        }
        return false;
    }

    /** Whether there is a finding with this id about anything. */
    boolean said(String id) {
        return found.values().stream().anyMatch(each -> each.id().equals(id));
    }

    /** {@return the findings in the order in which they were made} */
    List<Finding> found() {
        return List.copyOf(found.values());
    }

    /** {@return the first of these ids for which there is a finding about the subject or the domain} */
    Optional<String> first(String subject, String... ids) {
        for (String id : ids) {
            if (said(subject, id) || said(domain(), id)) {
                return Optional.of(id);
            }
        }
        return Optional.empty();
    }
}
