/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis.domain;

import io.github.smtpprobe.survey.ServerHandshake;
import io.github.smtpprobe.survey.ServerHandshake.Offer;
import io.github.smtpprobe.survey.SurveyedAddress;
import io.github.smtpprobe.tls.Certificate;
import io.github.smtpprobe.tls.CertificateVerdict;
import io.github.smtpprobe.tls.CertificateVerdict.Name;
import io.github.smtpprobe.tls.CertificateVerdict.Trust;
import io.github.smtpprobe.tls.CertificateVerdict.Validity;
import io.github.smtpprobe.tls.TlsInfo;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Why a certificate is not one from a public authority for its host, and what to do about that (RFC 9525). */
final class CertificateFault {
    /** Verdicts on trust that are faults; in the other cases, the certificate was trusted or not observed. */
    private static final Set<Trust> UNTRUSTED = Set.of(
            Trust.SELF_SIGNED, Trust.INCOMPLETE_CHAIN, Trust.UNKNOWN_AUTHORITY, Trust.REFUSED, Trust.OTHER_FINGERPRINT);

    private static final Set<Trust> UNKNOWN_ISSUER = Set.of(Trust.INCOMPLETE_CHAIN, Trust.UNKNOWN_AUTHORITY);

    private static final Set<String> UNFIT = Set.of("no-server-authentication", "authority-not-for-servers");

    private static final Pattern COMMON_NAME = Pattern.compile("(?:^|[,+])\\s*+CN=((?:[^,+\\\\]|\\\\.)++)");

    private final TlsInfo tls;
    private final CertificateVerdict verdict;

    private CertificateFault(TlsInfo tls, CertificateVerdict verdict) {
        this.tls = tls;
        this.verdict = verdict;
    }

    /** The fault of what was shown; empty if there is none. */
    static Optional<CertificateFault> of(TlsInfo tls) {
        return tls.verdict()
                .filter(seen -> UNTRUSTED.contains(seen.trust())
                        || seen.name() == Name.MISMATCH
                        || seen.validity() != Validity.VALID)
                .map(seen -> new CertificateFault(tls, seen));
    }

    /** The first conversation with the host's name in which a certificate was shown for which no public authority vouches. */
    static Optional<ServerHandshake> shown(SurveyedAddress address) {
        return address.handshakes().stream()
                .filter(each -> each.offer() != Offer.NO_NAME)
                .filter(each -> each.tls().flatMap(CertificateFault::of).isPresent())
                .findFirst();
    }

    /** Adds what was seen at addresses with a fault, and describes the fault of the first one. */
    static Said tell(Said said, List<SurveyedAddress> faulty) {
        said.seen(faulty.stream().flatMap(each -> shown(each).map(at -> Seen.certificate(each, at)).stream()));
        shown(faulty.get(0))
                .flatMap(ServerHandshake::tls)
                .flatMap(CertificateFault::of)
                .ifPresent(fault -> fault.tell(said));
        return said;
    }

    /** Adds what is wrong and, if the fault is a specific one, what to do about it. */
    Said tell(Said said) {
        leaf().filter(leaf -> unsentIssuer(leaf))
                .ifPresent(leaf -> said.words("alone", "its own").with("issuer", leaf.issuer()));
        if (inCommonName()) {
            said.with("san", tls.identity());
        }
        if (verdict.trust() == Trust.REFUSED) {
            said.words("purpose", unfit().isEmpty() ? "" : "serverAuth");
        }
        return said.with("detail", words());
    }

    private Optional<Certificate> leaf() {
        return tls.chain().stream().findFirst();
    }

    /** Whether the issuer's certificate was not sent, so that it is not known to which authority it would lead. */
    private boolean unsentIssuer(Certificate leaf) {
        return tls.chain().size() == 1 && !leaf.selfIssued() && UNKNOWN_ISSUER.contains(verdict.trust());
    }

    /** What is wrong: the verdicts on trust, name and dates, with details about the first two if they are known. */
    private String words() {
        return Stream.of(ofTrust(), ofName(), objections(Trust.TRUSTED, verdict.validity()))
                .filter(each -> !each.isEmpty())
                .collect(Collectors.joining(", "));
    }

    private String ofTrust() {
        if (leaf().filter(this::unsentIssuer).isPresent()) {
            return objections(Trust.INCOMPLETE_CHAIN, Validity.VALID);
        }
        String more = unfit().isEmpty() || verdict.trust() != Trust.REFUSED ? "" : ", with " + unfit();
        return objections(verdict.trust(), Validity.VALID) + more;
    }

    private static String objections(Trust trust, Validity validity) {
        return CertificateVerdict.builder(trust, Name.MATCHES, validity).build().objections();
    }

    /** Why it is not suitable for a server. */
    private String unfit() {
        return verdict.weak().stream()
                .filter(UNFIT::contains)
                .findFirst()
                .map(CertificateVerdict::weakness)
                .orElse("");
    }

    /** The names that it has instead. */
    private String ofName() {
        if (verdict.name() != Name.MISMATCH) {
            return "";
        }
        List<String> names = leaf().map(Certificate::names).orElse(List.of());
        if (inCommonName()) {
            return "it names the host only in its common name (CN), which does not count";
        }
        return names.isEmpty()
                ? "it names no host in its subjectAltName"
                : "it is for " + Seen.named(names) + tooWide(names);
    }

    /** Words for a wildcard that ends like the host's name, but covers other names (RFC 9525 §6.3). */
    private String tooWide(List<String> names) {
        String host = "." + tls.identity().toLowerCase(Locale.ROOT);
        boolean near = names.stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .anyMatch(name -> name.startsWith("*.") && host.endsWith(name.substring(1)));
        return near ? ", and * stands for exactly one label" : "";
    }

    private boolean inCommonName() {
        String name = tls.identity();
        return verdict.name() == Name.MISMATCH
                && leaf().filter(leaf -> leaf.names().stream().noneMatch(name::equalsIgnoreCase))
                        .map(leaf -> COMMON_NAME.matcher(leaf.subject()))
                        .filter(found -> found.results().anyMatch(each -> name.equalsIgnoreCase(each.group(1))))
                        .isPresent();
    }
}
