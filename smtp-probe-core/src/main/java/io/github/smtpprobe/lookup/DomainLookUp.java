/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.lookup;

import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.records.Question;
import java.util.List;
import java.util.Objects;

/**
 * Finds out something about a mail domain: its BIMI record, who may issue certificates for its exchangers (CAA), what an inventory of the
 * application's knows of it. The library's own look-ups are such: the records of MTA-STS and of TLS reporting, the reverse names. A look-up looks and
 * does not judge.
 *
 * <p>It runs once in a survey, on the surveying thread: first it says what it asks DNS of the domain alone, which is asked together with the
 * survey's own questions, side by side; then, when the exchangers are known and were talked to, it looks. One that needs no more of DNS than a question
 * or two may leave the first out, and be a lambda.
 *
 * <p>Implementations are thread-safe, keep the deadline and end when their thread is interrupted. Whatever one of an application's does, the survey goes
 * on: one that throws, returns what cannot be or does not end in time becomes a fact of its kind, with the failure
 * {@code extension-failed}; what it returned beyond fifty facts, or of another kind, is left out, and said there too, and so is what it asked
 * beyond a hundred questions, twenty of them ahead.
 *
 * <pre>{@code
 * import io.github.smtpprobe.clock.Deadline;
 * import io.github.smtpprobe.fact.Outcome;
 * import io.github.smtpprobe.fact.TargetFact;
 * import io.github.smtpprobe.lookup.DomainLookUp;
 * import io.github.smtpprobe.lookup.Subject;
 * import io.github.smtpprobe.records.DnsAnswer;
 * import io.github.smtpprobe.records.DnsRecord;
 * import io.github.smtpprobe.records.Question;
 * import io.github.smtpprobe.records.RecordType;
 * import java.util.List;
 *
 * class Caa implements DomainLookUp<TargetFact> {
 *     public List<Question> questions(String domain) {
 *         return List.of(new Question(domain, RecordType.CAA));
 *     }
 *
 *     public List<TargetFact> look(Subject subject, Deadline deadline) throws InterruptedException {
 *         DnsAnswer answer = subject.resolver().look(new Question(subject.domain(), RecordType.CAA), deadline);
 *         return List.of(TargetFact.builder("acme.caa", "CAA records", Outcome.done())
 *                 .value("records", "Records", answer.records().stream().map(DnsRecord::text).toList())
 *                 .build());
 *     }
 * }
 * SmtpProbe probe = SmtpProbe.builder().domainLookUp("acme.caa", new Caa()).build();
 * }</pre>
 *
 * @param <F> what it finds out; an application's finds {@link io.github.smtpprobe.fact.TargetFact}s
 */
@FunctionalInterface
public interface DomainLookUp<F> {
    /**
     * Says what can be asked of DNS at once, since it takes nothing but the domain. It is asked in the first round of the survey, and {@link #look}
     * finds the answers known, by asking the same again.
     *
     * @param domain in A-labels
     * @return questions, none by default; of an application's look-up twenty are asked at most, since all that the survey does hangs on this round
     */
    default List<Question> questions(String domain) {
        Objects.requireNonNull(domain, "domain");
        return List.of();
    }

    /**
     * Looks up.
     *
     * @param subject  the domain, its exchangers, and whom to ask
     * @param deadline when to end: of an application's look-up, what is left to it of the survey's time, 5 seconds at most for all together
     * @return what was found out, may be empty; a look-up that had nothing to ask says so by a fact that was skipped
     * @throws Exception when it fails; the exception's class and the line that threw it are shown, its text is not
     */
    List<F> look(Subject subject, Deadline deadline) throws Exception;
}
