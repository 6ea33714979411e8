/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.outlook;

import java.util.List;
import java.util.stream.Collectors;

/** Exchangers and senders for tests. */
final class Hosts {
    static final DomainState SECURE = DomainState.of(AnswerState.SECURE, ExchangerState.LISTED);
    static final DomainState INSECURE = DomainState.of(AnswerState.INSECURE, ExchangerState.LISTED);

    private Hosts() {}

    /** All secure, TLS works with a certificate that no authority signed, and there is no policy. */
    static HostState.Builder mx() {
        return HostState.builder("mx.example.com")
                .addresses(AnswerState.SECURE, AddressState.IPV4)
                .startTls(StartTlsState.WORKS)
                .tlsa(TlsaState.NONE)
                .pkix(PkixState.INVALID)
                .sts(StsState.NONE);
    }

    /** The letters of the six senders, in the order of the matrix. */
    static String letters(DomainState domain, HostState... hosts) {
        return letters(domain, Senders.standard(), hosts);
    }

    static String letters(DomainState domain, List<Sender> senders, HostState... hosts) {
        return Outlook.of(domain, List.of(hosts), senders).senders().stream()
                .map(each -> String.valueOf(each.domain().prospect().letter()))
                .collect(Collectors.joining());
    }

    static List<Sender> withIpv6(Ability ipv6) {
        return Senders.standard().stream().map(each -> each.withIpv6(ipv6)).toList();
    }

    static Sender sender(String token) {
        return Senders.ofToken(token).orElseThrow();
    }

    static Forecast forecast(String sender, DomainState domain, HostState... hosts) {
        return Outlook.of(domain, List.of(hosts), List.of(sender(sender)))
                .senders()
                .get(0)
                .domain();
    }
}
