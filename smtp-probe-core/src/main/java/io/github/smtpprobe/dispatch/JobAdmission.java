/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.dispatch;

import io.github.smtpprobe.batch.Operators;
import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.plan.Next;
import io.github.smtpprobe.report.Attempt;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.session.Admission;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The connections of one probe of a batch: each takes a permit, and none is made whose answers are known. On the probing thread. */
final class JobAdmission implements Admission, AutoCloseable {
    private final ProbeRequest request;
    private final Operators operators;
    private final Permits permits;
    private final SharedAttempts shared;
    private final Runnable connected;
    private final boolean givenUp;
    private boolean told;
    /** The permit with which the probe was started, until its first connection. */
    private Optional<Permits.Permit> reserved;

    JobAdmission(Job job, Operators operators, Permits permits, SharedAttempts shared, Runnable connected) {
        this.request = job.target().request();
        this.operators = operators;
        this.permits = permits;
        this.shared = shared;
        this.givenUp = !job.givenUp().isEmpty();
        this.reserved = job.permit();
        this.connected = connected;
    }

    @Override
    public List<Attempt> attempt(Next next, Deadline deadline, Supplier<List<Attempt>> conversation) {
        Question question = Question.of(request, next.route(), next.purpose());
        Optional<List<Attempt>> known = shared.known(question, next.index());
        if (known.isPresent()) {
            return known.get();
        }
        if (givenUp) {
            return List.of();
        }
        Party party = Party.of(operators, next.route());
        Optional<Permits.Permit> permit = reserved.filter(each -> each.party().equals(party));
        if (permit.isPresent()) {
            reserved = Optional.empty();
        } else {
            close();
            permit = permits.acquire(party, deadline);
        }
        return permit.map(held -> attempt(held, question, next, conversation)).orElse(List.of());
    }

    private List<Attempt> attempt(
            Permits.Permit permit, Question question, Next next, Supplier<List<Attempt>> conversation) {
        try {
            Optional<List<Attempt>> known = shared.known(question, next.index()); // somebody was faster
            if (known.isPresent()) {
                return known.get();
            }
            permits.begun(permit);
            List<Attempt> attempts = conversation.get();
            permits.heard(permit, RateLimits.in(attempts));
            shared.add(question, attempts);
            return attempts;
        } finally {
            permits.release(permit);
        }
    }

    @Override
    public List<Attempt> look(Next look, Supplier<List<Attempt>> conversation) {
        Optional<Permits.Permit> permit = permits.tryAcquire(Party.of(operators, look.route()));
        try {
            return permit.isPresent() ? conversation.get() : List.of();
        } finally {
            permit.ifPresent(permits::release);
        }
    }

    @Override
    public void connected() {
        if (!told) {
            told = true;
            connected.run();
        }
    }

    /** Gives back what was not needed. */
    @Override
    public void close() {
        reserved.ifPresent(permits::release);
        reserved = Optional.empty();
    }
}
