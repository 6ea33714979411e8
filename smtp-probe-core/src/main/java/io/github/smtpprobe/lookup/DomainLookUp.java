/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.lookup;

import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.fact.TargetFact;
import java.util.List;

/**
 * Finds out something about a mail domain that a survey does not look at: its BIMI record, who may issue certificates for its exchangers (CAA),
 * what an inventory of the application's knows of it. It runs once in a survey, on the surveying thread, when the exchangers are known.
 *
 * <p>Implementations are thread-safe, keep the deadline and end when their thread is interrupted. Whatever one does, the survey goes
 * on: one that throws, returns what cannot be or does not end in time becomes a fact of its kind, with the failure
 * {@code extension-failed}; what it returned beyond fifty facts, or of another kind, is left out, and said there too.
 *
 * <pre>{@code
 * import io.github.smtpprobe.fact.Outcome;
 * import io.github.smtpprobe.fact.TargetFact;
 * import io.github.smtpprobe.lookup.DomainLookUp;
 * import io.github.smtpprobe.records.DnsAnswer;
 * import io.github.smtpprobe.records.DnsRecord;
 * import io.github.smtpprobe.records.Question;
 * import io.github.smtpprobe.records.RecordType;
 * import java.util.List;
 *
 * DomainLookUp caa = (subject, deadline) -> {
 *     DnsAnswer answer = subject.resolver().look(new Question(subject.domain(), RecordType.CAA), deadline);
 *     return List.of(TargetFact.builder("acme.caa", "CAA records", Outcome.done())
 *             .value("records", "Records", answer.records().stream().map(DnsRecord::text).toList())
 *             .build());
 * };
 * }</pre>
 */
@FunctionalInterface
public interface DomainLookUp {
    /**
     * Looks up.
     *
     * @param subject  the domain, its exchangers, and whom to ask
     * @param deadline when to end: what is left to it of the survey's time, 5 seconds at most
     * @return what was found out, may be empty; a look-up that had nothing to ask says so by a fact that was skipped
     * @throws Exception when it fails; the exception's class and the line that threw it are shown, its text is not
     */
    List<TargetFact> look(Subject subject, Deadline deadline) throws Exception;
}
