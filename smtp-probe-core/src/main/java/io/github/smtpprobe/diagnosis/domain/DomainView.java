/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis.domain;

import io.github.smtpprobe.mtasts.ParsedPolicy;
import io.github.smtpprobe.mtasts.RecordState;
import io.github.smtpprobe.mtasts.StsPolicy;
import io.github.smtpprobe.names.LookedAt;
import io.github.smtpprobe.records.DnsAnswer;
import io.github.smtpprobe.records.DnsResult;
import io.github.smtpprobe.records.RootValidation;
import io.github.smtpprobe.records.Security;
import io.github.smtpprobe.survey.DomainFacts;
import io.github.smtpprobe.survey.MtaStsFacts;
import io.github.smtpprobe.survey.SurveyedExchanger;
import java.util.List;
import java.util.Optional;

/**
 * The facts of a survey, prepared for conclusions: only as many exchangers as are examined, and the policy only if it matters.
 */
public class DomainView {
    private final DomainFacts facts;
    private final List<SurveyedExchanger> hosts;

    /**
     * Prepares the facts.
     *
     * @param facts any facts, including nonsense from peers
     */
    public DomainView(DomainFacts facts) {
        this.facts = facts;
        this.hosts = facts.exchangers()
                .subList(0, Math.min(LookedAt.EXCHANGERS, facts.exchangers().size()));
    }

    /** {@return all facts} */
    public final DomainFacts facts() {
        return facts;
    }

    /** {@return the domain that was surveyed} */
    public final String domain() {
        return facts.survey().domain();
    }

    /** {@return the exchangers that are examined, in the order in which senders try them} */
    public final List<SurveyedExchanger> hosts() {
        return hosts;
    }

    /** {@return whether there is nobody to deliver to: no such domain, or neither an MX record nor an address of its own (RFC 5321 §5.1)} */
    public final boolean nowhere() {
        return facts.mx().result() == DnsResult.NO_NAME || hosts.stream().anyMatch(HostAnswers::nowhere);
    }

    /** {@return whether the MX records are proven to be unsigned, so that most senders ignore TLSA records} */
    public final boolean unsignedMx() {
        return facts.mx().security() == Security.INSECURE;
    }

    /**
     * {@return what was seen of MTA-STS, if it matters: nobody asks for the policy of a domain that takes no mail (RFC 7505
     * §3)}
     */
    public final Optional<MtaStsFacts> mtaSts() {
        return facts.nullMx() ? Optional.empty() : facts.mtaSts();
    }

    /** {@return whether a policy is announced to senders, valid or not} */
    public final boolean announced() {
        return facts.mtaSts()
                .flatMap(MtaStsFacts::record)
                .filter(record -> record.state() == RecordState.ONE)
                .isPresent();
    }

    /** {@return the policy that a sender without a cached one gets: announced by one good record, and valid} */
    public final Optional<StsPolicy> policy() {
        return mtaSts().filter(sts -> sts.record()
                        .filter(record -> record.state() == RecordState.ONE)
                        .isPresent())
                .flatMap(MtaStsFacts::policy)
                .flatMap(ParsedPolicy::policy);
    }

    /** {@return whether proofs are possible, so that a zone may be blamed for answers that do not validate} */
    public final boolean proven() {
        return facts.rootValidation().map(RootValidation::sound).orElse(false);
    }

    /** {@return whether look-ups may have failed for a reason on our side} */
    public final boolean ownTrouble() {
        return facts.rootValidation()
                .filter(rootValidation -> !rootValidation.sound())
                .isPresent();
    }

    /**
     * The name at which senders look for the TLSA records of a host.
     *
     * @param host an exchanger
     * @return the name
     */
    public final String tlsaPlace(SurveyedExchanger host) {
        return "_" + facts.survey().port() + "._tcp." + host.base().orElse(host.host());
    }

    /**
     * The name to which those records belong: the last one, if the name is an alias (RFC 1034 §3.6.2).
     *
     * @param host an exchanger
     * @return the name
     */
    public final String tlsaOwner(SurveyedExchanger host) {
        return host.tlsa()
                .filter(answer -> !answer.aliases().isEmpty())
                .map(DnsAnswer::finalName)
                .orElseGet(() -> tlsaPlace(host));
    }
}
