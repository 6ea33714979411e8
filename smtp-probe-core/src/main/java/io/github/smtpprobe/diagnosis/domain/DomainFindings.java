/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis.domain;

import io.github.smtpprobe.outlook.Outlook;
import io.github.smtpprobe.records.Footing;
import io.github.smtpprobe.records.Security;
import io.github.smtpprobe.report.Finding;
import io.github.smtpprobe.survey.DomainFacts;
import io.github.smtpprobe.survey.MtaStsFacts;
import io.github.smtpprobe.survey.SurveyedExchanger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The facts under examination, and the findings so far: one of each kind and subject. Used by one thread. */
final class DomainFindings {
    /** Exchangers that are looked at; a survey talks to no more. */
    private static final int MOST_HOSTS = 20;

    private static final int MOST = 400;

    private final DomainFacts facts;
    private final Foretold foretold;
    private final List<SurveyedExchanger> hosts;
    private final Map<String, Finding> found = new LinkedHashMap<>();

    DomainFindings(DomainFacts facts) {
        this(facts, Optional.empty());
    }

    DomainFindings(DomainFacts facts, Optional<Outlook> outlook) {
        this.facts = facts;
        this.foretold = new Foretold(outlook);
        this.hosts = facts.exchangers()
                .subList(0, Math.min(MOST_HOSTS, facts.exchangers().size()));
    }

    DomainFacts facts() {
        return facts;
    }

    /** {@return what senders do} */
    Foretold foretold() {
        return foretold;
    }

    /** {@return whether the MX records are proven to be unsigned, so that most senders do not act by TLSA records} */
    boolean unsignedMx() {
        return facts.mx().security() == Security.INSECURE;
    }

    String domain() {
        return facts.survey().domain();
    }

    /** {@return the exchangers that are looked at, in the order in which senders try them} */
    List<SurveyedExchanger> hosts() {
        return hosts;
    }

    /** {@return what was seen of MTA-STS, where it matters: of a domain that takes no mail nobody asks for a policy (RFC 7505 §3)} */
    Optional<MtaStsFacts> mtaSts() {
        return facts.nullMx() ? Optional.empty() : facts.mtaSts();
    }

    /** {@return whether proofs could be had, so that a zone may be blamed for what does not validate} */
    boolean proven() {
        return facts.footing().map(Footing::sound).orElse(false);
    }

    /** {@return whether look-ups may have failed for a reason that is ours} */
    boolean ownTrouble() {
        return facts.footing().filter(footing -> !footing.sound()).isPresent();
    }

    /**
     * Begins a finding.
     *
     * @param id a row of findings.tsv
     * @return what is said, about the domain unless it says otherwise
     */
    Said say(String id) {
        return new Said(this, id);
    }

    void take(Finding finding) {
        if (found.size() < MOST) {
            found.putIfAbsent(finding.key(), finding);
        }
    }

    /** Whether something of these kinds was said about the subject. */
    boolean said(String subject, String... ids) {
        for (String id : ids) {
            if (found.containsKey(id + " " + Seen.line(subject))) {
                return true;
            }
        }
        return false;
    }

    /** Whether something of a kind was said about anything. */
    boolean said(String id) {
        return found.values().stream().anyMatch(each -> each.id().equals(id));
    }

    /** {@return the findings in the order in which they were made} */
    List<Finding> found() {
        return List.copyOf(found.values());
    }

    /** {@return the first of these kinds that was said about the subject or the domain} */
    Optional<String> first(String subject, String... ids) {
        for (String id : ids) {
            if (said(subject, id) || said(domain(), id)) {
                return Optional.of(id);
            }
        }
        return Optional.empty();
    }
}
