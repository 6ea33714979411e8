/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.survey;

import io.github.smtpprobe.mtasts.ParsedPolicy;
import io.github.smtpprobe.mtasts.PolicyFetch;
import io.github.smtpprobe.mtasts.StsRecord;
import io.github.smtpprobe.records.DnsAnswer;
import io.github.smtpprobe.text.Arguments;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What was seen of a domain's MTA-STS (RFC 8461). The policy is asked for also where no record announces it, since a policy without a record
 * is a fault of its own. Immutable and thread-safe; told apart by identity.
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
     * Makes the facts where only the record was looked up.
     *
     * @param answer to TXT of {@code _mta-sts}
     * @param record as read; empty where nothing was learned
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
     * The same with what was learned of the policy.
     *
     * @param addresses the answers to A and AAAA of the policy host
     * @param fetched   how it was fetched; empty where nobody tried
     * @param parsed    as read; empty where none came
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
     * The same with what the domain above has, which does not count for this one (RFC 8461 §3.4).
     *
     * @param above the answer to TXT of its {@code _mta-sts}
     * @return the facts
     */
    public MtaStsFacts withParent(DnsAnswer above) {
        return new MtaStsFacts(
                answer, record, policyHost, fetch, policy, Optional.of(Objects.requireNonNull(above, "above")));
    }

    /** {@return the answer to TXT of {@code _mta-sts}} */
    public DnsAnswer answer() {
        return answer;
    }

    /** {@return the record as read; empty where nothing was learned} */
    public Optional<StsRecord> record() {
        return record;
    }

    /** {@return the answers to A and AAAA of {@code mta-sts.<domain>}} */
    public List<DnsAnswer> policyHost() {
        return policyHost;
    }

    /** {@return how the policy was fetched; empty where nobody tried} */
    public Optional<PolicyFetch> fetch() {
        return fetch;
    }

    /** {@return the policy as read; empty where none came} */
    public Optional<ParsedPolicy> policy() {
        return policy;
    }

    /** {@return the answer to TXT of the {@code _mta-sts} of the domain above, asked where this domain has none} */
    public Optional<DnsAnswer> parent() {
        return parent;
    }
}
