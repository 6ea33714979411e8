/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.surveys;

import io.github.smtpprobe.mtasts.RecordState;
import io.github.smtpprobe.mtasts.ReportingRecord;
import io.github.smtpprobe.mtasts.StsRecord;
import io.github.smtpprobe.records.DnsAnswer;
import io.github.smtpprobe.records.DnsRecord;
import io.github.smtpprobe.records.Question;
import io.github.smtpprobe.records.RecordType;
import io.github.smtpprobe.survey.Aspect;
import io.github.smtpprobe.survey.DomainSurvey;
import io.github.smtpprobe.survey.MtaStsFacts;
import io.github.smtpprobe.survey.TlsRptFacts;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The TXT records of MTA-STS and of TLS-RPT, and the addresses of the policy host (RFC 8461 §3, RFC 8460 §3). Used by one thread. */
final class PolicyLookUp {
    /** Domains above that are asked for a record of theirs. */
    private static final int MOST_ABOVE = 3;

    private final DomainSurvey survey;
    private final Answers answers;
    private List<DnsAnswer> host = List.of();

    PolicyLookUp(DomainSurvey survey, Answers answers) {
        this.survey = survey;
        this.answers = answers;
    }

    /** What can be asked at once. */
    List<Question> questions() {
        List<Question> questions = new ArrayList<>();
        if (survey.looksAt(Aspect.MTA_STS)) {
            questions.add(policyRecord());
            questions.addAll(addressQuestions());
        }
        if (survey.looksAt(Aspect.TLS_RPT)) {
            questions.add(reportRecord());
        }
        return questions;
    }

    private Question policyRecord() {
        return new Question("_mta-sts." + survey.domain(), RecordType.TXT);
    }

    private Question reportRecord() {
        return new Question("_smtp._tls." + survey.domain(), RecordType.TXT);
    }

    private List<Question> addressQuestions() {
        String name = "mta-sts." + survey.domain();
        return List.of(new Question(name, RecordType.A), new Question(name, RecordType.AAAA));
    }

    /** The addresses of the policy host, which is asked also where no record announces a policy. */
    List<InetAddress> addresses() {
        host = answers.ask(addressQuestions());
        return addresses(host);
    }

    static List<InetAddress> addresses(List<DnsAnswer> found) {
        return found.stream()
                .flatMap(answer -> answer.records().stream())
                .flatMap(record -> record.address().stream())
                .distinct()
                .toList();
    }

    /** What was learned of MTA-STS, without the policy. */
    MtaStsFacts mtaSts() {
        DnsAnswer answer = answers.ask(List.of(policyRecord())).get(0);
        boolean answered = answer.result() != DnsAnswer.Result.NONE;
        Optional<StsRecord> record =
                answered ? Optional.of(StsRecord.of(strings(answer))) : Optional.<StsRecord>empty();
        MtaStsFacts facts = MtaStsFacts.of(answer, record);
        boolean own = !answered || record.filter(StsRecord::meant).isPresent();
        return own ? facts : parent().map(facts::withParent).orElse(facts);
    }

    /** A record of a domain above, which does not count for this one (RFC 8461 §3.4): the next one. */
    private Optional<DnsAnswer> parent() {
        Optional<DnsAnswer> last = Optional.empty();
        String above = parent(survey.domain());
        for (int i = 0; i < MOST_ABOVE && above.indexOf('.') >= 0; i++) {
            DnsAnswer answer = answers.ask("_mta-sts." + above, RecordType.TXT);
            last = Optional.of(answer);
            boolean told = answer.result() != DnsAnswer.Result.NONE;
            if (!told || StsRecord.of(strings(answer)).state() == RecordState.ONE) {
                break;
            }
            above = parent(above);
        }
        return last;
    }

    private static String parent(String domain) {
        return domain.substring(domain.indexOf('.') + 1);
    }

    List<DnsAnswer> host() {
        return host;
    }

    /** What was learned of the wish for reports. */
    TlsRptFacts tlsRpt() {
        DnsAnswer answer = answers.ask(List.of(reportRecord())).get(0);
        return TlsRptFacts.of(
                answer,
                answer.result() != DnsAnswer.Result.NONE
                        ? Optional.of(ReportingRecord.of(strings(answer)))
                        : Optional.empty());
    }

    private static List<List<byte[]>> strings(DnsAnswer answer) {
        return answer.records().stream()
                .map(DnsRecord::joined)
                .flatMap(Optional::stream)
                .map(List::of)
                .toList();
    }
}
