/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.lookups;

import io.github.smtpprobe.fact.Outcome;
import io.github.smtpprobe.fact.Reason;
import io.github.smtpprobe.fact.ReverseName;
import io.github.smtpprobe.fact.ReverseName.Whose;
import io.github.smtpprobe.fact.SkipReason;
import io.github.smtpprobe.fact.TargetFact;
import io.github.smtpprobe.lookup.LookUp;
import io.github.smtpprobe.lookup.LookUpContext;
import io.github.smtpprobe.report.Attempt;
import io.github.smtpprobe.report.Observation;
import io.github.smtpprobe.route.Route;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;

/**
 * The reverse names of the server's addresses that were tried, and of this client's addresses if they are known. An address that
 * the policy denies is not looked up either, because its name may be confidential.
 *
 * @param clients finds this client's addresses
 */
public record ReverseNames(ClientAddresses clients) implements LookUp {
    /** The most addresses of servers that are looked up. Each takes up to six questions. */
    static final int MOST = 8;

    @Override
    public List<TargetFact> look(LookUpContext context) {
        Observation seen = context.seen();
        List<InetAddress> servers = seen.attempts().stream()
                .map(Attempt::route)
                .map(Route::address)
                .filter(address -> address != Route.NO_ADDRESS)
                .distinct()
                .toList();
        List<ClientAddresses.Known> ours = clients.of(seen);
        int left = Math.min(MOST, servers.size()) + ours.size();
        List<TargetFact> facts = new ArrayList<>();
        for (InetAddress each : servers) {
            facts.add(server(each, facts.size(), context, left));
            left = Math.max(ours.size(), left - 1);
        }
        if (servers.isEmpty()) {
            facts.add(skipped(Whose.SERVER, SkipReason.ADDRESS_UNKNOWN).build());
        }
        for (ClientAddresses.Known each : ours) {
            facts.add(client(each, context, left--));
        }
        return facts;
    }

    private static TargetFact server(InetAddress address, int place, LookUpContext context, int left) {
        boolean allowed = context.seen().resolution().routes().stream()
                .anyMatch(route -> route.address().equals(address));
        if (!allowed) {
            Outcome denied = Outcome.failed(Reason.ADDRESS_DENIED, "the address policy says no");
            return ReverseName.builder(Whose.SERVER, denied).address(address).build();
        }
        return place >= MOST
                ? skipped(Whose.SERVER, SkipReason.TOO_MANY).address(address).build()
                : AddressNames.of(Whose.SERVER, address, context, left).build();
    }

    private static TargetFact client(ClientAddresses.Known known, LookUpContext context, int left) {
        return known.address().isEmpty()
                ? skipped(Whose.CLIENT, SkipReason.ADDRESS_UNKNOWN).build()
                : AddressNames.of(Whose.CLIENT, known.address().get(), context, left)
                        .knownFrom(known.source())
                        .build();
    }

    private static ReverseName.Builder skipped(Whose whose, SkipReason reason) {
        return ReverseName.builder(whose, Outcome.skipped(reason));
    }
}
