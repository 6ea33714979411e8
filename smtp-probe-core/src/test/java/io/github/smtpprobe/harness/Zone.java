/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.harness;

import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.names.AddressLiteral;
import io.github.smtpprobe.request.AddressFamilies;
import io.github.smtpprobe.route.MailResolver;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What DNS says: exchangers of any domain, addresses by host, names by address, and one status for all that is not there. */
public record Zone(
        List<Exchanger> mx, Map<String, List<String>> addresses, Map<String, List<String>> names, Status otherwise)
        implements MailResolver {
    public Zone(List<Exchanger> mx, Map<String, List<String>> addresses, Status otherwise) {
        this(mx, addresses, Map.of(), otherwise);
    }

    /** A domain's exchangers in their order, each a name with its addresses behind it. */
    public static Zone ofExchangers(String... hosts) {
        List<Exchanger> mx = new ArrayList<>();
        Map<String, List<String>> addresses = new LinkedHashMap<>();
        for (String host : hosts) {
            List<String> words = List.of(host.split(" "));
            mx.add(new Exchanger(10 * (mx.size() + 1), words.get(0)));
            addresses.put(words.get(0), words.subList(1, words.size()));
        }
        return new Zone(mx, addresses, Status.NXDOMAIN);
    }

    /** A host without exchangers. */
    public static Zone ofHost(String host, String... addresses) {
        return new Zone(List.of(), Map.of(host, List.of(addresses)), Status.NXDOMAIN);
    }

    /** The same, with another status for what is not there. */
    public Zone otherwise(Status status) {
        return new Zone(mx, addresses, names, status);
    }

    /** The same, with one more host. */
    public Zone with(String host, String... texts) {
        Map<String, List<String>> more = new LinkedHashMap<>(addresses);
        more.put(host, List.of(texts));
        return new Zone(mx, more, names, otherwise);
    }

    /** The same, with the names of an address. */
    public Zone reverse(String address, String... hosts) {
        Map<String, List<String>> more = new LinkedHashMap<>(names);
        more.put(address, List.of(hosts));
        return new Zone(mx, addresses, more, otherwise);
    }

    @Override
    public Answer<Exchanger> exchangers(String domain, Deadline deadline) {
        return mx.isEmpty() ? Answer.none(otherwise, "") : Answer.found(mx);
    }

    @Override
    public Answer<InetAddress> addresses(String host, AddressFamilies families, Deadline deadline) {
        List<InetAddress> found = addresses.getOrDefault(host, List.of()).stream()
                .map(Zone::address)
                .toList();
        return found.isEmpty() ? Answer.none(otherwise, "") : Answer.found(found);
    }

    @Override
    public Answer<String> names(InetAddress address, Deadline deadline) {
        List<String> found = names.getOrDefault(AddressLiteral.text(address), List.of());
        return found.isEmpty() ? Answer.none(otherwise, "") : Answer.found(found);
    }

    private static InetAddress address(String text) {
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
