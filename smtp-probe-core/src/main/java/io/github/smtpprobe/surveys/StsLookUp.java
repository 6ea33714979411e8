/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.surveys;

import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.lookup.DomainLookUp;
import io.github.smtpprobe.lookup.Subject;
import io.github.smtpprobe.mtasts.RecordState;
import io.github.smtpprobe.mtasts.StsRecord;
import io.github.smtpprobe.records.DnsAnswer;
import io.github.smtpprobe.records.Question;
import io.github.smtpprobe.records.RecordType;
import io.github.smtpprobe.survey.MtaStsFacts;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Looks up the TXT record of MTA-STS and the addresses of the policy host (RFC 8461 §3). That host is asked for its policy even
 * if no record announces one. The policy itself is fetched elsewhere.
 */
final class StsLookUp implements DomainLookUp<MtaStsFacts> {
    /** How many parent domains are asked for a record. */
    private static final int MOST_ABOVE = 3;

    @Override
    public List<Question> questions(String domain) {
        return Stream.concat(Stream.of(record(domain)), policyHost(domain).stream())
                .toList();
    }

    private static Question record(String domain) {
        return new Question("_mta-sts." + domain, RecordType.TXT);
    }

    static List<Question> policyHost(String domain) {
        String name = "mta-sts." + domain;
        return List.of(new Question(name, RecordType.A), new Question(name, RecordType.AAAA));
    }

    @Override
    public List<MtaStsFacts> look(Subject subject, Deadline deadline) throws InterruptedException {
        List<DnsAnswer> answers = subject.resolver().look(questions(subject.domain()), deadline);
        DnsAnswer answer = answers.get(0);
        Optional<StsRecord> record = TextAnswer.read(answer, StsRecord::of);
        MtaStsFacts facts = MtaStsFacts.of(answer, record)
                .withPolicy(answers.subList(1, answers.size()), Optional.empty(), Optional.empty());
        boolean none = record.isPresent() && !record.get().meant();
        return none ? List.of(above(subject, deadline).map(facts::withParent).orElse(facts)) : List.of(facts);
    }

    /**
     * The record of the nearest parent domain that has one, which does not count for this domain (RFC 8461 §3.4); otherwise the
     * answer for the last one.
     */
    private static Optional<DnsAnswer> above(Subject subject, Deadline deadline) throws InterruptedException {
        Optional<DnsAnswer> last = Optional.empty();
        String above = parent(subject.domain());
        for (int i = 0; i < MOST_ABOVE && above.indexOf('.') >= 0; i++) {
            DnsAnswer answer = subject.resolver().look(record(above), deadline);
            last = Optional.of(answer);
            Optional<StsRecord> record = TextAnswer.read(answer, StsRecord::of);
            if (record.isEmpty() || record.get().state() == RecordState.ONE) {
                break;
            }
            above = parent(above);
        }
        return last;
    }

    private static String parent(String domain) {
        return domain.substring(domain.indexOf('.') + 1);
    }
}
