/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.dns;

import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.request.AddressFamilies;
import io.github.smtpprobe.route.MailResolver;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.ExtendedResolver;
import org.xbill.DNS.MXRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Resolver;
import org.xbill.DNS.ResolverConfig;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;
import org.xbill.DNS.lookup.LookupResult;
import org.xbill.DNS.lookup.LookupSession;
import org.xbill.DNS.lookup.NoSuchDomainException;
import org.xbill.DNS.lookup.NoSuchRRSetException;
import org.xbill.DNS.lookup.RedirectLoopException;
import org.xbill.DNS.lookup.RedirectOverflowException;

/** Asks the machine's name servers, or those of the caller's choice, and the hosts file. Nothing is cached between probes. */
public final class DnsResolver implements MailResolver {
    /** A server that has not answered by then is dead for us, and the next one is asked. */
    private static final Duration PER_SERVER = Duration.ofSeconds(3);

    /** Where one family has addresses, the other may keep us waiting no longer: broken AAAA answers are common. */
    private static final Duration OTHER_FAMILY = Duration.ofSeconds(1);

    private final Function<Deadline, Resolver> asking;

    /** Asks the name servers that this machine is configured with. */
    public DnsResolver() {
        this(List.of());
    }

    /**
     * Asks certain name servers.
     *
     * @param servers addresses with ports; empty for this machine's
     */
    public DnsResolver(List<InetSocketAddress> servers) {
        this(asking(List.copyOf(servers)));
    }

    DnsResolver(Function<Deadline, Resolver> asking) {
        this.asking = asking;
    }

    @Override
    public Answer<Exchanger> exchangers(String domain, Deadline deadline) throws InterruptedException {
        Answer<Record> answer = wait(look(domain, Type.MX, deadline), deadline);
        List<Exchanger> found = new ArrayList<>();
        for (Record record : answer.records()) {
            if (record instanceof MXRecord mx) {
                String host = mx.getTarget().toString(true).toLowerCase(Locale.ROOT);
                found.add(new Exchanger(mx.getPriority(), host.equals("@") || host.equals(".") ? "" : host));
            }
        }
        return answer.status() == Status.FOUND
                ? new Answer<>(
                        found.isEmpty() ? Status.NO_RECORDS : Status.FOUND, found, answer.aliases(), answer.detail())
                : new Answer<>(answer.status(), List.of(), answer.aliases(), answer.detail());
    }

    @Override
    public Answer<InetAddress> addresses(String host, AddressFamilies families, Deadline deadline)
            throws InterruptedException {
        List<Integer> types = switch (families) {
            case IPV6_FIRST -> List.of(Type.AAAA, Type.A);
            case IPV4_FIRST -> List.of(Type.A, Type.AAAA);
            case IPV6_ONLY -> List.of(Type.AAAA);
            case IPV4_ONLY -> List.of(Type.A);
        };
        List<CompletableFuture<LookupResult>> running = new ArrayList<>();
        for (int type : types) {
            running.add(look(host, type, deadline)); // both questions are on their way before either is waited for
        }
        List<InetAddress> found = new ArrayList<>();
        Answer<Record> worst = Answer.none(Status.NO_RECORDS, "");
        List<String> aliases = List.of();
        for (CompletableFuture<LookupResult> each : running) {
            Answer<Record> answer =
                    wait(each, oneHasAnswered(running, deadline) ? deadline.sooner(OTHER_FAMILY) : deadline);
            aliases = answer.aliases().isEmpty() ? aliases : answer.aliases();
            for (Record record : answer.records()) {
                addAddress(record, found);
            }
            worst = answer.status() == Status.FOUND || answer.status() == Status.NO_RECORDS ? worst : answer;
        }
        return found.isEmpty()
                ? new Answer<>(worst.status(), List.of(), aliases, worst.detail())
                : new Answer<>(Status.FOUND, found, aliases, "");
    }

