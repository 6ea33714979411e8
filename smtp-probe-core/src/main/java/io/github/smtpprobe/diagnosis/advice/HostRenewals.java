/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis.advice;

import io.github.smtpprobe.dane.RecordVerdict;
import io.github.smtpprobe.dane.TlsaRecord;
import io.github.smtpprobe.dane.Trait;
import io.github.smtpprobe.dane.Usability;
import io.github.smtpprobe.diagnosis.domain.DomainView;
import io.github.smtpprobe.diagnosis.domain.Seen;
import io.github.smtpprobe.diagnosis.domain.TlsaShown;
import io.github.smtpprobe.mtasts.StsPolicy;
import io.github.smtpprobe.survey.ServerHandshake.Offer;
import io.github.smtpprobe.survey.SurveyedExchanger;
import io.github.smtpprobe.survey.UpcomingChange;
import io.github.smtpprobe.survey.UpcomingChange.Kind;
import io.github.smtpprobe.tls.Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What has to be renewed at one exchanger, because its records or an enforced policy depend on it. */
final class HostRenewals {
    private static final String FAIL = " senders that use DANE cannot verify the server";

    private final DomainView seen;
    private final SurveyedExchanger host;
    private final String name;
    private final boolean enforced;
    private final List<TlsaShown> good;
    private final List<UpcomingChange> found = new ArrayList<>();

    HostRenewals(DomainView seen, SurveyedExchanger host, Optional<StsPolicy> enforced) {
        this.seen = seen;
        this.host = host;
        this.name = Seen.value(host.host());
        this.enforced =
                enforced.filter(policy -> policy.lists(host.host()).isPresent()).isPresent();
        this.good = TlsaShown.of(host).stream().filter(TlsaShown::matches).toList();
    }

    List<UpcomingChange> all() {
        certificate();
        key();
        issuer();
        return found;
    }

    private Stream<RecordVerdict> authenticating() {
        return good.stream().flatMap(each -> each.verdict().authenticating().stream());
    }

    private boolean byUsage(int usage) {
        return authenticating().anyMatch(each -> each.record().usage().orElse(-1) == usage);
    }

    /** The earliest expiry of the certificates that were shown for the host's name. */
    private Optional<Instant> end() {
        return host.handshakes().stream()
                .filter(each -> each.offer() != Offer.NO_NAME)
                .flatMap(each -> Seen.leaf(each).stream())
                .map(Certificate::notAfter)
                .filter(end -> end.isAfter(seen.facts().started()))
                .min(Instant::compareTo);
    }

    private void certificate() {
        boolean trap = good.stream().anyMatch(each -> each.has(Trait.RENEWAL_TRAP));
        boolean dates = byUsage(2) && !byUsage(3);
        if (!trap && !dates && !enforced) {
            return;
        }
        end().ifPresent(end -> {
            String until = "The certificate of " + name + " is valid until " + Seen.time(end) + ". ";
            String what = trap
                    ? "Its TLSA record holds the whole certificate: once another one is installed," + FAIL
                            + ", unless a record of that one was published before."
                    : "Unless it is renewed by then, senders that "
                            + (dates ? "use DANE" : "")
                            + (dates && enforced ? " or " : "")
                            + (enforced ? "go by MTA-STS" : "")
                            + " cannot verify the server.";
            found.add(UpcomingChange.of(Kind.CERTIFICATE, name, Optional.of(end), true, until + what));
        });
    }

    private void key() {
        List<TlsaRecord> spare = host.records().stream()
                .filter(each -> each.usability() == Usability.USABLE)
                .toList();
        boolean told = good.stream().anyMatch(each -> each.has(Trait.RENEWAL_TRAP));
        boolean single = spare.size() == 1 && byUsage(3) && !told;
        if (single) {
            found.add(UpcomingChange.of(
                    Kind.KEY,
                    name,
                    Optional.empty(),
                    true,
                    "Many programs change the key at each renewal. Once that of " + name
                            + " changes, its single TLSA record " + spare.get(0).parameters()
                            + " does not match any more, and"
                            + FAIL + ", unless a record of the new key was published before."));
        }
    }

    private void issuer() {
        if (!byUsage(2) || byUsage(3)) {
            return;
        }
        for (TlsaShown each : good) {
            Optional<Certificate> intermediate = intermediate(each);
            if (intermediate.isPresent()) {
                found.add(UpcomingChange.of(
                        Kind.ISSUER,
                        name,
                        intermediate
                                .map(Certificate::notAfter)
                                .filter(end -> end.isAfter(seen.facts().started())),
                        true,
                        "The intermediate certificate "
                                + Seen.value(intermediate.get().subject()) + ", which TLSA records of " + name
                                + " hold, is valid until "
                                + Seen.time(intermediate.get().notAfter())
                                + ", and the authority may replace it any day before. From then on, with the next"
                                + " certificate," + FAIL
                                + ", unless a record of that one or of the server's key was published before."));
                return;
            }
        }
    }

    /** The certificate that a record of usage 2 matches, unless it is a root. */
    private static Optional<Certificate> intermediate(TlsaShown shown) {
        List<Certificate> chain = shown.handshake().chain();
        return shown.verdict().authenticating().stream()
                .flatMapToInt(record -> record.certificate().stream())
                .filter(place -> place > 0 && place < chain.size())
                .mapToObj(chain::get)
                .filter(certificate -> !certificate.selfIssued())
                .findFirst();
    }
}
