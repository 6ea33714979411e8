/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.survey;

import io.github.smtpprobe.arguments.Arguments;
import io.github.smtpprobe.mtasts.ParsedPolicy;
import io.github.smtpprobe.mtasts.PolicyFetch;
import io.github.smtpprobe.mtasts.StsRecord;
import io.github.smtpprobe.records.DnsAnswer;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What was seen of a domain's MTA-STS (RFC 8461). The policy is requested even if no record announces it, since a policy without
 * a record is a fault in itself. Immutable and thread-safe; compared by identity.
 */
public final class MtaStsFacts {
    private final DnsAnswer answer;
    private final Optional<StsRecord> record;
    private final List<DnsAnswer> policyHost;
    private final Optional<PolicyFetch> fetch;
    private final Optional<ParsedPolicy> policy;
    private final Optional<DnsAnswer> parent;

    private MtaStsFacts(
            DnsAnswer answer,
            Optional<StsRecord> record,
            List<DnsAnswer> policyHost,
            Optional<PolicyFetch> fetch,
            Optional<ParsedPolicy> policy,
            Optional<DnsAnswer> parent) {
        this.answer = answer;
        this.record = record;
        this.policyHost = policyHost;
        this.fetch = fetch;
        this.policy = policy;
        this.parent = parent;
    }

    /**
     * Makes the facts if only the record was looked up.
     *
     * @param answer the answer to the TXT question for {@code _mta-sts}
     * @param record the record as read; empty if nothing was learned
     * @return the facts
     */
    public static MtaStsFacts of(DnsAnswer answer, Optional<StsRecord> record) {
        return new MtaStsFacts(
                Objects.requireNonNull(answer, "answer"),
                Objects.requireNonNull(record, "record"),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /**
     * The same facts, with what was learned about the policy.
     *
     * @param addresses the answers to the A and AAAA questions for the policy host
     * @param fetched   how it was fetched; empty if that was not tried
     * @param parsed    the policy as read; empty if none came
     * @return the facts
     */
    public MtaStsFacts withPolicy(
            List<DnsAnswer> addresses, Optional<PolicyFetch> fetched, Optional<ParsedPolicy> parsed) {
        return new MtaStsFacts(
                answer,
                record,
                Arguments.copy(addresses, "addresses"),
                Objects.requireNonNull(fetched, "fetched"),
                Objects.requireNonNull(parsed, "parsed"),
                parent);
    }

    /**
     * The same facts, with the record of the parent domain, which does not apply to this domain (RFC 8461 §3.4).
     *
     * @param above the answer to the TXT question for its {@code _mta-sts}
     * @return the facts
     */
    public MtaStsFacts withParent(DnsAnswer above) {
        return new MtaStsFacts(
                answer, record, policyHost, fetch, policy, Optional.of(Objects.requireNonNull(above, "above")));
    }

    /** {@return the answer to the TXT question for {@code _mta-sts}} */
    public DnsAnswer answer() {
        return answer;
    }

    /** {@return the record as read; empty if nothing was learned} */
    public Optional<StsRecord> record() {
        return record;
    }

    /** {@return the answers to the A and AAAA questions for {@code mta-sts.<domain>}} */
    public List<DnsAnswer> policyHost() {
        return policyHost;
    }

    /** {@return how the policy was fetched; empty if that was not tried} */
    public Optional<PolicyFetch> fetch() {
        return fetch;
    }

    /** {@return the policy as read; empty if none came} */
    public Optional<ParsedPolicy> policy() {
        return policy;
    }

    /** {@return the answer to the TXT question for {@code _mta-sts} of the parent domain, which is asked if this domain has no record} */
    public Optional<DnsAnswer> parent() {
        return parent;
    }
}
