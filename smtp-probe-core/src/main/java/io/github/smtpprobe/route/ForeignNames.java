/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.route;

import io.github.smtpprobe.clock.Cancellation;
import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.clock.ForeignError;
import io.github.smtpprobe.request.AddressFamilies;
import io.github.smtpprobe.route.MailResolver.Answer;
import io.github.smtpprobe.route.MailResolver.Exchanger;
import io.github.smtpprobe.route.MailResolver.Status;
import java.net.InetAddress;
import java.time.Duration;
import java.util.concurrent.Callable;

/**
 * A resolver and a policy that may be the caller's: whatever they do, an answer comes of it, and neither holds the probe beyond
 * its deadline.
 *
 * @param resolver     whom to ask
 * @param policy       decides on each address
 * @param cancellation interrupts both when the probe ends
 */
record ForeignNames(MailResolver resolver, AddressPolicy policy, Cancellation cancellation) {
    /** What a look-up gets where half of the time that is left would be less. */
    private static final Duration LEAST = Duration.ofSeconds(10);

    Answer<Exchanger> exchangers(String domain, Deadline deadline) {
        Deadline limit = limit(deadline);
        return ask(() -> resolver.exchangers(domain, limit), limit);
    }

    Answer<InetAddress> addresses(String host, AddressFamilies families, Deadline deadline) {
        Deadline limit = limit(deadline);
        return ask(() -> resolver.addresses(host, families, limit), limit);
    }

    /** One look-up may use half of the time that is left; the rest is for what comes after it. */
    private static Deadline limit(Deadline deadline) {
        Duration half = deadline.remaining().dividedBy(2);
        return deadline.sooner(half.compareTo(LEAST) < 0 ? LEAST : half);
    }

    /** A policy that throws, or is not through when the time is over, denies. */
    boolean allows(Route route, Deadline deadline) {
        try {
            return cancellation.interruptibly(
                    deadline, () -> policy.allows(route.host(), route.address(), route.port()));
        } catch (InterruptedException ended) {
            outside(deadline);
            return false;
        } catch (Exception unsure) {
            return false; // as the policy's contract says
        }
    }

    private <T> Answer<T> ask(Callable<Answer<T>> question, Deadline limit) {
        if (cancelled()) {
            return Answer.none(Status.CANCELLED, "");
        }
        if (limit.expired()) {
            return Answer.none(Status.TIMEOUT, "no time was left to ask");
        }
        Answer<T> answer = answer(question, limit);
        return answer.status().unsure() && cancelled() ? Answer.none(Status.CANCELLED, "") : answer;
    }

    private <T> Answer<T> answer(Callable<Answer<T>> question, Deadline limit) {
        try {
            Answer<T> answer = cancellation.interruptibly(limit, question);
            return answer != null ? answer : Answer.none(Status.SERVER_FAILURE, "the resolver returned null");
        } catch (InterruptedException ended) {
            outside(limit);
            return Answer.none(Status.TIMEOUT, "no name server answered in time");
        } catch (Exception broken) {
            return Answer.none(Status.SERVER_FAILURE, "the resolver failed: " + ForeignError.nameOf(broken));
        }
    }

    /** Whether somebody ended the probe: by cancelling it, or by an interrupt, which a resolver may have put back. */
    private boolean cancelled() {
        if (Thread.currentThread().isInterrupted()) {
            cancellation.cancel();
        }
        return cancellation.cancelled();
    }

    /** An interrupt that is not ours ends the probe, and the caller keeps the flag. */
    private void outside(Deadline deadline) {
        if (!deadline.expired() && !cancellation.cancelled()) {
            Thread.currentThread().interrupt();
            cancellation.cancel();
        }
    }
}
