/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.domains.conditions;

import static io.github.smtpprobe.domains.MailWorld.tlsa;
import static io.github.smtpprobe.domains.conditions.Scene.HOST;
import static io.github.smtpprobe.domains.conditions.Scene.K1;
import static io.github.smtpprobe.domains.conditions.Scene.OTHER_V4;
import static io.github.smtpprobe.domains.conditions.Scene.TLSA;
import static io.github.smtpprobe.domains.conditions.Scene.V4;
import static io.github.smtpprobe.domains.conditions.Scene.signed;
import static io.github.smtpprobe.domains.conditions.TlsaRecordZones.FAILS;
import static io.github.smtpprobe.domains.conditions.TlsaRecordZones.MATCHES;
import static io.github.smtpprobe.domains.conditions.Zoned.DOMAIN;

import io.github.smtpprobe.domains.MailWorld;
import io.github.smtpprobe.testkit.CertificateAuthority;
import io.github.smtpprobe.testkit.CertificateAuthority.Issued;
import io.github.smtpprobe.zones.World;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Conditions of TLSA records of issuers: what of the chain is sent, in date, and for whom it is. */
final class TlsaIssuerZones {
    static final CertificateAuthority ROOT = CertificateAuthority.create();
    static final CertificateAuthority FIRST = ROOT.intermediate();
    static final CertificateAuthority SECOND = ROOT.intermediate();

    /** Certificates of the host by two intermediate authorities of one root, with their issuers. */
    static final Issued BY_FIRST = FIRST.issue(HOST);

    static final Issued BY_SECOND = SECOND.issue(HOST);

    private static final String OF_ROOT = tlsa(2, 0, 1, ROOT.certificate());
    static final String OF_FIRST = tlsa(2, 1, 1, FIRST.certificate());
    static final String OF_SECOND = tlsa(2, 1, 1, SECOND.certificate());

    private static final Duration YEARS = Duration.ofDays(1_100);

    private TlsaIssuerZones() {}

    static List<Zoned> all() {
        return Stream.of(sent(), dates(), names(), issuers())
                .flatMap(List::stream)
                .toList();
    }

    static World with(String... records) {
        World world = signed();
        for (String each : records) {
            world.tlsa(TLSA, each);
        }
        return world;
    }

    static MailWorld showing(Issued shown, String... records) throws Exception {
        return new MailWorld(with(records)).server(V4, shown);
    }

    private static Issued withRoot(Issued issued) {
        List<X509Certificate> chain = new ArrayList<>(issued.chain());
        chain.add(ROOT.certificate());
        return new Issued(issued.key(), chain);
    }

    private static Zoned of(String id, String variation, Zoned.Making said) {
        return Zoned.error(id, HOST, said).as(variation).foretold(FAILS);
    }

    private static List<Zoned> sent() {
        String id = "tlsa.ta-not-sent";
        return List.of(
                of(id, "", () -> showing(BY_FIRST, OF_ROOT))
                        .beside(MATCHES, () -> showing(withRoot(BY_FIRST), OF_ROOT))
                        .beside(MATCHES, () -> showing(BY_FIRST, OF_FIRST))
                        .beside(MATCHES, () -> showing(BY_FIRST, OF_ROOT, tlsa(3, 1, 1, BY_FIRST))),
                of(id, "no intermediate", () -> showing(BY_FIRST.withoutIntermediates(), OF_FIRST)),
                of(id, "its key alone", () -> showing(BY_FIRST, tlsa(2, 1, 1, ROOT.certificate()))),
                of(id, "of another authority", () -> showing(BY_FIRST, OF_SECOND)));
    }

    private static Issued dated(CertificateAuthority issuer, int from, int until) {
        Instant now = Instant.now();
        return issuer.issue(now.plus(Duration.ofDays(from)), now.plus(Duration.ofDays(until)), HOST);
    }

    /** All signatures hold for years. */
    private static World lasting(String... records) {
        World world = with(records);
        for (String each : List.of(".", "test", DOMAIN)) {
            world.in(each).lifetime(YEARS.multipliedBy(2));
        }
        return world;
    }

    private static Zoned.Surveying yearsLater() {
        return mail -> {
            mail.world().clock().move(YEARS);
            return mail.survey(Zoned.survey());
        };
    }

    private static List<Zoned> dates() {
        String id = "tlsa.ta-expired";
        Issued expired = dated(FIRST, -90, -1);
        Issued future = dated(FIRST, 10, 90);
        Issued longer = dated(FIRST, -1, 1_500);
        return List.of(
                of(id, "", () -> showing(expired, OF_FIRST))
                        .beside("T V V V T ?", () -> showing(expired, tlsa(3, 1, 1, expired)))
                        .beside(MATCHES, () -> showing(BY_FIRST, OF_FIRST)),
                of(id, "not valid yet", () -> showing(future, OF_FIRST)),
                of(id, "the record's own", () -> new MailWorld(lasting(OF_FIRST)).server(V4, longer))
                        .surveying(yearsLater()),
                of(id, "between", () -> new MailWorld(lasting(OF_ROOT)).server(V4, withRoot(longer)))
                        .surveying(yearsLater()));
    }

    private static Issued ofRoot(String... names) {
        return withRoot(ROOT.issue(names));
    }

    private static List<Zoned> names() {
        return List.of(
                of("tlsa.ta-name", "", () -> showing(ofRoot("other.example"), OF_ROOT))
                        .beside(MATCHES, () -> showing(ofRoot("other.example", HOST), OF_ROOT))
                        .beside(MATCHES, () -> showing(ofRoot("*.example.test"), OF_ROOT))
                        .beside(MATCHES, () -> showing(withRoot(ROOT.issueCommonNameOnly(HOST)), OF_ROOT))
                        .beside(() -> showing(ofRoot(DOMAIN), OF_ROOT)),
                of("tlsa.ta-name", "a wildcard for one label", () -> showing(ofRoot("*.test"), OF_ROOT)),
                of("tlsa.ta-name", "a wildcard below", () -> showing(ofRoot("*.mx.example.test"), OF_ROOT)),
                of(
                        "tlsa.ta-name",
                        "a part of a label",
                        () -> showing(ofRoot("other.example", "m.example.test"), OF_ROOT)),
                Zoned.warning("tlsa.ta-domain-name", HOST, () -> showing(ofRoot(DOMAIN), OF_ROOT))
                        .foretold("T V Q ? T ?")
                        .beside(MATCHES, () -> showing(ofRoot(DOMAIN, HOST), OF_ROOT)));
    }

    private static MailWorld addresses(String... records) throws Exception {
        return new MailWorld(with(records).a(HOST, OTHER_V4))
                .server(V4, BY_FIRST)
                .server(OTHER_V4, BY_SECOND);
    }

    /** Of what may happen, the letters tell the worst. */
    private static List<Zoned> issuers() {
        return List.of(of("tlsa.ta-issuer-changed", "", () -> addresses(OF_FIRST))
                .saying(OTHER_V4)
                .beside(MATCHES, () -> addresses(OF_FIRST, OF_SECOND))
                .beside(MATCHES, () -> addresses(tlsa(3, 1, 1, BY_FIRST), tlsa(3, 1, 1, BY_SECOND)))
                .beside(
                        FAILS,
                        () -> new MailWorld(with(OF_FIRST).a(HOST, OTHER_V4))
                                .server(V4, BY_FIRST)
                                .server(OTHER_V4, K1)));
    }
}
