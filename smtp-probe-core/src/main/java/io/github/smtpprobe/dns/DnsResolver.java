/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.dns;

import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.request.AddressFamilies;
import io.github.smtpprobe.route.MailResolver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Stream;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.MXRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.PTRRecord;
import org.xbill.DNS.Record;
import org.xbill.DNS.Resolver;
import org.xbill.DNS.ResolverConfig;
import org.xbill.DNS.ReverseMap;
import org.xbill.DNS.Type;
import org.xbill.DNS.lookup.LookupResult;

/**
 * Asks the machine's name servers, or those that the caller chose, and the hosts file. Nothing is cached between probes, and no
 * thread or socket outlives a look-up.
 */
public final class DnsResolver implements MailResolver {
    private final Function<Wire, List<? extends Resolver>> servers;

    /** Asks the name servers that this machine is configured with. */
    public DnsResolver() {
        this(List.of());
    }

    /**
     * Asks certain name servers.
     *
     * @param servers addresses with ports; empty for those of this machine
     */
    public DnsResolver(List<InetSocketAddress> servers) {
        this(asking(List.copyOf(servers)));
    }

    DnsResolver(Function<Wire, List<? extends Resolver>> servers) {
        this.servers = servers;
    }

    private static Function<Wire, List<? extends Resolver>> asking(List<InetSocketAddress> given) {
        return wire -> (given.isEmpty() ? ResolverConfig.getCurrentConfig().servers() : given)
                .stream().map(server -> new OneNameServer(server, wire)).toList();
    }

    @Override
    public Answer<Exchanger> exchangers(String domain, Deadline deadline) throws InterruptedException {
        Answer<Record> answer = look(domain, List.of(Type.MX), deadline).get(0);
        List<Exchanger> found = new ArrayList<>();
        for (Record record : answer.records()) {
            if (record instanceof MXRecord mx) {
                found.add(new Exchanger(mx.getPriority(), text(mx.getTarget())));
            }
        }
        return answer.withRecords(found);
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
        List<InetAddress> found = new ArrayList<>();
        Answer<Record> worst = Answer.none(Status.NO_RECORDS, "");
        List<String> aliases = List.of();
        Optional<Duration> ttl = Optional.empty();
        for (Answer<Record> answer : look(host, types, deadline)) {
            aliases = answer.aliases().isEmpty() ? aliases : answer.aliases();
            for (Record record : answer.records()) {
                addAddress(record, found);
            }
            ttl = shorter(ttl, answer.ttl());
            worst = answer.status() == Status.FOUND || answer.status() == Status.NO_RECORDS ? worst : answer;
        }
        Answer<InetAddress> all = found.isEmpty()
                ? Answer.<InetAddress>none(worst.status(), worst.detail()).withAliases(aliases)
                : Answer.found(found).withAliases(aliases);
        return ttl.map(all::withTtl).orElse(all);
    }

    private static Optional<Duration> shorter(Optional<Duration> one, Optional<Duration> other) {
        return one.isPresent() && (other.isEmpty() || one.get().compareTo(other.get()) < 0) ? one : other;
    }

    private static void addAddress(Record record, List<InetAddress> found) {
        if (record instanceof ARecord a) {
            found.add(a.getAddress());
        } else if (record instanceof AAAARecord aaaa) {
            found.add(aaaa.getAddress());
        }
    }

    /** Drops records that point to the root, which name nothing. */
    @Override
    public Answer<String> names(InetAddress address, Deadline deadline) throws InterruptedException {
        String reverse = ReverseMap.fromAddress(address).toString();
        Answer<Record> answer = look(reverse, List.of(Type.PTR), deadline).get(0);
        List<String> found = answer.records().stream()
                .flatMap(record -> record instanceof PTRRecord ptr ? Stream.of(text(ptr.getTarget())) : Stream.empty())
                .filter(name -> !name.isEmpty())
                .distinct()
                .toList();
        return answer.withRecords(found);
    }

    /** A name in text form, in lower case; the root is empty. */
    private static String text(Name name) {
        return name.equals(Name.root) ? "" : name.toString(true).toLowerCase(Locale.ROOT);
    }

    /** Asks for several types in parallel; the answers are in their order. */
    private List<Answer<Record>> look(String name, List<Integer> types, Deadline deadline) throws InterruptedException {
        try (Inquiry inquiry = new Inquiry(servers, deadline)) {
            List<CompletableFuture<LookupResult>> questions =
                    types.stream().map(type -> inquiry.ask(name, type)).toList();
            inquiry.await(questions);
            List<Answer<Record>> answers = new ArrayList<>();
            for (CompletableFuture<LookupResult> each : questions) {
                answers.add(inquiry.answer(each));
            }
            return answers;
        } catch (IOException noSockets) {
            Answer<Record> none = Answer.none(Status.SERVER_FAILURE, "this machine has no socket to ask with");
            return types.stream().map(type -> none).toList();
        }
    }
}
