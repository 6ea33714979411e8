/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.lookup;

import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.records.Question;
import java.util.List;
import java.util.Objects;

/**
 * Finds out something about a mail domain: its BIMI record, who may issue certificates for its exchangers (CAA), or what the
 * application's own inventory knows about it. The library's look-ups for MTA-STS, TLS reporting and reverse names implement this
 * interface, too. A look-up collects facts and does not judge them.
 *
 * <p>It runs once in a survey, on the surveying thread, in two steps. First it names the DNS questions that depend on the domain
 * alone; they are asked in parallel with the survey's own. Then, after the conversations with the exchangers, it looks. A look-up
 * that needs only a question or two may omit the first step and be a lambda.
 *
 * <p>Implementations must be thread-safe, keep the deadline, and return when their thread is interrupted. Whatever an
 * application's look-up does, the survey continues: if it throws, returns something invalid or does not return in time, the
 * report has a fact of its kind with the failure {@code extension-failed}. Facts after the fiftieth, facts of another kind, and
 * questions after the hundredth (the twentieth in the first step) are dropped, and that fact says so.
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
 * @param <F> the type of the facts; for an application's look-up, {@link io.github.smtpprobe.fact.TargetFact} or a subclass
 */
@FunctionalInterface
public interface DomainLookUp<F> {
    /**
     * Names the DNS questions that depend on the domain alone. They are asked in the first round of the survey; {@link #look}
     * gets the known answers by asking the same questions again.
     *
     * @param domain in A-labels
     * @return the questions, by default none. For an application's look-up at most twenty are asked, since the whole survey waits
     *     for this round
     */
    default List<Question> questions(String domain) {
        Objects.requireNonNull(domain, "domain");
        return List.of();
    }

    /**
     * Looks up.
     *
     * @param subject  the domain, its exchangers, and whom to ask
     * @param deadline when to end; all look-ups of the application together get at most 5 seconds of the survey's time
     * @return what was found; may be empty. A look-up that had nothing to ask should say so with a skipped fact
     * @throws Exception if it fails; the report shows the exception's class and the line that threw it, but not its message
     */
    List<F> look(Subject subject, Deadline deadline) throws Exception;
}
