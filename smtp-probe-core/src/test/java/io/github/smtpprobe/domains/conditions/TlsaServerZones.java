/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.domains.conditions;

import static io.github.smtpprobe.domains.MailWorld.tlsa;
import static io.github.smtpprobe.domains.conditions.Scene.HOST;
import static io.github.smtpprobe.domains.conditions.Scene.K1;
import static io.github.smtpprobe.domains.conditions.Scene.OTHER_V4;
import static io.github.smtpprobe.domains.conditions.Scene.TLSA;
import static io.github.smtpprobe.domains.conditions.Scene.V4;
import static io.github.smtpprobe.domains.conditions.Scene.proven;
import static io.github.smtpprobe.domains.conditions.Scene.served;
import static io.github.smtpprobe.domains.conditions.Scene.signed;
import static io.github.smtpprobe.domains.conditions.TlsaRecordZones.FAILS;
import static io.github.smtpprobe.domains.conditions.TlsaRecordZones.MATCHES;
import static io.github.smtpprobe.zones.TestClock.BEGIN;

import io.github.smtpprobe.domains.MailWorld;
import io.github.smtpprobe.testkit.CertificateAuthority.Issued;
import io.github.smtpprobe.transcript.Entry;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Conditions of servers with TLSA records and without the TLS that these promise, and of what changed since an earlier survey. */
final class TlsaServerZones {
    private static final String IN_CLEAR = "C Q Q Q C Q";

    /** Whether a sender without DANE takes old TLS for TLS is not known. */
    private static final String OLD_TLS = "? Q Q Q ? Q";

    private static final String FIRST = tlsa(3, 1, 1, K1);
    private static final String NEXT = tlsa(3, 1, 1, Scene.K2);
    private static final Duration SOON = Duration.ofMinutes(10);
    private static final Duration LATER = Duration.ofHours(3);

    private TlsaServerZones() {}

    static List<Zoned> all() {
        List<Zoned> all = new ArrayList<>(transport());
        all.addAll(earlyKeys());
        all.addAll(issuers());
        return all;
    }

    private static String started(String then) {
        return "S: 220 mx ESMTP\nC: EHLO x\nS: 250-mx\nS: 250 STARTTLS\nC: STARTTLS\nS: 220 go\n" + then;
    }

    private static String answering(byte[] octets) {
        return started("* client-hello\n" + Entry.server(octets, false, false, Duration.ZERO));
    }

    /** The alert protocol_version (RFC 8446 §6.2). */
    static String alertOfVersion() {
        return answering(new byte[] {21, 3, 1, 0, 2, 2, 70});
    }

    /** A ServerHello of TLS 1.1 (RFC 4346 §7.4.1.3) with a suite that every Java offers, TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA. */
    static String helloOfOldVersion() {
        ByteBuffer hello = ByteBuffer.allocate(47).put(new byte[] {22, 3, 2, 0, 42, 2, 0, 0, 38, 3, 2});
        return answering(hello.put(new byte[32])
                .put(new byte[] {0, (byte) 0xC0, 0x13, 0})
                .array());
    }

    private static MailWorld talking(String script) throws Exception {
        return new MailWorld(proven()).talking(V4, K1, script);
    }

    private static Zoned without(String variation, Zoned.Making said) {
        return Zoned.error("tlsa.no-starttls", HOST, said).as(variation).foretold(IN_CLEAR);
    }

    private static Zoned old(String variation, String script) {
        return Zoned.error("tlsa.old-tls", HOST, () -> talking(script))
                .as(variation)
                .foretold(OLD_TLS);
    }

    private static List<Zoned> transport() {
        return List.of(
                without("", () -> new MailWorld(proven()).clear(V4))
                        .beside("C C C Q C C", () -> new MailWorld(signed()).clear(V4))
                        .beside(MATCHES, () -> served(proven()))
                        .beside(OLD_TLS, () -> talking(alertOfVersion())),
                without("refused", () -> new MailWorld(proven()).refusingTls(V4)),
                without("in clear behind STARTTLS", () -> talking(started("* client-hello\nS: 500 what?"))),
                without("nothing in common", () -> talking(answering(new byte[] {21, 3, 3, 0, 2, 2, 40}))),
                without(
                                "at one of two addresses",
                                () -> new MailWorld(proven().a(HOST, OTHER_V4))
                                        .server(V4, K1)
                                        .clear(OTHER_V4))
                        .saying(OTHER_V4),
                old("", alertOfVersion())
                        .beside(MATCHES, () -> new MailWorld(proven()).server(V4, K1, List.of("TLSv1.2")))
                        .beside(IN_CLEAR, () -> new MailWorld(proven()).clear(V4)),
                old("the server chose it", helloOfOldVersion()));
    }

    private static MailWorld before(long ttl) throws Exception {
        return served(signed().record(TLSA, "TLSA", ttl, FIRST));
    }

    /** The server has a new key, and these are its records. */
    private static Zoned.Changing newKey(long ttl, String... records) {
        return mail -> {
            mail.world().without(TLSA, "TLSA");
            for (String each : records) {
                mail.world().record(TLSA, "TLSA", ttl, each);
            }
            mail.server(V4, Scene.K2);
        };
    }

    private static Zoned early(String variation, Zoned.Making said, Duration time, Zoned.Changing change) {
        return Zoned.error("tlsa.early-key", HOST, said).as(variation).surveying(Zoned.twice(time, change));
    }

    private static List<Zoned> earlyKeys() {
        return List.of(
                early("", () -> before(3600), SOON, newKey(3600, NEXT))
                        .saying(BEGIN.plusSeconds(3600).toString())
                        .beside(() -> served(proven()))
                        .beside(() -> before(3600), Zoned.twice(LATER, newKey(3600, NEXT)))
                        .beside(() -> before(3600), Zoned.twice(SOON, mail -> {}))
                        .beside(() -> before(300), Zoned.twice(SOON, newKey(86_400, NEXT))),
                early("both records now", () -> before(3600), SOON, newKey(3600, FIRST, NEXT)),
                early("a shorter TTL now", () -> before(86_400), LATER, newKey(300, NEXT))
                        .saying(BEGIN.plusSeconds(86_400).toString()),
                early("no records now", () -> before(3600), SOON, newKey(3600)));
    }

    private static Zoned.Changing server(Issued next) {
        return mail -> mail.server(V4, next);
    }

    private static List<Zoned> issuers() {
        Zoned.Making before = () -> TlsaIssuerZones.showing(TlsaIssuerZones.BY_FIRST, TlsaIssuerZones.OF_FIRST);
        return List.of(Zoned.error("tlsa.ta-issuer-changed", HOST, before)
                .as("since an earlier survey")
                .surveying(Zoned.twice(LATER, server(TlsaIssuerZones.BY_SECOND)))
                .foretold(FAILS)
                .beside(before, Zoned.twice(LATER, server(TlsaIssuerZones.FIRST.issue(HOST))))
                .beside(before, Zoned.twice(LATER, server(TlsaIssuerZones.BY_FIRST.withoutIntermediates())))
                .beside(
                        () -> TlsaIssuerZones.showing(
                                TlsaIssuerZones.BY_FIRST, TlsaIssuerZones.OF_FIRST, TlsaIssuerZones.OF_SECOND),
                        Zoned.twice(LATER, server(TlsaIssuerZones.BY_SECOND))));
    }
}
