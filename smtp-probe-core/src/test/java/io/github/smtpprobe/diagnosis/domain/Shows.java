/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis.domain;

import io.github.smtpprobe.fact.Connect;
import io.github.smtpprobe.fact.Ehlo;
import io.github.smtpprobe.fact.Fact;
import io.github.smtpprobe.fact.Greeting;
import io.github.smtpprobe.fact.Outcome;
import io.github.smtpprobe.fact.Reason;
import io.github.smtpprobe.fact.SkipReason;
import io.github.smtpprobe.fact.StartTls;
import io.github.smtpprobe.fact.TlsHandshake;
import io.github.smtpprobe.report.Attempt;
import io.github.smtpprobe.report.Purpose;
import io.github.smtpprobe.request.TlsMode;
import io.github.smtpprobe.route.Route;
import io.github.smtpprobe.smtp.Reply;
import io.github.smtpprobe.survey.ServerHandshake.Offer;
import io.github.smtpprobe.tls.CertificateVerdict;
import io.github.smtpprobe.tls.CertificateVerdict.Name;
import io.github.smtpprobe.tls.CertificateVerdict.Trust;
import io.github.smtpprobe.tls.CertificateVerdict.Validity;
import io.github.smtpprobe.tls.TlsInfo;
import java.net.InetAddress;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What a server shows in one conversation, in the notation of {@link Facts}. */
final class Shows {
    private final Offer offer;
    private final List<Fact> facts;
    private final TlsInfo.Builder tls;

    private Shows(Offer offer, List<Fact> facts, TlsInfo.Builder tls) {
        this.offer = offer;
        this.facts = facts;
        this.tls = tls;
    }

    /** A chain that a public authority vouches for, by TLS 1.3. */
    static Shows now(List<X509Certificate> chain) {
        return chain(Offer.ANY, chain, Trust.TRUSTED, Name.MATCHES, Validity.VALID);
    }

    static Shows chain(Offer offer, List<X509Certificate> chain) {
        return chain(offer, chain, Trust.TRUSTED, Name.MATCHES, Validity.VALID);
    }

    static Shows chain(Offer offer, List<X509Certificate> chain, Trust trust, Name name, Validity validity) {
        TlsInfo.Builder tls = TlsInfo.builder(Facts.MX)
                .protocol("TLSv1.3")
                .chain(chain.stream().map(Keys::facts).toList())
                .verdict(CertificateVerdict.builder(trust, name, validity).build());
        return new Shows(offer, talked(StartTls.of(Outcome.done(Reply.of(220, "go ahead")), Duration.ZERO)), tls);
    }

    static Shows selfSigned(List<X509Certificate> chain) {
        return chain(Offer.ANY, chain, Trust.SELF_SIGNED, Name.MATCHES, Validity.VALID);
    }

    Shows protocol(String version) {
        tls.protocol(version);
        return this;
    }

    /** STARTTLS is not offered. */
    static Shows clear() {
        return new Shows(
                Offer.ANY,
                talked(StartTls.of(Outcome.skipped(SkipReason.NOT_OFFERED), Duration.ZERO)),
                TlsInfo.builder(""));
    }

    /** The connection came to nothing. */
    static Shows nothing(Reason reason) {
        return new Shows(
                Offer.ANY,
                List.of(Connect.of(Outcome.failed(reason, "no connection"), Duration.ZERO)),
                TlsInfo.builder(""));
    }

    private static List<Fact> talked(Fact last) {
        return List.of(
                Connect.of(Outcome.done(), Duration.ZERO),
                Greeting.of(Outcome.done(Reply.of(220, "mx.example.com ESMTP")), Duration.ZERO, ""),
                Ehlo.builder(Outcome.done(Reply.of(250, "mx.example.com")), Duration.ZERO)
                        .build(),
                last);
    }

    Offer offer() {
        return offer;
    }

    Attempt attempt(String host, InetAddress address) {
        List<Fact> all = new ArrayList<>(facts);
        TlsInfo seen = tls.build();
        if (!seen.chain().isEmpty()) {
            all.add(TlsHandshake.of(Outcome.done(), Duration.ZERO, seen));
        }
        return Attempt.builder(new Route(host, false, address, 25, TlsMode.STARTTLS), Purpose.PROBE)
                .facts(all)
                .build();
    }
}
