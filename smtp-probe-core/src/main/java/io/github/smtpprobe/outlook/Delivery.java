/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.outlook;

import java.util.List;

/** How one sender goes through the exchangers of a domain. */
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
        Forecast unknown = Forecast.builder(Prospect.NOT_KNOWN, "Nobody has said what " + sender.name() + " does.")
                .condition(domain.complete() ? Condition.NOT_SAID.token() : Condition.NOT_TESTED.token())
                .build();
        return new SenderOutlook(
                sender.token(),
                sender.name(),
                unknown,
                hosts.stream()
                        .map(host -> new SenderOutlook.OfHost(host.host(), unknown))
                        .toList());
    }
}
