/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.lookups;

import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.fact.Outcome;
import io.github.smtpprobe.fact.Reason;
import io.github.smtpprobe.fact.ReverseName;
import io.github.smtpprobe.fact.ReverseName.Iprev;
import io.github.smtpprobe.fact.ReverseName.Whose;
import io.github.smtpprobe.fact.SkipReason;
import io.github.smtpprobe.lookup.LookUpContext;
import io.github.smtpprobe.names.AddressLiteral;
import io.github.smtpprobe.names.DomainName;
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
import java.util.Set;

/** The names of one address, and which of them lead back to it: the method {@code iprev} (RFC 8601 §3). Used once. */
final class AddressNames {
    /** Names that are looked up. Who gives an address more says nothing by them. */
    static final int MOST = 5;

    private final InetAddress address;
    private final MailResolver resolver;
    private final Deadline deadline;
    private final List<String> confirmed = new ArrayList<>();
    private final Set<Status> answers = EnumSet.noneOf(Status.class);

    private AddressNames(InetAddress address, MailResolver resolver, Deadline deadline) {
        this.address = address;
        this.resolver = resolver;
        this.deadline = deadline;
    }

    /**
     * Looks them up.
     *
     * @param left so many addresses, this one with them, have to share the time
     * @return a fact that lacks nothing
     */
    static ReverseName.Builder of(Whose whose, InetAddress address, LookUpContext context, int left) {
        Deadline whole = context.deadline();
        if (whole.expired()) {
            return ReverseName.builder(whose, Outcome.skipped(SkipReason.DEADLINE))
                    .address(address);
        }
        long start = whole.ticker().nanos();
        Deadline share = share(whole, left);
        ReverseName.Builder fact = new AddressNames(address, context.resolver(), share).look(whose);
        return fact.address(address).took(Duration.ofNanos(whole.ticker().nanos() - start));
    }

    private static Deadline share(Deadline whole, int left) {
        return whole.sooner(whole.remaining().dividedBy(Math.max(1, left)));
    }

    private ReverseName.Builder look(Whose whose) {
        Answer<String> reverse = ask(() -> resolver.names(address, share(deadline, 2)));
        String asked = AddressLiteral.text(address);
        return switch (reverse.status()) {
            case FOUND -> forward(whose, reverse.records());
            case NXDOMAIN, NO_RECORDS, OTHER_FAMILY ->
                failed(whose, Reason.NO_RECORD, asked + " has no PTR record").iprev(Iprev.PERMERROR);
            case BAD_ANSWER ->
                failed(whose, Reason.NO_RECORD, detailed("the PTR record of " + asked + " cannot be used", reverse))
                        .iprev(Iprev.PERMERROR);
            case CANCELLED -> failed(whose, Reason.PROBE_CANCELLED, "the probe was cancelled");
            case NOT_SUPPORTED -> ReverseName.builder(whose, Outcome.skipped(SkipReason.NOT_SUPPORTED));
            case SERVER_FAILURE, BOGUS, TIMEOUT, TRUNCATED, EXTENSION_FAILED, HELD_UP, LEFT_TO_ROAD ->
                failed(
                                whose,
                                Reason.DNS_FAILED,
                                detailed("the PTR record of " + asked + " could not be looked up", reverse))
                        .iprev(Iprev.TEMPERROR);
        };
    }

    private ReverseName.Builder forward(Whose whose, List<String> found) {
        List<String> names = found.subList(0, Math.min(MOST, found.size()));
        int left = names.size();
        for (String each : names) {
            if (leadsBack(each, share(deadline, left--))) {
                confirmed.add(Printable.clean(each));
            }
        }
        List<String> shown = names.stream().map(Printable::clean).toList();
        return result(whose, shown).names(shown, found.size() - names.size()).confirmed(confirmed);
    }

    /** A name that no host has is not asked for, and leads nowhere. */
    private boolean leadsBack(String name, Deadline limit) {
        String host;
        try {
            host = DomainName.parse(name).ascii();
        } catch (IllegalArgumentException none) {
            return false;
        }
        AddressFamilies family =
                address instanceof Inet4Address ? AddressFamilies.IPV4_ONLY : AddressFamilies.IPV6_ONLY;
        Answer<InetAddress> answer = ask(() -> resolver.addresses(host, family, limit));
        answers.add(answer.status());
        return answer.records().contains(address);
    }

    /** RFC 8601 §2.7.3; where one look-up failed, its name might have led back. */
    private ReverseName.Builder result(Whose whose, List<String> names) {
        if (!confirmed.isEmpty()) {
            return ReverseName.builder(whose, Outcome.done()).iprev(Iprev.PASS);
        }
        String all = String.join(", ", names);
        if (answers.contains(Status.CANCELLED)) {
            return failed(whose, Reason.PROBE_CANCELLED, "the probe was cancelled");
        }
        if (answers.contains(Status.BOGUS) || answers.stream().anyMatch(Status::unsure)) {
            return failed(whose, Reason.DNS_FAILED, "the addresses of " + all + " could not be looked up")
                    .iprev(Iprev.TEMPERROR);
        }
        return failed(whose, Reason.RECORD_UNCONFIRMED, all + " does not lead back to " + AddressLiteral.text(address))
                .iprev(Iprev.FAIL);
    }

    private static ReverseName.Builder failed(Whose whose, Reason reason, String detail) {
        return ReverseName.builder(whose, Outcome.failed(reason, detail));
    }

    private static String detailed(String words, Answer<?> answer) {
        return answer.detail().isEmpty() ? words : words + ": " + Printable.clean(answer.detail());
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
