/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.cli;

import io.github.smtpprobe.mtasts.StsRecord;
import io.github.smtpprobe.outlook.AddressState;
import io.github.smtpprobe.outlook.AnswerState;
import io.github.smtpprobe.outlook.DomainState;
import io.github.smtpprobe.outlook.ExchangerState;
import io.github.smtpprobe.outlook.HostState;
import io.github.smtpprobe.outlook.Outlook;
import io.github.smtpprobe.outlook.PkixState;
import io.github.smtpprobe.outlook.Senders;
import io.github.smtpprobe.outlook.StartTlsState;
import io.github.smtpprobe.outlook.StsState;
import io.github.smtpprobe.outlook.TlsaState;
import io.github.smtpprobe.records.DnsAnswer;
import io.github.smtpprobe.records.Question;
import io.github.smtpprobe.records.RecordType;
import io.github.smtpprobe.records.Security;
import io.github.smtpprobe.survey.DomainFacts;
import io.github.smtpprobe.survey.DomainReport;
import io.github.smtpprobe.survey.DomainSurvey;
import io.github.smtpprobe.survey.MtaStsFacts;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reports on domains with a known outlook, made by hand. */
final class KnownReports {
    private static final byte[] RECORD = "v=STSv1; id=20261101;".getBytes(StandardCharsets.US_ASCII);

    private KnownReports() {}

    static DomainReport named(String name) {
        return Map.of(
                        "good", good(),
                        "mismatch", listed(AnswerState.SECURE, TlsaState.MISMATCH),
                        "unsigned", listed(AnswerState.INSECURE, TlsaState.NOT_ASKED),
                        "null-mx", report(DomainState.of(AnswerState.SECURE, ExchangerState.NULL_MX), List.of()),
                        "not-known",
                                report(DomainState.of(AnswerState.NOT_TESTED, ExchangerState.NOT_TESTED), List.of()))
                .get(name);
    }

    /** The exchanger matches its TLSA record, and a policy lists it. */
    static DomainReport good() {
        return listed(AnswerState.SECURE, TlsaState.MATCHES);
    }

    private static DomainReport listed(AnswerState proof, TlsaState tlsa) {
        HostState host = HostState.builder("mx.example.com")
                .addresses(proof, AddressState.IPV4)
                .startTls(StartTlsState.WORKS)
                .tlsa(tlsa)
                .pkix(PkixState.VALID)
                .sts(StsState.LISTED)
                .build();
        return report(DomainState.of(proof, ExchangerState.LISTED), List.of(host));
    }

    private static DomainReport report(DomainState domain, List<HostState> hosts) {
        DnsAnswer mx = answer("example.com", RecordType.MX);
        DomainFacts facts = DomainFacts.builder(DomainSurvey.of("example.com").build(), mx)
                .mtaSts(MtaStsFacts.of(
                        answer("_mta-sts.example.com", RecordType.TXT),
                        Optional.of(StsRecord.of(List.of(List.of(RECORD))))))
                .build();
        return DomainReport.of(facts, Outlook.of(domain, hosts, Senders.standard()), List.of(), List.of(), List.of());
    }

    private static DnsAnswer answer(String name, RecordType type) {
        return DnsAnswer.to(new Question(name, type), Security.NOT_ASKED).build();
    }
}
