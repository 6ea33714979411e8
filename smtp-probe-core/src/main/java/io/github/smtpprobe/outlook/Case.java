/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.outlook;

/**
 * What one sender encounters at one exchanger.
 *
 * @param domain what is known about the domain
 * @param host   what is known about the exchanger
 * @param ipv6   whether the sender has IPv6
 * @param dane   whether it applies TLSA records
 * @param mtaSts whether it applies MTA-STS policies
 */
record Case(DomainState domain, HostState host, Ability ipv6, boolean dane, boolean mtaSts) {
    static Case of(DomainState domain, HostState host, Sender sender) {
        return new Case(domain, host, sender.ipv6(), sender.dane(), sender.mtaSts());
    }

    Case with(AnswerState mx) {
        return new Case(DomainState.of(mx, domain.exchangers()), host, ipv6, dane, mtaSts);
    }

    Case with(ExchangerState exchangers) {
        return new Case(DomainState.of(domain.mx(), exchangers), host, ipv6, dane, mtaSts);
    }

    Case with(HostState.Builder other) {
        return new Case(domain, other.build(), ipv6, dane, mtaSts);
    }

    Case with(Ability other) {
        return new Case(domain, host, other, dane, mtaSts);
    }

    boolean tlsWorks() {
        return host.startTls() == StartTlsState.WORKS;
    }
}
