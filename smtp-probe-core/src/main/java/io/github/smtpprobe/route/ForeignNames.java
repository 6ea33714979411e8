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
    private static final Duration LONGEST = Duration.ofSeconds(10);

    Answer<Exchanger> exchangers(String domain, Deadline deadline) {
        return ask(() -> resolver.exchangers(domain, deadline.sooner(LONGEST)), deadline);
    }

    Answer<InetAddress> addresses(String host, AddressFamilies families, Deadline deadline) {
        return ask(() -> resolver.addresses(host, families, deadline.sooner(LONGEST)), deadline);
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

    private <T> Answer<T> ask(Callable<Answer<T>> question, Deadline deadline) {
        if (deadline.expired() || cancellation.cancelled()) {
            return Answer.none(Status.TIMEOUT, "no time was left");
        }
        try {
            Answer<T> answer = cancellation.interruptibly(deadline, question);
            return answer != null ? answer : Answer.none(Status.SERVER_FAILURE, "the resolver returned null");
        } catch (InterruptedException ended) {
            outside(deadline);
            return Answer.none(Status.TIMEOUT, "interrupted");
        } catch (Exception broken) {
            return Answer.none(Status.SERVER_FAILURE, "the resolver failed: " + ForeignError.nameOf(broken));
        }
    }

    /** An interrupt that is not ours ends the probe, and the caller keeps the flag. */
    private void outside(Deadline deadline) {
        if (!deadline.expired() && !cancellation.cancelled()) {
            Thread.currentThread().interrupt();
            cancellation.cancel();
        }
    }
}
