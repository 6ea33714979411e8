/* SPDX-License-Identifier: Apache-2.0 */
package com.example.lookups;

import io.github.smtpprobe.check.Check;
import io.github.smtpprobe.fact.Outcome;
import io.github.smtpprobe.fact.Reason;
import io.github.smtpprobe.fact.TargetFact;
import io.github.smtpprobe.lookup.LookUp;
import io.github.smtpprobe.lookup.LookUpContext;
import io.github.smtpprobe.report.Finding;
import io.github.smtpprobe.request.AddressFamilies;
import io.github.smtpprobe.route.MailResolver;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;

/** A look-up as an application writes one: each address that was tried, on one DNS block list, and the check over what it finds. */
public final class BlockList implements LookUp {
    private final String zone;

    public BlockList(String zone) {
        this.zone = zone;
    }

    /** The finding for each address that stands on the list. */
    public static Check check() {
        return (seen, catalogue) -> seen.targetFacts(BlockListed.class).stream()
                .filter(BlockListed::listed)
                .map(fact -> Finding.builder("example.block-listed")
                        .summary(fact.values().get("address").get(0) + " stands on a block list.")
                        .explanation("Servers that use the list refuse mail from there.")
                        .remedy("Ask the list's operator for the removal.")
                        .build())
                .toList();
    }

    @Override
    public List<TargetFact> look(LookUpContext context) throws InterruptedException {
        List<TargetFact> facts = new ArrayList<>();
        for (InetAddress each : context.seen().attempts().stream()
                .map(attempt -> attempt.route().address())
                .filter(Inet4Address.class::isInstance)
                .distinct()
                .toList()) {
            facts.add(look(each, context));
        }
        return facts;
    }

    private TargetFact look(InetAddress address, LookUpContext context) throws InterruptedException {
        byte[] octets = address.getAddress();
        StringBuilder name = new StringBuilder();
        for (int i = octets.length - 1; i >= 0; i--) {
            name.append(octets[i] & 0xFF).append('.');
        }
        MailResolver.Answer<InetAddress> answer =
                context.resolver().addresses(name + zone, AddressFamilies.IPV4_ONLY, context.deadline());
        boolean listed = answer.status() == MailResolver.Status.FOUND;
        return answer.status().unsure()
                ? new BlockListed(address, Outcome.failed(Reason.DNS_FAILED, answer.detail()), false)
                : new BlockListed(address, Outcome.done(), listed);
    }
}
