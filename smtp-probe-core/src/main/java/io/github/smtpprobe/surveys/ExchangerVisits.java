/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.surveys;

import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.dane.DaneNames;
import io.github.smtpprobe.names.LookedAt;
import io.github.smtpprobe.records.DnsAnswer;
import io.github.smtpprobe.records.Security;
import io.github.smtpprobe.survey.Aspect;
import io.github.smtpprobe.survey.DomainSurvey;
import io.github.smtpprobe.survey.SurveyedAddress;
import io.github.smtpprobe.survey.SurveyedAddress.Omission;
import io.github.smtpprobe.survey.SurveyedExchanger;
import io.github.smtpprobe.surveys.Conversations.Peer;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReferenceArray;

/** All addresses of one exchanger: which of them are visited, and what was seen there. */
final class ExchangerVisits {
    private final DomainSurvey survey;
    private final TlsaLookUp host;
    private final DnsAnswer mx;
    private final int most;
    private final List<InetAddress> addresses;
    private final AtomicReferenceArray<SurveyedAddress> seen;
    private final SurveyedExchanger known;

    ExchangerVisits(DomainSurvey survey, TlsaLookUp host, DnsAnswer mx, int most) {
        this.survey = survey;
        this.host = host;
        this.mx = mx;
        this.most = Math.min(LookedAt.ADDRESSES, most);
        this.addresses = Answers.addresses(host.addresses());
        this.seen = new AtomicReferenceArray<>(addresses.size());
        this.known = known();
    }

    private SurveyedExchanger known() {
        SurveyedExchanger.Builder exchanger = SurveyedExchanger.builder(
                        host.host().name())
                .preference(host.host().preference())
                .implicit(host.host().implicit())
                .addressAnswers(host.addresses())
                .misplaced(host.misplaced());
        host.alias().ifPresent(exchanger::aliasAnswer);
        if (!host.asked().isEmpty()) {
            exchanger.tlsa(host.base(), host.asked());
        }
        return exchanger.build();
    }

    /** The addresses that are visited, in order. */
    List<Peer> peers() {
        List<Peer> peers = new ArrayList<>();
        for (int i = 0; i < addresses.size(); i++) {
            if (omission(i).isEmpty()) {
                peers.add(peer(addresses.get(i)));
            }
        }
        return peers;
    }

    private Peer peer(InetAddress address) {
        return new Peer(known.host(), known.base().orElse(known.host()), address, survey.port());
    }

    /** One task for each address that is visited. */
    List<Runnable> tasks(Conversations conversations, Instant now, Deadline deadline) {
        List<Runnable> tasks = new ArrayList<>();
        String base = known.base().orElse(known.host());
        for (int i = 0; i < addresses.size(); i++) {
            InetAddress address = addresses.get(i);
            Optional<Omission> omission = omission(i);
            if (omission.isPresent()) {
                seen.set(i, SurveyedAddress.omitted(address, omission.get()));
                continue;
            }
            ServerVisits visits =
                    new ServerVisits(conversations, peer(address), known.records(), names(base), now, deadline);
            int place = i;
            tasks.add(() -> seen.set(place, visits.see()));
        }
        return tasks;
    }

    private Optional<Omission> omission(int place) {
        if (!survey.looksAt(Aspect.PROBES)) {
            return Optional.of(Omission.NOT_ASKED);
        }
        if (place >= most) {
            return Optional.of(Omission.TOO_MANY);
        }
        return covered(place) ? Optional.empty() : Optional.of(Omission.COVERAGE);
    }

    private boolean covered(int place) {
        return switch (survey.addresses()) {
            case ALL -> true;
            case EACH_FAMILY -> addresses.subList(0, place).stream().noneMatch(each -> sameFamily(each, place));
            case FIRST -> place == 0;
        };
    }

    private boolean sameFamily(InetAddress other, int place) {
        return other instanceof Inet4Address == addresses.get(place) instanceof Inet4Address;
    }

    /**
     * The names for the DANE verdict. If the MX record is not proven, the certificate must not be for the domain (RFC 7672
     * §3.2.2), but some senders accept that: a trait of the verdict says that it has only the domain's name. The target of an
     * alias that is not proven does not count.
     */
    private DaneNames names(String base) {
        DaneNames names = DaneNames.of(base).withDomain(survey.domain());
        return mx.security() == Security.SECURE && !mx.aliases().isEmpty()
                ? names.withAliasTarget(mx.finalName())
                : names;
    }

    /** The exchanger with what was seen at its addresses. Called when all tasks are done. */
    SurveyedExchanger seen() {
        List<SurveyedAddress> found = new ArrayList<>();
        for (int i = 0; i < addresses.size(); i++) {
            SurveyedAddress one = seen.get(i);
            found.add(one == null ? SurveyedAddress.omitted(addresses.get(i), Omission.DEADLINE) : one);
        }
        return known.toBuilder().addresses(found).build();
    }
}