    /** Waits for the first of two families to come with an address; false if that one is the only one, or neither has any. */
    private static boolean oneHasAnswered(List<CompletableFuture<LookupResult>> running, Deadline deadline)
            throws InterruptedException {
        CompletableFuture<Boolean> found = new CompletableFuture<>();
        running.forEach(each -> each.thenAccept(result -> {
            if (!result.getRecords().isEmpty()) {
                found.complete(true);
            }
        }));
        CompletableFuture.allOf(running.toArray(CompletableFuture[]::new))
                .whenComplete((none, failure) -> found.complete(false));
        try {
            return found.get(deadline.remainingNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException late) {
            return false;
        } catch (ExecutionException impossible) {
            throw new IllegalStateException("it completes with true or false", impossible);
        }
    }

    private static void addAddress(Record record, List<InetAddress> found) {
        if (record instanceof ARecord a) {
            found.add(a.getAddress());
        } else if (record instanceof AAAARecord aaaa) {
            found.add(aaaa.getAddress());
        }
    }

    private CompletableFuture<LookupResult> look(String name, int type, Deadline deadline) {
        try {
            Name absolute = Name.fromString(name, Name.root);
            return LookupSession.builder()
                    .resolver(asking.apply(deadline))
                    .defaultHostsFileParser()
                    .build()
                    .lookupAsync(absolute, type)
                    .toCompletableFuture();
        } catch (TextParseException malformed) {
            return CompletableFuture.failedFuture(malformed);
        }
    }

    private static Function<Deadline, Resolver> asking(List<InetSocketAddress> servers) {
        return deadline -> resolver(servers, deadline);
    }

    private static Resolver resolver(List<InetSocketAddress> servers, Deadline deadline) {
        Duration left = deadline.remaining();
        List<Resolver> asked = new ArrayList<>();
        for (InetSocketAddress server :
                servers.isEmpty() ? ResolverConfig.getCurrentConfig().servers() : servers) {
            asked.add(new ExactingResolver(server));
        }
        ExtendedResolver all = new ExtendedResolver(asked);
        all.setRetries(2);
        all.setTimeout(left);
        for (Resolver each : all.getResolvers()) {
            each.setTimeout(left.compareTo(PER_SERVER) < 0 ? left : PER_SERVER);
        }
        return all;
    }

    private static Answer<Record> wait(CompletableFuture<LookupResult> question, Deadline deadline)
            throws InterruptedException {
        try {
            LookupResult result = question.get(deadline.remainingNanos(), TimeUnit.NANOSECONDS);
            List<String> aliases = result.getAliases().stream()
                    .map(alias -> alias.toString(true))
                    .toList();
            List<Record> records = result.getRecords();
            return new Answer<>(records.isEmpty() ? Status.NO_RECORDS : Status.FOUND, records, aliases, "");
        } catch (TimeoutException late) {
            question.cancel(true);
            return Answer.none(Status.TIMEOUT, "no name server answered in time");
        } catch (ExecutionException failed) {
            return failure(failed.getCause());
        }
    }

    private static Answer<Record> failure(Throwable cause) {
        if (cause instanceof NoSuchDomainException) {
            return Answer.none(Status.NXDOMAIN, "");
        }
        if (cause instanceof NoSuchRRSetException) {
            return Answer.none(Status.NO_RECORDS, "");
        }
        if (cause instanceof RedirectLoopException || cause instanceof RedirectOverflowException) {
            return Answer.none(Status.BAD_ANSWER, "the CNAME records form a loop or too long a chain");
        }
        if (cause instanceof TextParseException) {
            return Answer.none(Status.BAD_ANSWER, "the name cannot be asked for");
        }
        String text = String.valueOf(cause.getMessage());
        if (text.startsWith(ExactingResolver.BOGUS)) {
            return Answer.none(Status.BOGUS, text);
        }
        boolean silent = cause instanceof java.util.concurrent.TimeoutException
                || cause.getCause() instanceof java.util.concurrent.TimeoutException
                || text.toLowerCase(Locale.ROOT).contains("timed out")
                || text.toLowerCase(Locale.ROOT).contains("timeout");
        return silent
                ? Answer.none(Status.TIMEOUT, "no name server answered in time")
                : Answer.none(Status.SERVER_FAILURE, text.startsWith(ExactingResolver.SAYS) ? text : trouble(cause));
    }

    /** What keeps a question from its server, in words. */
    private static String trouble(Throwable cause) {
        if (cause instanceof PortUnreachableException || cause instanceof ConnectException) {
            return "nothing listens where the name server should be";
        }
        return "the name server failed to answer: " + cause.getClass().getSimpleName();
    }
}
