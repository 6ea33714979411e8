/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis.domain;

import io.github.smtpprobe.diagnosis.InnerAddress;
import io.github.smtpprobe.names.AddressLiteral;
import io.github.smtpprobe.records.DnsRecord;
import io.github.smtpprobe.records.DnsResult;
import io.github.smtpprobe.records.RecordType;
import io.github.smtpprobe.report.Severity;
import io.github.smtpprobe.survey.SurveyedExchanger;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/** The addresses of the exchangers: those that cannot be reached from elsewhere, and a missing address family. */
final class ExchangerAddresses implements DomainCheck {
    @Override
    public void examine(DomainFindings to) {
        to.hosts().stream()
                .filter(host -> !to.said(host.host(), "mx.localhost"))
                .forEach(host -> inner(host)
                        .ifPresent(address -> to.say("mx.private")
                                .host(host.host())
                                .with("detail", AddressLiteral.text(address))
                                .with("inner", "inner")
                                .weighing(Severity.ERROR)
                                .seen(host.addressAnswers().stream().map(Seen::answer))
                                .end()));
        List<SurveyedExchanger> reached =
                to.hosts().stream().filter(HostAnswers::addresses).toList();
        if (!reached.isEmpty() && reached.stream().allMatch(ExchangerAddresses::onlySixth)) {
            to.say("mx.v6-only")
                    .seen(reached.stream()
                            .flatMap(host -> host.addressAnswers().stream())
                            .map(Seen::answer))
                    .end();
        }
    }

    private static Optional<InetAddress> inner(SurveyedExchanger host) {
        return host.addressAnswers().stream()
                .flatMap(answer -> answer.records().stream())
                .map(DnsRecord::address)
                .flatMap(Optional::stream)
                .filter(InnerAddress::is)
                .findFirst();
    }

    /** Whether DNS says that there is no IPv4 address. */
    private static boolean onlySixth(SurveyedExchanger host) {
        return host.addressAnswers().stream()
                .filter(answer -> answer.question().type().equals(RecordType.A))
                .anyMatch(answer -> answer.result() == DnsResult.NO_RECORDS);
    }
}
