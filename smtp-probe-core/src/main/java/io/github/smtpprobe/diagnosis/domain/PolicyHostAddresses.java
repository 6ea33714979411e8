/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis.domain;

import io.github.smtpprobe.mtasts.PolicyFetch;
import io.github.smtpprobe.names.AddressLiteral;
import io.github.smtpprobe.records.DnsResult;
import io.github.smtpprobe.records.RecordType;
import io.github.smtpprobe.survey.MtaStsFacts;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.List;
import java.util.stream.Stream;

/** Addresses of the policy host at which senders do not get the policy, although it was fetched here (RFC 8461 §3.3). */
final class PolicyHostAddresses {
    private PolicyHostAddresses() {}

    static void examine(DomainFindings to, MtaStsFacts sts, PolicyFetch fetch) {
        boolean onlySixth = sts.policyHost().stream()
                .anyMatch(answer ->
                        answer.question().type().equals(RecordType.A) && answer.result() == DnsResult.NO_RECORDS);
        if (onlySixth) {
            to.say("sts.v6-only")
                    .seen(sts.policyHost().stream().map(Seen::answer))
                    .end();
        }
        List<InetAddress> silent = fetch.silent().stream()
                .filter(each -> !(each instanceof Inet6Address) || sixthWorks(to, fetch))
                .toList();
        if (!silent.isEmpty()) {
            to.say("sts.silent")
                    .with("count", silent.size())
                    .with("all", addresses(sts))
                    .with(
                            "addresses",
                            Seen.named(silent.stream().map(AddressLiteral::text).toList()))
                    .seen(PolicyFetched.line(sts))
                    .seen(sts.policyHost().stream().map(Seen::answer))
                    .end();
        }
    }

    private static long addresses(MtaStsFacts sts) {
        return sts.policyHost().stream()
                .flatMap(answer -> answer.records().stream())
                .filter(record -> record.address().isPresent())
                .count();
    }

    /** Whether any connection over IPv6 was made, so that this machine has IPv6. */
    private static boolean sixthWorks(DomainFindings to, PolicyFetch fetch) {
        return Stream.concat(
                        fetch.address().stream(),
                        to.hosts().stream()
                                .flatMap(host -> host.addresses().stream())
                                .filter(ExchangerConduct::connected)
                                .map(each -> each.address()))
                .anyMatch(Inet6Address.class::isInstance);
    }
}
