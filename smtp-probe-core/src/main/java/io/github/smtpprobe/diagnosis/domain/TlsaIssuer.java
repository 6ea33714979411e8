/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis.domain;

import io.github.smtpprobe.dane.Dane;
import io.github.smtpprobe.dane.DaneNames;
import io.github.smtpprobe.dane.DaneVerdict.State;
import io.github.smtpprobe.dane.TlsaLine;
import io.github.smtpprobe.dane.TlsaRecord;
import io.github.smtpprobe.survey.ServerHandshake;
import io.github.smtpprobe.survey.ServerHandshake.Offer;
import io.github.smtpprobe.survey.SurveyedExchanger;
import io.github.smtpprobe.tls.Certificate;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The issuers of an exchanger's certificates for which a TLSA record 2 1 1 would match now: they are sent, the path to them is in
 * date, and the server's certificate has the required name (RFC 7672 §3.1.2, §3.2.2).
 */
public final class TlsaIssuer {
    private final SurveyedExchanger host;
    private final Instant at;

    /**
     * Examines what an exchanger sent.
     *
     * @param of   the prepared facts
     * @param host one of its exchangers
     */
    public TlsaIssuer(DomainView of, SurveyedExchanger host) {
        this.host = host;
        this.at = of.facts().started();
    }

    /** {@return the issuers, by the record that would match} */
    public Map<TlsaRecord, Certificate> all() {
        Map<TlsaRecord, Certificate> all = new LinkedHashMap<>();
        for (ServerHandshake each : host.handshakes()) {
            if (each.offer() != Offer.NO_NAME && each.chain().size() > 1) {
                Certificate issuer = each.chain().get(1);
                issuer.encoded()
                        .flatMap(der -> TlsaLine.of(der, 2, 1, 1))
                        .filter(record -> holds(record, each.chain()))
                        .ifPresent(record -> all.putIfAbsent(record, issuer));
            }
        }
        return all;
    }

    /** {@return the subject of the first issuer} */
    Optional<String> named() {
        return all().values().stream().findFirst().map(Certificate::subject);
    }

    private boolean holds(TlsaRecord record, List<Certificate> chain) {
        List<byte[]> encoded = chain.stream()
                .map(Certificate::encoded)
                .flatMap(Optional::stream)
                .toList();
        DaneNames names = DaneNames.of(host.base().orElse(host.host()));
        return encoded.size() == chain.size()
                && Dane.judge(List.of(record), encoded, names, at).state() == State.MATCHES;
    }
}
