/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.lookups;

import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.fact.ReverseName;
import io.github.smtpprobe.fact.ReverseName.Whose;
import io.github.smtpprobe.fact.SkipReason;
import io.github.smtpprobe.lookup.LookUpContext;
import io.github.smtpprobe.lookups.ReverseResult.Forward;
import io.github.smtpprobe.request.AddressFamilies;
import io.github.smtpprobe.route.MailResolver;
import io.github.smtpprobe.route.MailResolver.Answer;
import io.github.smtpprobe.route.MailResolver.Status;
import io.github.smtpprobe.text.Printable;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The names of one address, and which of them lead back to it, by the method {@code iprev} (RFC 8601 §3). Used once. */
final class AddressNames {
    /** The most names that are looked up, one after the other. An address with more names gains nothing by them. */
    static final int MOST = 5;

    private final ReverseResult result;
    private final InetAddress address;
    private final MailResolver resolver;
    private final Deadline deadline;
    private final List<String> confirmed = new ArrayList<>();
    private final Set<Status> answers = EnumSet.noneOf(Status.class);

    private AddressNames(ReverseResult result, MailResolver resolver, Deadline deadline) {
        this.result = result;
        this.address = result.address();
        this.resolver = resolver;
        this.deadline = deadline;
    }

    /**
     * Looks them up.
     *
     * @param left how many addresses, including this one, have to share the time
     * @return a complete fact
     */
    static ReverseName.Builder of(Whose whose, InetAddress address, LookUpContext context, int left) {
        Deadline whole = context.deadline();
        ReverseResult result = new ReverseResult(whose, address);
        if (whole.expired()) {
            return result.skipped(SkipReason.DEADLINE);
        }
        long start = whole.ticker().nanos();
        Deadline share = share(whole, left);
        ReverseName.Builder fact = new AddressNames(result, context.resolver(), share).look();
        return fact.took(Duration.ofNanos(whole.ticker().nanos() - start));
    }

    private static Deadline share(Deadline whole, int left) {
        return whole.sooner(whole.remaining().dividedBy(Math.max(1, left)));
    }

    private ReverseName.Builder look() {
        Answer<String> reverse = ask(() -> resolver.names(address, share(deadline, 2)));
        String why = Printable.clean(reverse.detail());
        return switch (reverse.status()) {
            case FOUND -> forward(reverse.records());
            case NXDOMAIN, NO_RECORDS, OTHER_FAMILY -> result.nameless();
            case BAD_ANSWER -> result.unusable(why);
            case CANCELLED -> result.cancelled();
            case NOT_SUPPORTED -> result.skipped(SkipReason.NOT_SUPPORTED);
            case SERVER_FAILURE, BOGUS, TIMEOUT, TRUNCATED, EXTENSION_FAILED, HELD_UP, LEFT_TO_ROAD ->
                result.unknown(why);
        };
    }

    private ReverseName.Builder forward(List<String> found) {
        List<String> names = found.subList(0, Math.min(MOST, found.size()));
        int left = names.size();
        for (String each : names) {
            if (leadsBack(each, share(deadline, left--))) {
                confirmed.add(Printable.clean(each));
            }
        }
        List<String> shown = names.stream().map(Printable::clean).toList();
        return result.named(shown, found.size() - names.size(), confirmed, learned());
    }

    private boolean leadsBack(String name, Deadline limit) {
        Optional<String> host = ReverseResult.host(name);
        if (host.isEmpty()) {
            return false;
        }
        AddressFamilies family =
                address instanceof Inet4Address ? AddressFamilies.IPV4_ONLY : AddressFamilies.IPV6_ONLY;
        Answer<InetAddress> answer = ask(() -> resolver.addresses(host.get(), family, limit));
        answers.add(answer.status());
        return answer.records().contains(address);
    }

    private Forward learned() {
        if (answers.contains(Status.CANCELLED)) {
            return Forward.CANCELLED;
        }
        boolean unsure = answers.contains(Status.BOGUS) || answers.stream().anyMatch(Status::unsure);
        return unsure ? Forward.UNSURE : Forward.LEARNED;
    }

    private interface Question<T> {
        Answer<T> ask() throws InterruptedException;
    }

    private static <T> Answer<T> ask(Question<T> question) {
        try {
            return question.ask();
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            return Answer.none(Status.CANCELLED, "");
        }
    }
}
