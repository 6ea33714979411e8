/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis.domain;

import io.github.smtpprobe.dane.TlsaLine;
import io.github.smtpprobe.dane.TlsaRecord;
import io.github.smtpprobe.dane.Usability;
import io.github.smtpprobe.names.DomainName;
import io.github.smtpprobe.records.Security;
import io.github.smtpprobe.survey.ServerHandshake;
import io.github.smtpprobe.survey.ServerHandshake.Offer;
import io.github.smtpprobe.survey.Snippet;
import io.github.smtpprobe.survey.Snippet.Kind;
import io.github.smtpprobe.survey.SurveyedExchanger;
import io.github.smtpprobe.tls.Certificate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The TLSA records of one exchanger, of the keys that it showed (RFC 7671 §5.1, §8). */
final class TlsaPaste {
    private static final int MOST_KEYS = 8;

    private final SurveyedExchanger host;
    private final String place;
    private final List<ServerHandshake> shown;

    TlsaPaste(DomainFindings to, SurveyedExchanger host) {
        this.host = host;
        this.place = TlsaPlaces.place(to, host) + ".";
        this.shown = host.handshakes().stream()
                .filter(each -> each.offer() != Offer.NO_NAME)
                .toList();
    }

    List<Snippet> all() {
        Set<String> keys = lines(0, 3);
        if (keys.isEmpty() || !DomainName.hostName(host.base().orElse(host.host()))) {
            return List.of();
        }
        List<Snippet> made = new ArrayList<>();
        boolean mismatch = TlsaShown.of(host).stream().anyMatch(TlsaShown::mismatches);
        if (host.records().isEmpty() || mismatch) {
            String many = keys.size() == 1 ? "The TLSA record" : "The TLSA records";
            made.add(Snippet.of(
                    Kind.TLSA_NOW,
                    many + " for what " + host.host() + " shows now, for the zone of "
                            + host.base().orElse(host.host()) + ". " + condition(),
                    String.join("\n", keys)));
        }
        if (host.security() == Security.SECURE && usable() <= 1) {
            made.add(rollover(keys));
        }
        return made;
    }

    private long usable() {
        return host.records().stream()
                .filter(each -> each.usability() == Usability.USABLE)
                .count();
    }

    private String condition() {
        return switch (host.security()) {
            case SECURE -> "Check that the key is yours before it is published.";
            case INSECURE -> "First sign that zone with DNSSEC: without signatures no sender uses the record.";
            default -> "It counts only in a zone that is signed with DNSSEC, and whether this one is was not learned.";
        };
    }

    private Snippet rollover(Set<String> keys) {
        List<String> lines = new ArrayList<>(keys);
        lines.add("; " + place + " IN TLSA 3 1 1 SHA-256-OF-THE-NEXT-PUBLIC-KEY");
        lines.addAll(lines(1, 2));
        String issuer = lines.size() > keys.size() + 1
                ? " The last line is of the issuer as sent, and covers a new key of the same issuer."
                : "";
        return Snippet.of(
                Kind.TLSA_ROLLOVER,
                "The TLSA records of " + host.host()
                        + " for the time of a change of keys. Put the digest of the next key into the line behind the"
                        + " semicolon and remove that; then wait two TTLs before the key changes." + issuer,
                String.join("\n", lines));
    }

    /** The records of the certificates at a place of the chains that were sent. */
    private Set<String> lines(int certificate, int usage) {
        Set<String> lines = new LinkedHashSet<>();
        for (ServerHandshake each : shown) {
            List<Certificate> chain = each.chain();
            Optional<TlsaRecord> record = chain.size() <= certificate
                    ? Optional.empty()
                    : chain.get(certificate).encoded().flatMap(der -> TlsaLine.of(der, usage, 1, 1));
            if (lines.size() < MOST_KEYS) {
                record.ifPresent(made -> lines.add(place + " IN TLSA " + made.text()));
            }
        }
        return lines;
    }
}
