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
import java.util.stream.Stream;

/** The addresses of the exchangers: those that cannot be reached from elsewhere, and a missing address family. */
final class ExchangerAddresses implements DomainCheck {
    @Override
    public void examine(DomainFindings to) {
        to.hosts().stream()
                .filter(host -> !to.said(host.host(), "mx.localhost"))
                .forEach(host -> {
                    unreachable(to, host, nowhere(host));
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

    /** Reports unreachable addresses. If there are two kinds, the words are those for the first. */
    private static void unreachable(DomainFindings to, SurveyedExchanger host, List<InetAddress> all) {
        if (all.isEmpty()) {
            return;
        }
        to.say("mx.private")
                .host(host.host())
                .with(all.size() == 1 ? "detail" : "several", addresses(all))
                .words("examples", all.stream().allMatch(NowhereAddress::ofExamples) ? "examples" : "")
                .with("inner", "internal")
                .weighing(Severity.ERROR)
                .seen(host.addressAnswers().stream().map(Seen::answer))
                .end();
    }

    private static String addresses(List<InetAddress> all) {
        return Seen.named(all.stream().map(AddressLiteral::text).toList());
    }

    /** Reports an IPv4 address in an AAAA record, which stands for IPv4 only within a machine (RFC 4291 §2.5.5.2). */
    private static void mapped(DomainFindings to, SurveyedExchanger host) {
        List<DnsRecord> mapped = mappedOf(host);
        if (!mapped.isEmpty()) {
            boolean alone = records(host).allMatch(ExchangerAddresses::mapped);
            to.say("mx.v4-mapped")
                    .host(host.host())
                    .with("detail", mapped.get(0).text())
                    .words("alone", alone ? "has no other address" : "")
                    .weighing(alone ? Severity.ERROR : Severity.WARNING)
                    .seen(host.addressAnswers().stream().map(Seen::answer))
                    .end();
        }
    }

    private static List<DnsRecord> mappedOf(SurveyedExchanger host) {
        return records(host).filter(ExchangerAddresses::mapped).toList();
    }

    private static boolean mapped(DnsRecord record) {
        return record.type().equals(RecordType.AAAA)
                && record.address().filter(Inet4Address.class::isInstance).isPresent();
    }

    private static Stream<DnsRecord> records(SurveyedExchanger host) {
        return host.addressAnswers().stream()
                .flatMap(answer -> answer.records().stream())
                .filter(record -> record.address().isPresent());
    }

    private static List<InetAddress> nowhere(SurveyedExchanger host) {
        return records(host)
                .map(DnsRecord::address)
                .flatMap(Optional::stream)
                .filter(NowhereAddress::is)
                .distinct()
                .toList();
    }

    /** Whether DNS says that there is no IPv4 address, not even in an AAAA record. */
    private static boolean onlySixth(SurveyedExchanger host) {
        return mappedOf(host).isEmpty()
                && host.addressAnswers().stream()
                        .filter(answer -> answer.question().type().equals(RecordType.A))
                        .anyMatch(answer -> answer.result() == DnsResult.NO_RECORDS);
    }
}
