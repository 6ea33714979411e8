/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.dispatch;

import io.github.smtpprobe.batch.Operators;
import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.plan.Next;
import io.github.smtpprobe.report.Attempt;
import io.github.smtpprobe.session.Admission;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The connections of one target of a batch. Each of them needs a permit, and none is made if its results are already known. Used
 * on the target's thread.
 */
final class JobAdmission implements Entrance, AutoCloseable {
    private final Operators operators;
    private final Permits permits;
    private final SharedAttempts shared;
    private final Runnable connected;
    private final boolean givenUp;
    private boolean told;
    /** The permit with which the target was started, until its first connection. */
    private Optional<Permits.Permit> reserved;
    /** The permit of the connection that is about to be made. */
    private Optional<Permits.Permit> used = Optional.empty();

    JobAdmission(Job job, Operators operators, Permits permits, SharedAttempts shared, Runnable connected) {
        this.operators = operators;
        this.permits = permits;
        this.shared = shared;
        this.givenUp = !job.givenUp().isEmpty();
        this.reserved = job.permit();
        this.connected = connected;
    }

    @Override
    public Admission asking(Asked asked) {
        return new OfOneKind(asked);
    }

    /**
     * The next connection keeps its distance from this moment, not from an earlier one: before it, time may have been lost, for
     * example by loading classes.
     */
    void connecting() {
        used.ifPresent(permits::begun);
    }

    private List<Attempt> converse(Permits.Permit permit, Supplier<List<Attempt>> conversation) {
        Optional<Permits.Permit> other = used;
        used = Optional.of(permit);
        try {
            return conversation.get();
        } finally {
            used = other;
        }
    }

    /** Called when connecting has ended, whether or not it succeeded. Further calls have no effect. */
    void connected() {
        if (!told) {
            told = true;
            connected.run();
        }
    }

    /** Returns a permit that was not needed. */
    @Override
    public void close() {
        reserved.ifPresent(permits::release);
        reserved = Optional.empty();
    }

    /** The admission of connections on which the same is asked. */
    private final class OfOneKind implements Admission {
        private final Asked asked;

        OfOneKind(Asked asked) {
            this.asked = asked;
        }

        @Override
        public List<Attempt> attempt(Next next, Deadline deadline, Supplier<List<Attempt>> conversation) {
            SharedKey key = SharedKey.of(asked, next.route(), next.purpose());
            while (true) {
                Optional<List<Attempt>> known = shared.known(key, next.index());
                if (known.isPresent()) {
                    return known.get();
                }
                if (givenUp) {
                    return List.of();
                }
                if (asked.offered()
                        .isEmpty()) { // whoever asks the first server has waited for others that ask the same, before
                    // its turn
                    return attempt(key, next, deadline, conversation);
                }
                if (shared.begin(key)) {
                    try {
                        return attempt(key, next, deadline, conversation);
                    } finally {
                        shared.end(key);
                    }
                }
                JobAdmission.this.close();
                if (!shared.await(key, deadline)) {
                    return List.of();
                }
            }
        }

        private List<Attempt> attempt(
                SharedKey key, Next next, Deadline deadline, Supplier<List<Attempt>> conversation) {
            Party party = Party.of(operators, next.route());
            Optional<Permits.Permit> permit =
                    reserved.filter(each -> each.party().equals(party));
            if (permit.isPresent()) {
                reserved = Optional.empty();
            } else {
                JobAdmission.this.close();
                permit = permits.acquire(party, deadline);
            }
            return permit.map(held -> attempt(held, key, next, conversation, deadline))
                    .orElse(List.of());
        }

        private List<Attempt> attempt(
                Permits.Permit permit,
                SharedKey key,
                Next next,
                Supplier<List<Attempt>> conversation,
                Deadline deadline) {
            try {
                Optional<List<Attempt>> known = shared.known(key, next.index()); // another target was faster
                if (known.isPresent()) {
                    return known.get();
                }
                boolean hurried = hurried(deadline);
                List<Attempt> attempts = converse(permit, conversation);
                permits.heard(permit, RateLimits.in(attempts));
                if (!hurried || !SharedAttempts.timedOut(attempts)) {
                    shared.add(key, attempts);
                }
                return attempts;
            } finally {
                permits.release(permit);
            }
        }

        /**
         * Whether this conversation has less time than it would have had earlier in its survey. If so, it is not shared that
         * the server was silent.
         */
        private boolean hurried(Deadline deadline) {
            return asked.offered().isPresent()
                    && deadline.remaining().compareTo(asked.request().deadline().dividedBy(2)) < 0;
        }

        @Override
        public List<Attempt> look(Next look, Supplier<List<Attempt>> conversation) {
            Optional<Permits.Permit> permit = permits.tryAcquire(Party.of(operators, look.route()));
            try {
                return permit.isPresent() ? converse(permit.get(), conversation) : List.of();
            } finally {
                permit.ifPresent(permits::release);
            }
        }

        @Override
        public void connecting() {
            JobAdmission.this.connecting();
        }

        @Override
        public void connected() {
            JobAdmission.this.connected();
        }
    }
}
