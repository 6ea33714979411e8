/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.outlook;

import io.github.smtpprobe.outlook.SenderOutlook.OfHost;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;

/** How one sender tries the exchangers of a domain, in the order of their preference (RFC 5321 §5.1). */
final class Delivery {
    private final DomainState domain;
    private final List<HostState> hosts;
    private final Sender sender;

    Delivery(DomainState domain, List<HostState> hosts, Sender sender) {
        this.domain = domain;
        this.hosts = hosts;
        this.sender = sender;
    }

    SenderOutlook outlook() {
        Judge judge = new Judge(sender);
        List<OfHost> each = hosts.stream()
                .map(host -> new OfHost(host.host(), judge.of(domain, host)))
                .toList();
        return new SenderOutlook(sender.token(), sender.name(), mixed(whole(judge, each)), each);
    }

    /** If there is a null MX among other MX records, each sender decides what it means, and no source says how. */
    private Forecast mixed(Forecast whole) {
        boolean fails = whole.prospects().allMatch(Prospect::fails);
        return domain.exchangers() != ExchangerState.NULL_MX_MIXED || fails
                ? whole
                : Forecast.ours(
                                Prospect.NOT_KNOWN,
                                "The domain has a null MX among other MX records, and no source says what "
                                        + sender.name() + " does then.")
                        .known(Condition.NOT_SAID, "")
                        .build();
    }

    private Forecast whole(Judge judge, List<OfHost> each) {
        if (each.isEmpty()) {
            return judge.of(domain, HostState.builder("").build());
        }
        return each.size() == 1 && domain.complete() ? each.get(0).forecast() : End.of(ends(each), "the exchanger");
    }

    /** Where the message may end up: at an exchanger that accepts it or, if each of them may fail, in the sender's queue. */
    private List<End> ends(List<OfHost> each) {
        List<End> ends = new ArrayList<>();
        for (List<OfHost> equals : byPreference(each)) {
            for (OfHost host : equals) {
                host.forecast()
                        .prospects()
                        .filter(prospect -> !prospect.fails())
                        .forEach(prospect -> ends.add(new End(prospect, host.forecast(), "At " + host.host() + ": ")));
            }
            if (equals.stream().anyMatch(host -> host.forecast().prospects().noneMatch(Prospect::fails))) {
                return ends;
            }
        }
        ends.add(domain.complete() ? failure(each) : further());
        return ends;
    }

    private Collection<List<OfHost>> byPreference(List<OfHost> each) {
        TreeMap<Integer, List<OfHost>> groups = new TreeMap<>();
        for (int i = 0; i < hosts.size(); i++) {
            groups.computeIfAbsent(hosts.get(i).preference(), key -> new ArrayList<>())
                    .add(each.get(i));
        }
        return groups.values();
    }

    /** As long as another attempt at one of the exchangers is worthwhile, the message waits. */
    private End failure(List<OfHost> each) {
        return byPreference(each).stream()
                .flatMap(List::stream)
                .flatMap(host -> host.forecast()
                        .prospects()
                        .filter(Prospect::fails)
                        .map(prospect -> new End(
                                prospect, host.forecast(), "No exchanger takes the message; at " + host.host() + ": ")))
                .reduce((one, other) -> one.prospect().worseThan(other.prospect()) ? other : one)
                .orElseThrow();
    }

    private static End further() {
        Forecast unknown = Forecast.builder(
                        Prospect.NOT_KNOWN,
                        "No exchanger that was looked at is sure to take the message, and the domain has further ones.")
                .condition(Condition.NOT_TESTED.token())
                .build();
        return new End(Prospect.NOT_KNOWN, unknown, "");
    }
}
