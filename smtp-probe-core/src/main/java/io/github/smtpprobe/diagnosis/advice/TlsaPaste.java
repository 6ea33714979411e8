/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis.advice;

import io.github.smtpprobe.dane.TlsaLine;
import io.github.smtpprobe.dane.TlsaRecord;
import io.github.smtpprobe.dane.Usability;
import io.github.smtpprobe.diagnosis.domain.DomainView;
import io.github.smtpprobe.diagnosis.domain.Seen;
import io.github.smtpprobe.diagnosis.domain.TlsaIssuer;
import io.github.smtpprobe.diagnosis.domain.TlsaShown;
import io.github.smtpprobe.names.DomainName;
import io.github.smtpprobe.records.Alias;
import io.github.smtpprobe.records.DnsResult;
import io.github.smtpprobe.records.Security;
import io.github.smtpprobe.survey.ServerHandshake;
import io.github.smtpprobe.survey.ServerHandshake.Offer;
import io.github.smtpprobe.survey.Snippet;
import io.github.smtpprobe.survey.Snippet.Kind;
import io.github.smtpprobe.survey.SurveyedExchanger;
import io.github.smtpprobe.tls.Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The TLSA records of one exchanger, for the keys that it showed (RFC 7671 §5.1, §8). */
final class TlsaPaste {
    private static final int MOST_KEYS = 8;

    private final DomainView seen;
    private final SurveyedExchanger host;
    private final String owner;
    private final List<ServerHandshake> shown;

    TlsaPaste(DomainView seen, SurveyedExchanger host) {
        this.seen = seen;
        this.host = host;
        this.owner = seen.tlsaOwner(host);
        this.shown = host.handshakes().stream()
                .filter(each -> each.offer() != Offer.NO_NAME)
                .toList();
    }

    List<Snippet> all() {
        Set<String> keys = keys();
        if (keys.isEmpty() || !canStand()) {
            return List.of();
        }
        List<Snippet> made = new ArrayList<>();
        boolean mismatch = TlsaShown.of(host).stream().anyMatch(TlsaShown::mismatches);
        if (host.records().isEmpty() || mismatch) {
            made.add(now(keys));
        }
        if (host.security() == Security.SECURE && usable() <= 1) {
            made.add(rollover(keys));
        }
        return made;
    }

    /** Whether records at the owner's name would be found, and the present ones are known. */
    private boolean canStand() {
        boolean learned = host.tlsa()
                .map(answer -> answer.result() != DnsResult.NONE
                        && (answer.aliases().isEmpty() || answer.security() == Security.SECURE))
                .orElse(true);
        boolean below = host.addressAnswers().stream()
                .flatMap(answer -> answer.aliases().stream())
                .noneMatch(Alias::synthesized);
        return learned
                && (below || host.tlsa().isPresent())
                && DomainName.hostName(host.base().orElse(host.host()))
                && Pastes.plainName(owner);
    }

    private boolean led() {
        return !owner.equals(seen.tlsaPlace(host));
    }

    private String zone() {
        return led()
                ? "the zone of " + Seen.value(owner) + ", of which " + seen.tlsaPlace(host) + " is an alias"
                : "the zone of " + host.base().orElse(host.host());
    }

    private long usable() {
        return host.records().stream()
                .filter(each -> each.usability() == Usability.USABLE)
                .count();
    }

    private Snippet now(Set<String> keys) {
        String many = keys.size() == 1 ? "The TLSA record" : "The TLSA records";
        String instead = host.records().isEmpty() ? "" : ", in place of the records there";
        return Snippet.of(
                Kind.TLSA_NOW,
                many + " for what " + host.host() + " shows now, for " + zone() + instead + ". " + condition(),
                String.join("\n", keys));
    }

    private String condition() {
        return switch (host.security()) {
            case SECURE ->
                "Check that the key is yours before it is published, and let renewals keep the key (certbot:"
                        + " --reuse-key), or publish the record of the next one two TTLs before.";
            case INSECURE ->
                "First have that zone protected by DNSSEC, signed and with a DS record at its parent: without, no"
                        + " sender uses the record.";
            default -> "It counts only in a zone that is signed with DNSSEC, and whether this one is was not learned.";
        };
    }

    private Snippet rollover(Set<String> keys) {
        List<String> lines = new ArrayList<>(keys);
        lines.add("; " + owner + ". IN TLSA 3 1 1 SHA-256-OF-THE-NEXT-PUBLIC-KEY");
        Map<TlsaRecord, Certificate> issuers = new TlsaIssuer(seen, host).all();
        issuers.keySet().stream().limit(MOST_KEYS).map(this::line).forEach(lines::add);
        return Snippet.of(
                Kind.TLSA_ROLLOVER,
                "The TLSA records of " + host.host() + " for the time of a change of keys, for " + zone()
                        + ". Put the digest of the next key into the line behind the semicolon and remove the"
                        + " semicolon; then wait two TTLs before the key changes." + last(issuers.values()),
                String.join("\n", lines));
    }

    private String last(Collection<Certificate> issuers) {
        return issuers.size() != 1
                ? ""
                : " The last line is of the certificate "
                        + Seen.value(issuers.iterator().next().subject())
                        + ", which issued the present one. It covers a new key only if that certificate issues its"
                        + " certificate and is sent, and the new one names "
                        + host.base().orElse(host.host()) + ".";
    }

    private String line(TlsaRecord record) {
        return owner + ". IN TLSA " + record.text();
    }

    /** The records for the keys that were shown. */
    private Set<String> keys() {
        Set<String> lines = new LinkedHashSet<>();
        for (ServerHandshake each : shown) {
            Optional<TlsaRecord> record =
                    Seen.leaf(each).flatMap(Certificate::encoded).flatMap(der -> TlsaLine.of(der, 3, 1, 1));
            if (lines.size() < MOST_KEYS) {
                record.ifPresent(made -> lines.add(line(made)));
            }
        }
        return lines;
    }
}
