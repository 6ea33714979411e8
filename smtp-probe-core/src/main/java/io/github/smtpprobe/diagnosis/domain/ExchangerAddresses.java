/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis.domain;

import io.github.smtpprobe.names.AddressLiteral;
import io.github.smtpprobe.records.DnsRecord;
import io.github.smtpprobe.records.DnsResult;
import io.github.smtpprobe.records.RecordType;
import io.github.smtpprobe.report.Severity;
import io.github.smtpprobe.survey.SurveyedExchanger;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/** The addresses of the exchangers: those that cannot be reached from elsewhere, and a missing address family. */
final class ExchangerAddresses implements DomainCheck {
    @Override
    public void examine(DomainFindings to) {
        to.hosts().stream()
                .filter(host -> !to.said(host.host(), "mx.localhost"))
                .forEach(host -> {
                    nowhere(host).ifPresent(address -> unreachable(to, host, address));
                    mapped(to, host);
                });
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

    private static void unreachable(DomainFindings to, SurveyedExchanger host, InetAddress address) {
        to.say("mx.private")
                .host(host.host())
                .with("detail", AddressLiteral.text(address))
                .words("examples", NowhereAddress.ofExamples(address) ? "examples" : "")
                .with("inner", "internal")
                .weighing(Severity.ERROR)
                .seen(host.addressAnswers().stream().map(Seen::answer))
                .end();
    }

    /** An IPv4 address in the record of an IPv6 one, which stands for IPv4 within a machine alone (RFC 4291 §2.5.5.2). */
    private static void mapped(DomainFindings to, SurveyedExchanger host) {
        List<DnsRecord> mapped = mappedOf(host);
        if (!mapped.isEmpty()) {
            to.say("mx.v4-mapped")
                    .host(host.host())
                    .with("detail", mapped.get(0).text())
                    .seen(host.addressAnswers().stream().map(Seen::answer))
                    .end();
        }
    }

    private static List<DnsRecord> mappedOf(SurveyedExchanger host) {
        return host.addressAnswers().stream()
                .flatMap(answer -> answer.records().stream())
                .filter(ExchangerAddresses::mapped)
                .toList();
    }

    private static boolean mapped(DnsRecord record) {
        return record.type().equals(RecordType.AAAA)
                && record.address().filter(Inet4Address.class::isInstance).isPresent();
    }

    private static Optional<InetAddress> nowhere(SurveyedExchanger host) {
        return host.addressAnswers().stream()
                .flatMap(answer -> answer.records().stream())
                .map(DnsRecord::address)
                .flatMap(Optional::stream)
                .filter(NowhereAddress::is)
                .findFirst();
    }

    /** Whether DNS says that there is no IPv4 address, not even in the place of another. */
    private static boolean onlySixth(SurveyedExchanger host) {
        return mappedOf(host).isEmpty()
                && host.addressAnswers().stream()
                        .filter(answer -> answer.question().type().equals(RecordType.A))
                        .anyMatch(answer -> answer.result() == DnsResult.NO_RECORDS);
    }
}
