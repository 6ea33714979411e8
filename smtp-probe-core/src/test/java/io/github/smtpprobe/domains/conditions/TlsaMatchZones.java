/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.domains.conditions;

import static io.github.smtpprobe.domains.MailWorld.CA;
import static io.github.smtpprobe.domains.MailWorld.tlsa;
import static io.github.smtpprobe.domains.conditions.Scene.HOST;
import static io.github.smtpprobe.domains.conditions.Scene.K1;
import static io.github.smtpprobe.domains.conditions.Scene.K2;
import static io.github.smtpprobe.domains.conditions.Scene.OTHER_V4;
import static io.github.smtpprobe.domains.conditions.Scene.POLICY_V4;
import static io.github.smtpprobe.domains.conditions.Scene.TLSA;
import static io.github.smtpprobe.domains.conditions.Scene.V4;
import static io.github.smtpprobe.domains.conditions.Scene.announcing;
import static io.github.smtpprobe.domains.conditions.Scene.enforce;
import static io.github.smtpprobe.domains.conditions.Scene.proven;
import static io.github.smtpprobe.domains.conditions.Scene.served;
import static io.github.smtpprobe.domains.conditions.Scene.signed;
import static io.github.smtpprobe.domains.conditions.TlsaRecordZones.FAILS;
import static io.github.smtpprobe.domains.conditions.TlsaRecordZones.MATCHES;
import static io.github.smtpprobe.domains.conditions.Zoned.DOMAIN;

import io.github.smtpprobe.domains.MailWorld;
import io.github.smtpprobe.report.Severity;
import io.github.smtpprobe.testkit.CertificateAuthority;
import io.github.smtpprobe.testkit.CertificateAuthority.Issued;
import io.github.smtpprobe.zones.World;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** Conditions of TLSA records held against what the server shows, as far as its own certificate goes. */
final class TlsaMatchZones {
    /** The table leaves open what Exchange Online does with a certificate out of date, and with a policy that is broken beside. */
    private static final String EXPIRED = "T V V V T ?";

    private static final String POLICY_BROKEN = "T V V V Q ?";

    private static final Issued RSA = CA.issueRsa(2048, HOST);
    private static final Issued SELF_SIGNED = CertificateAuthority.selfSigned(HOST);

    private TlsaMatchZones() {}

    static List<Zoned> all() {
        return Stream.of(mismatches(), byChance(), records(), certificates())
                .flatMap(List::stream)
                .toList();
    }

    private static World with(String... records) {
        World world = signed();
        for (String each : records) {
            world.tlsa(TLSA, each);
        }
        return world;
    }

    private static MailWorld showing(Issued shown, String... records) throws Exception {
        return new MailWorld(with(records)).server(V4, shown);
    }

    private static MailWorld policed(Issued shown, String... records) throws Exception {
        return new MailWorld(announcing(with(records))).server(V4, shown).policy(DOMAIN, POLICY_V4, enforce(HOST));
    }

    private static Zoned mismatch(String variation, Zoned.Making said) {
        return Zoned.error("tlsa.mismatch", HOST, said).as(variation).foretold(FAILS);
    }

    private static List<Zoned> mismatches() {
        String first = tlsa(3, 1, 1, K1);
        String next = tlsa(3, 1, 1, K2);
        return List.of(
                mismatch(
                                "an authority that is not sent beside a key",
                                () -> showing(K2, first, tlsa(2, 1, 1, MailWorld.CA.certificate())))
                        .saying("the trust anchor is not among the certificates sent (2 1 1)"),
                mismatch("", () -> showing(K2, first))
                        .beside(MATCHES, () -> showing(K2, first, next))
                        .beside("C Q Q Q C Q", () -> new MailWorld(with(first)).clear(V4)),
                mismatch("several records", () -> showing(K2, first, tlsa(3, 0, 1, K1), tlsa(3, 1, 2, K1))),
                mismatch("the certificate was renewed", () -> showing(CA.issueRsa(2048, HOST), tlsa(3, 0, 1, RSA)))
                        .beside(MATCHES, () -> showing(CA.issueRsa(2048, HOST), tlsa(3, 1, 1, RSA))),
                mismatch("beside one that nobody can use", () -> showing(K2, first, "3 1 1 abcd")),
                Zoned.warning(
                                "tlsa.mismatch",
                                "mx.provider.test",
                                () -> new MailWorld(World.unsigned(DOMAIN)
                                                .mx(10, "mx.provider.test")
                                                .andSigned("provider.test")
                                                .a("mx.provider.test", V4)
                                                .tlsa("_25._tcp.mx.provider.test", first))
                                        .server(V4, K2))
                        .as("the domain is not signed")
                        .foretold("T Q T Q T T"),
                Zoned.error("tlsa.mismatch-sni", HOST, () -> named(K2, K1, first))
                        .foretold(FAILS)
                        .beside(MATCHES, () -> named(K1, K2, first))
                        .beside(FAILS, () -> showing(K2, first)));
    }

    private static MailWorld named(Issued named, Issued nameless, String record) throws Exception {
        return new MailWorld(with(record)).leading(V4, 25, NamedServer.showing(named, nameless));
    }

    private static MailWorld addresses(String... records) throws Exception {
        return new MailWorld(with(records).a(HOST, OTHER_V4)).server(V4, K1).server(OTHER_V4, K2);
    }

