/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis.domain;

import io.github.smtpprobe.dane.Dane;
import io.github.smtpprobe.dane.DaneNames;
import io.github.smtpprobe.dane.DaneVerdict.State;
import io.github.smtpprobe.dane.TlsaRecord;
import io.github.smtpprobe.records.DnsAnswer;
import io.github.smtpprobe.records.DnsRecord;
import io.github.smtpprobe.records.Security;
import io.github.smtpprobe.survey.EarlierSurvey;
import io.github.smtpprobe.survey.ServerHandshake;
import io.github.smtpprobe.survey.ServerHandshake.Offer;
import io.github.smtpprobe.survey.SurveyedAddress;
import io.github.smtpprobe.survey.SurveyedExchanger;
import io.github.smtpprobe.tls.Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A key that was changed before all caches could have its record: the records that an earlier survey saw do not match the
 * certificate that is shown now (RFC 7671 §8.1).
 */
final class TlsaChanges implements DomainCheck {
    private static final int MOST = 100;

    @Override
    public void examine(DomainFindings to) {
        to.facts()
                .survey()
                .earlier()
                .filter(earlier -> to.proven())
                .ifPresent(earlier -> to.hosts().forEach(host -> host(to, host, earlier)));
    }

    private static void host(DomainFindings to, SurveyedExchanger host, EarlierSurvey earlier) {
        String base = host.base().orElse(host.host());
        List<TlsaRecord> former = read(earlier.tlsa(base));
        List<String> good = new ArrayList<>();
        List<ServerHandshake> shown = new ArrayList<>();
        for (SurveyedAddress address : host.addresses()) {
            for (ServerHandshake each : address.handshakes()) {
                if (fits(host, each)) {
                    good.add(Seen.certificate(address, each));
                    shown.add(each);
                }
            }
        }
        Optional<Instant> until = host.tlsa()
                .filter(answer -> answer.security() == Security.SECURE)
                .map(answer -> earlier.ttl(
                                answer.question().name(),
                                answer.question().type().name())
                        .orElseGet(() -> ttl(answer)))
                .map(ttl -> earlier.started().plus(ttl))
                .filter(end -> end.isAfter(to.facts().started()));
        if (former.isEmpty() || shown.isEmpty() || until.isEmpty()) {
            return;
        }
        DaneNames names = DaneNames.of(base).withDomain(to.domain());
        boolean none = shown.stream()
                .allMatch(each -> Dane.judge(former, encoded(each), names, earlier.started())
                                .state()
                        == State.MISMATCH);
        if (none) {
            to.say("tlsa.early-key")
                    .host(host.host())
                    .with("since", Seen.time(earlier.started()))
                    .with("until", until.map(Seen::time))
                    .with(
                            "still",
                            host.records().stream()
                                    .filter(former::contains)
                                    .findFirst()
                                    .map(record -> "still"))
                    .seen(former.stream().map(record -> "then: TLSA " + Seen.value(record.text())))
                    .seen(host.records().stream().map(record -> "now: TLSA " + Seen.value(record.text())))
                    .seen(good.get(0))
                    .end();
        }
    }

    /** Whether senders with the current records accept what was shown: it matches one, or there are no records any more. */
    private static boolean fits(SurveyedExchanger host, ServerHandshake handshake) {
        return handshake.offer() != Offer.NO_NAME
                && (host.records().isEmpty()
                        ? !handshake.chain().isEmpty()
                        : handshake
                                .dane()
                                .filter(verdict -> verdict.state() == State.MATCHES)
                                .isPresent());
    }

    /** The longest time for which a resolver may keep the previous records, assuming that their TTL was the current one. */
    private static Duration ttl(DnsAnswer answer) {
        return answer.records().stream()
                .map(DnsRecord::ttl)
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
    }

    /** The records that an earlier report claims, as far as they are valid. */
    private static List<TlsaRecord> read(List<String> texts) {
        List<TlsaRecord> all = new ArrayList<>();
        for (String each : texts.subList(0, Math.min(MOST, texts.size()))) {
            try {
                all.add(TlsaRecord.parse(each));
            } catch (IllegalArgumentException none) {
                // a stranger's report may claim anything
            }
        }
        return all;
    }

    private static List<byte[]> encoded(ServerHandshake shown) {
        return shown.chain().stream()
                .map(Certificate::encoded)
                .flatMap(Optional::stream)
                .toList();
    }
}
