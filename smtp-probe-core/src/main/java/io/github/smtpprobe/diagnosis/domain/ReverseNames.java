/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis.domain;

import io.github.smtpprobe.fact.ReverseName;
import io.github.smtpprobe.fact.ReverseName.Iprev;
import io.github.smtpprobe.fact.ReverseName.Whose;
import io.github.smtpprobe.names.AddressLiteral;
import io.github.smtpprobe.survey.SurveyedAddress;
import io.github.smtpprobe.survey.SurveyedExchanger;
import java.net.InetAddress;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The reverse names of the exchangers' addresses: a hint, since only senders are judged by them (RFC 8601 §3). */
final class ReverseNames implements DomainCheck {
    private static final Map<Iprev, String> IDS =
            new EnumMap<>(Map.of(Iprev.PERMERROR, "ptr.none", Iprev.FAIL, "ptr.fail", Iprev.TEMPERROR, "ptr.error"));

    @Override
    public void examine(DomainFindings to) {
        Map<InetAddress, ReverseName> known = new HashMap<>();
        to.facts().targetFacts(ReverseName.class).stream()
                .filter(fact -> fact.whose() == Whose.SERVER)
                .forEach(fact -> fact.address().ifPresent(address -> known.putIfAbsent(address, fact)));
        to.hosts().forEach(host -> IDS.forEach((result, id) -> host(to, host, known, result)));
    }

    private static void host(
            DomainFindings to, SurveyedExchanger host, Map<InetAddress, ReverseName> known, Iprev result) {
        if (result == Iprev.TEMPERROR && to.ownTrouble()) {
            return;
        }
        List<ReverseName> all = host.addresses().stream()
                .map(SurveyedAddress::address)
                .filter(address -> !NowhereAddress.is(address)) // no mail is sent to others from there
                .map(known::get)
                .filter(Objects::nonNull)
                .toList();
        List<ReverseName> found = all.stream()
                .filter(fact -> fact.iprev().filter(result::equals).isPresent())
                .toList();
        if (!found.isEmpty()) {
            to.say(Objects.requireNonNull(IDS.get(result)))
                    .host(host.host())
                    .with("count", found.size())
                    .with("all", all.size())
                    .with("addresses", Seen.named(texts(found)))
                    .with(
                            "names",
                            Seen.named(found.stream()
                                    .flatMap(fact -> fact.names().stream())
                                    .distinct()
                                    .toList()))
                    .seen(found.stream().map(ReverseName::toString))
                    .end();
        }
    }

    private static List<String> texts(List<ReverseName> facts) {
        return facts.stream()
                .map(ReverseName::address)
                .flatMap(Optional::stream)
                .map(AddressLiteral::text)
                .toList();
    }
}