    private static MailWorld bothKinds(String... records) throws Exception {
        return new MailWorld(with(records)).server(V4, RSA, K1);
    }

    /** Of what may happen, the letters tell the worst. */
    private static List<Zoned> byChance() {
        return List.of(
                Zoned.error("tlsa.mismatch-address", HOST, () -> addresses(tlsa(3, 1, 1, K1)))
                        .saying(OTHER_V4)
                        .foretold(FAILS)
                        .beside(MATCHES, () -> addresses(tlsa(3, 1, 1, K1), tlsa(3, 1, 1, K2)))
                        .beside(FAILS, () -> addresses(tlsa(3, 1, 1, RSA))),
                Zoned.error("tlsa.mismatch-algorithm", HOST, () -> bothKinds(tlsa(3, 1, 1, RSA)))
                        .saying("ECDSA")
                        .foretold(FAILS)
                        .beside(MATCHES, () -> bothKinds(tlsa(3, 1, 1, RSA), tlsa(3, 1, 1, K1)))
                        .beside(FAILS, () -> bothKinds(tlsa(3, 1, 1, K2))),
                Zoned.error("tlsa.mismatch-algorithm", HOST, () -> bothKinds(tlsa(3, 1, 1, K1)))
                        .as("a record for ECDSA alone")
                        .saying("RSA")
                        .foretold(FAILS));
    }

    private static Zoned stale(String variation, String letters, Severity severity, String... records) {
        return Zoned.of("tlsa.stale-parameters", severity, HOST, () -> showing(K1, records))
                .as(variation)
                .foretold(letters);
    }

    private static List<Zoned> records() {
        String first = tlsa(3, 1, 1, K1);
        return List.of(
                Zoned.info("tlsa.extra", HOST, () -> served(proven()))
                        .foretold(MATCHES)
                        .beside(MATCHES, () -> showing(K1, first, tlsa(3, 0, 1, K1)))
                        .beside(MATCHES, () -> bothKinds(tlsa(3, 1, 1, RSA), first)),
                stale("", MATCHES, Severity.WARNING, tlsa(3, 1, 2, K1), tlsa(3, 1, 1, K2))
                        .beside(MATCHES, () -> served(proven()))
                        .beside(MATCHES, () -> showing(K1, first, tlsa(3, 1, 2, K1))),
                stale("of another usage", MATCHES, Severity.WARNING, first, tlsa(2, 0, 1, SELF_SIGNED)),
                stale("of another selector", MATCHES, Severity.WARNING, first, tlsa(3, 0, 1, K2)),
                stale("the strongest", "T Q ? ? T ?", Severity.ERROR, first, tlsa(3, 1, 2, K2)),
                Zoned.warning("tlsa.renewal-trap", HOST, () -> showing(K1, tlsa(3, 0, 1, K1)))
                        .foretold(MATCHES)
                        .beside(MATCHES, () -> showing(K1, first))
                        .beside(MATCHES, () -> showing(K1, first, tlsa(3, 0, 1, K1)))
                        .beside(MATCHES, () -> showing(SELF_SIGNED, tlsa(3, 0, 1, SELF_SIGNED))),
                Zoned.warning("tlsa.renewal-trap", HOST, () -> showing(K1, tlsa(3, 0, 2, K1), tlsa(3, 0, 1, K1)))
                        .as("several digests")
                        .foretold(MATCHES));
    }

    private static Issued dated(int from, int until, String name) {
        Instant now = Instant.now();
        return CA.issue(now.plus(Duration.ofDays(from)), now.plus(Duration.ofDays(until)), name);
    }

    private static List<Zoned> certificates() {
        Issued expired = dated(-400, -300, HOST);
        Issued future = dated(300, 400, HOST);
        Issued foreign = CA.issue("other.example");
        return List.of(
                Zoned.warning("tlsa.ee-expired", HOST, () -> showing(expired, tlsa(3, 1, 1, expired)))
                        .foretold(EXPIRED)
                        .beside(FAILS, () -> showing(expired, tlsa(3, 1, 1, K1)))
                        .beside(MATCHES, () -> showing(K1, tlsa(3, 1, 1, K1))),
                Zoned.warning("tlsa.ee-expired", HOST, () -> showing(future, tlsa(3, 1, 1, future)))
                        .as("not valid yet")
                        .foretold(EXPIRED),
                Zoned.warning("tlsa.ee-expired", HOST, () -> policed(expired, tlsa(3, 1, 1, expired)))
                        .as("with a policy")
                        .foretold(POLICY_BROKEN),
                Zoned.info("tlsa.ee-private", HOST, () -> showing(SELF_SIGNED, tlsa(3, 1, 1, SELF_SIGNED)))
                        .foretold(MATCHES)
                        .beside(MATCHES, () -> showing(K1, tlsa(3, 1, 1, K1)))
                        .beside(FAILS, () -> showing(SELF_SIGNED, tlsa(3, 1, 1, K1))),
                Zoned.info("tlsa.ee-private", HOST, () -> showing(foreign, tlsa(3, 1, 1, foreign)))
                        .as("another name")
                        .foretold(MATCHES),
                Zoned.info("tlsa.ee-private", HOST, () -> policed(SELF_SIGNED, tlsa(3, 1, 1, SELF_SIGNED)))
                        .as("with a policy")
                        .foretold(POLICY_BROKEN));
    }
}
