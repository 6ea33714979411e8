/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.reports;

import static io.github.smtpprobe.reports.SurveyedHosts.answer;

import io.github.smtpprobe.dane.TlsaRecord;
import io.github.smtpprobe.records.DnsAnswer;
import io.github.smtpprobe.records.DnsRecord;
import io.github.smtpprobe.records.RecordType;
import io.github.smtpprobe.records.Security;
import io.github.smtpprobe.report.Finding;
import io.github.smtpprobe.survey.DomainReport;
import io.github.smtpprobe.survey.ServerHandshake.Offer;
import io.github.smtpprobe.survey.SurveyedExchanger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** A report on more than anybody reads. */
final class HugeSurveys {
    private HugeSurveys() {}

    static DomainReport report() {
        List<DnsRecord> records = new ArrayList<>();
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            byte[] rdata =
                    ByteBuffer.allocate(35).put(new byte[] {3, 1, 1}).putInt(i).array();
            records.add(SurveyedHosts.record("_25._tcp.mx1.example.com", RecordType.TLSA, rdata));
            texts.add(TlsaRecord.of(rdata).text());
        }
        DnsAnswer tlsa = answer("_25._tcp.mx1.example.com", RecordType.TLSA, Security.SECURE)
                .records(records)
                .build();
        List<SurveyedExchanger> exchangers = new ArrayList<>();
        List<String> hosts = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            String host = "mx" + i + ".example.com";
            hosts.add(host);
            SurveyedExchanger.Builder one = SurveyedHosts.exchanger(host, i, Security.SECURE, "192.0.2.1");
            exchangers.add(
                    i > 0
                            ? one.build()
                            : one.tlsa(host, List.of(tlsa))
                                    .addresses(List.of(SurveyedHosts.at(
                                            "192.0.2.1",
                                            SurveyedHosts.works(
                                                    Offer.ANY,
                                                    "mx1.example.com",
                                                    "192.0.2.1",
                                                    1,
                                                    texts.toArray(new String[0])))))
                                    .build());
        }
        List<DnsAnswer> lookUps = new ArrayList<>();
        List<Finding> findings = new ArrayList<>();
        for (int i = 0; i < 5_000; i++) {
            lookUps.add(i == 0 ? tlsa : SurveyedHosts.addresses("h" + i + ".example", Security.INSECURE, "192.0.2.1"));
            findings.add(Finding.builder("mx.dangling")
                    .summary("The host h" + i + " leads nowhere.")
                    .build());
        }
        String[] letters = {"V " + "Q ".repeat(100)};
        return DomainReport.of(
                SampleSurveys.facts(SampleSurveys.twoExchangers(), exchangers.toArray(new SurveyedExchanger[0]))
                        .lookUps(lookUps, 5_000)
                        .build(),
                LetteredOutlook.of("4", "None matches.", hosts, letters),
                findings,
                List.of(),
                List.of());
    }
}
