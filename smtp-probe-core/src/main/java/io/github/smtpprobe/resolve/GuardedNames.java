/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.resolve;

import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.guard.ExtensionError;
import io.github.smtpprobe.guard.Guard;
import io.github.smtpprobe.request.AddressFamilies;
import io.github.smtpprobe.route.AddressPolicy;
import io.github.smtpprobe.route.MailResolver;
import io.github.smtpprobe.route.Route;
import io.github.smtpprobe.text.Printable;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;

/**
 * A wrapper for a resolver and an address policy that may be the caller's: whatever they do, there is an answer, and neither
 * delays the probe beyond its deadline.
 *
 * @param resolver the resolver to ask
 * @param policy   decides on each address
 * @param guard    interrupts both when the probe ends
 */
record GuardedNames(MailResolver resolver, AddressPolicy policy, Guard guard) implements MailResolver {
    /** The time for a look-up if half of the remaining time would be less. */
    private static final Duration LEAST = Duration.ofSeconds(10);

    /** The most records of one answer; no zone has so many, and far fewer matter. */
    private static final int MOST = 1_000;

    /** The most aliases of one answer; resolvers give up earlier. */
    private static final int MOST_ALIASES = 100;

    /** The most characters of a name, with each of its 253 octets written as a number (RFC 1035 §5.1), and of a detail. */
    private static final int LONGEST = 1_012;

    @Override
    public Answer<Exchanger> exchangers(String domain, Deadline deadline) {
        Deadline limit = limit(deadline);
        return ask(Exchanger.class, limit, () -> resolver.exchangers(domain, limit));
    }

    @Override
    public Answer<InetAddress> addresses(String host, AddressFamilies families, Deadline deadline) {
        Deadline limit = limit(deadline);
        return ask(InetAddress.class, limit, () -> resolver.addresses(host, families, limit));
    }

    @Override
    public Answer<String> names(InetAddress address, Deadline deadline) {
        Deadline limit = limit(deadline);
        return ask(String.class, limit, () -> resolver.names(address, limit));
    }

    /** The deadline of a look-up, which may use half of the remaining time; the rest is for what comes afterwards. */
    private static Deadline limit(Deadline deadline) {
        Duration half = deadline.remaining().dividedBy(2);
        return deadline.sooner(half.compareTo(LEAST) < 0 ? LEAST : half);
    }

    /**
     * Asks the policy.
     *
     * @throws ExtensionError if it does not decide, which must count as a denial
     */
    boolean allows(Route route, Deadline deadline) throws ExtensionError {
        if (policy == AddressPolicy.allowAll() && !guard.cancellation().cancelled()) {
            noticeInterrupt();
            return true; // the library's own policies need no guard
        }
        return guard.call(policy, deadline, () -> policy.allows(route.host(), route.address(), route.port()));
    }

    /** The objection of the policy that denied a route. Its words are shown. */
    String objection(Route route, Deadline deadline) {
        try {
            String words =
                    guard.call(policy, deadline, () -> policy.objection(route.host(), route.address(), route.port()));
            return Printable.clean(Printable.cut(words, LONGEST, "..."));
        } catch (ExtensionError silent) {
            guard.note(silent);
            return "port " + route.port() + " of " + route.addressText();
        }
    }

    private <T> Answer<T> ask(Class<T> type, Deadline limit, Callable<Answer<T>> question) {
        if (cancelled()) {
            return Answer.none(Status.CANCELLED, "");
        }
        if (limit.expired()) {
            return outOfTime();
        }
        Answer<T> answer = answer(type, limit, question);
        if (answer.status().unsure() && cancelled()) {
            return Answer.none(Status.CANCELLED, "");
        }
        return answer.status() == Status.CANCELLED
                ? Answer.none(Status.SERVER_FAILURE, "the resolver gave up, and nobody had cancelled the probe")
                : answer;
    }

    /** An answer that says who used up the time: the name servers, or the application's code. */
    private <T> Answer<T> outOfTime() {
        return guard.heldMost()
                ? Answer.none(Status.HELD_UP, "code of the application held the probe: " + guard.heldBy())
                : Answer.none(Status.TIMEOUT, "no time was left to ask");
    }

    /** The resolver that is finally asked, for messages. */
    private Object whose() {
        return resolver instanceof SharedNames shared ? shared.asked() : resolver;
    }

    private <T> Answer<T> answer(Class<T> type, Deadline limit, Callable<Answer<T>> question) {
        try {
            return checked(type, guard.call(whose(), limit, question));
        } catch (ExtensionError broken) {
            if (limit.expired() && !broken.placed()) {
                return SharedNames.silent();
            }
            return Answer.none(Status.EXTENSION_FAILED, "the resolver failed: " + broken.what());
        }
    }

    /** Whether somebody ended the probe: by cancelling it, or by an interrupt, which a resolver may have restored. */
    private boolean cancelled() {
        noticeInterrupt();
        return guard.cancellation().cancelled();
    }

    private void noticeInterrupt() {
        if (Thread.currentThread().isInterrupted()) {
            guard.cancellation().cancel();
        }
    }

    /**
     * An answer that has records only if its status says so, and only of the requested type: generics promise that, but do not
     * enforce it.
     */
    private <T> Answer<T> checked(Class<T> type, Answer<T> answer) throws ExtensionError {
        List<String> aliases = answer.aliases().stream()
                .limit(MOST_ALIASES)
                .map(alias -> Printable.cut(alias, LONGEST, ""))
                .toList();
        if (answer.status() == Status.LEFT_TO_ROAD) {
            throw new ExtensionError(whose(), "returned that nobody was asked");
        }
        if (answer.status() != Status.FOUND) {
            String detail = Printable.cut(answer.detail(), LONGEST, "");
            return Answer.<T>none(answer.status(), detail).withAliases(aliases);
        }
        List<?> records = answer.records();
        if (!records.stream().allMatch(type::isInstance)) {
            throw new ExtensionError(whose(), "returned records of another type");
        }
        if (records.stream().anyMatch(GuardedNames::noName)) {
            throw new ExtensionError(whose(), "returned a name that is longer than names can be");
        }
        return Answer.found(answer.records().subList(0, Math.min(MOST, records.size())))
                .withAliases(aliases);
    }

    private static boolean noName(Object record) {
        String name =
                record instanceof Exchanger exchanger ? exchanger.host() : record instanceof String text ? text : "";
        return name.length() > LONGEST;
    }
}
