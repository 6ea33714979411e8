/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.testkit;

import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.request.AddressFamilies;
import io.github.smtpprobe.route.MailResolver;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * A resolver that knows only the given names and asks nobody; no other name exists. Immutable and thread-safe.
 *
 * <pre>{@code
 * MailResolver names = FixedNames.of("mx1.example.com", "1.2.3.4")
 *         .and("mx2.example.com", "1.2.3.5", "2606:4700::5")
 *         .exchanger("example.com", 10, "mx1.example.com")
 *         .exchanger("example.com", 20, "mx2.example.com");
 * SmtpProbe.builder().resolver(names).build();
 * }</pre>
 */
public final class FixedNames implements MailResolver {
    private final Map<String, List<InetAddress>> hosts;
    private final Map<String, List<Exchanger>> exchangers;

    private FixedNames(Map<String, List<InetAddress>> hosts, Map<String, List<Exchanger>> exchangers) {
        this.hosts = hosts;
        this.exchangers = exchangers;
    }

    /**
     * Creates a resolver that knows one host.
     *
     * @param host      its name
     * @param addresses such as {@code 1.2.3.4} or {@code 2606:4700::1}; if there are none, the name exists but has no address
     * @return a resolver
     * @throws IllegalArgumentException if one of them is not an address
     */
    public static FixedNames of(String host, String... addresses) {
        return new FixedNames(Map.of(), Map.of()).and(host, addresses);
    }

    /**
     * Adds another host.
     *
     * @param host      its name
     * @param addresses such as {@code 1.2.3.4} or {@code 2606:4700::1}; if there are none, the name exists but has no address
     * @return another resolver
     * @throws IllegalArgumentException if one of them is not an address
     */
    public FixedNames and(String host, String... addresses) {
        Map<String, List<InetAddress>> more = new LinkedHashMap<>(hosts);
        more.put(
                key(host),
                Arrays.stream(Objects.requireNonNull(addresses, "addresses"))
                        .map(Literals::address)
                        .toList());
        return new FixedNames(Map.copyOf(more), exchangers);
    }

    /**
     * Adds a mail exchanger.
     *
     * @param domain     the domain whose exchanger it is
     * @param preference the preference; lower values are tried first
     * @param host       the name of the exchanger; empty for a null MX (RFC 7505)
     * @return another resolver
     */
    public FixedNames exchanger(String domain, int preference, String host) {
        Map<String, List<Exchanger>> more = new LinkedHashMap<>(exchangers);
        List<Exchanger> all = new ArrayList<>(more.getOrDefault(key(domain), List.of()));
        all.add(new Exchanger(preference, host));
        more.put(key(domain), List.copyOf(all));
        return new FixedNames(hosts, Map.copyOf(more));
    }

    private static String key(String name) {
        return Objects.requireNonNull(name, "name").toLowerCase(Locale.ROOT);
    }

    @Override
    public Answer<Exchanger> exchangers(String domain, Deadline deadline) {
        List<Exchanger> found = exchangers.get(key(domain));
        return found == null ? none(domain) : Answer.found(found);
    }

    @Override
    public Answer<InetAddress> addresses(String host, AddressFamilies families, Deadline deadline) {
        List<InetAddress> all = hosts.getOrDefault(key(host), List.of());
        boolean six = families == AddressFamilies.IPV6_FIRST;
        List<InetAddress> found = all.stream()
                .filter(each -> families != AddressFamilies.IPV4_ONLY || each instanceof Inet4Address)
                .filter(each -> families != AddressFamilies.IPV6_ONLY || each instanceof Inet6Address)
                .sorted(Comparator.comparing(each -> six == each instanceof Inet4Address))
                .toList();
        return found.isEmpty()
                ? all.isEmpty() ? none(host) : Answer.none(Status.OTHER_FAMILY, "")
                : Answer.found(found);
    }

    private <T> Answer<T> none(String name) {
        boolean known = hosts.containsKey(key(name)) || exchangers.containsKey(key(name));
        return Answer.none(known ? Status.NO_RECORDS : Status.NXDOMAIN, "");
    }
}
