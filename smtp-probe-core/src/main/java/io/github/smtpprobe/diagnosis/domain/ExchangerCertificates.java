/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis.domain;

import io.github.smtpprobe.dane.RecordVerdict;
import io.github.smtpprobe.mtasts.PolicyFetch;
import io.github.smtpprobe.mtasts.PolicyMode;
import io.github.smtpprobe.mtasts.StsPolicy;
import io.github.smtpprobe.records.RootValidation;
import io.github.smtpprobe.survey.MtaStsFacts;
import io.github.smtpprobe.survey.ServerHandshake;
import io.github.smtpprobe.survey.ServerHandshake.Offer;
import io.github.smtpprobe.survey.SurveyedAddress;
import io.github.smtpprobe.survey.SurveyedExchanger;
import io.github.smtpprobe.tls.Certificate;
import io.github.smtpprobe.tls.TlsInfo;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Certificates that expire soon and that senders depend on, and faulty ones that no sender depends on. */
final class ExchangerCertificates implements DomainCheck {
    private static final Duration LATEST = Duration.ofDays(30);
    private static final int PARTS = 5;

    @Override
    public void examine(DomainFindings to) {
        boolean clock = to.facts()
                .rootValidation()
                .filter(rootValidation -> rootValidation.state() == RootValidation.State.CLOCK)
                .isPresent();
        if (clock) {
            return; // dates mean nothing if the clock is wrong
        }
        Optional<StsPolicy> policy = to.policy().filter(each -> each.mode() != PolicyMode.NONE);
        boolean enforced =
                policy.filter(each -> each.mode() == PolicyMode.ENFORCE).isPresent();
        to.hosts().forEach(host -> {
            boolean listed =
                    policy.filter(each -> each.lists(host.host()).isPresent()).isPresent();
            faulty(to, host, listed);
            ending(to, host, listed, enforced);
        });
        if (policy.isPresent()) {
            policyHost(to);
        }
    }

    private static void faulty(DomainFindings to, SurveyedExchanger host, boolean listed) {
        List<SurveyedAddress> bad = host.addresses().stream()
                .filter(each -> CertificateFault.shown(each).isPresent())
                .filter(each -> !NowhereAddress.is(each.address())) // that is another host, whatever name is asked for
                .toList();
        if (listed || bad.isEmpty() || !host.records().isEmpty()) {
            return;
        }
        Said said = to.say("mx.certificate")
                .host(host.host())
                .with("count", bad.size())
                .with("all", TlsaTransport.talked(host).size());
        CertificateFault.tell(said, bad).end();
    }

    private static void ending(DomainFindings to, SurveyedExchanger host, boolean listed, boolean enforced) {
        boolean dates = byIssuer(host);
        if (!listed && !dates) {
            return;
        }
        Instant now = to.facts().started();
        List<SurveyedAddress> ending = host.addresses().stream()
                .filter(each -> CertificateFault.shown(each).isEmpty())
                .filter(each -> leaf(each).filter(leaf -> ages(leaf, now)).isPresent())
                .sorted(Comparator.comparing(
                        each -> leaf(each).map(Certificate::notAfter).orElse(Instant.MAX)))
                .toList();
        if (!ending.isEmpty()) {
            String who = (dates ? "use DANE" : "") + (dates && listed ? " or " : "") + (listed ? "go by MTA-STS" : "");
            when(
                            to.say("mx.certificate-ends").host(host.host()),
                            leaf(ending.get(0)).orElseThrow(),
                            now)
                    .words("who", who)
                    .words("held", dates || enforced ? "do not deliver to it" : "")
                    .seen(ending.stream()
                            .map(each -> Seen.certificate(each, shown(each).orElseThrow())))
                    .end();
        }
    }

    private static Said when(Said said, Certificate leaf, Instant now) {
        long days = Duration.between(now, leaf.notAfter()).toDays();
        return said.words("days", days == 0 ? "less than a day" : days == 1 ? "1 day" : days + " days")
                .with("until", Seen.time(leaf.notAfter()));
    }

    private static Optional<ServerHandshake> shown(SurveyedAddress address) {
        return address.handshakes().stream()
                .filter(each -> each.offer() != Offer.NO_NAME && Seen.leaf(each).isPresent())
                .min(Comparator.comparing(each -> Seen.leaf(each).orElseThrow().notAfter()));
    }

    private static Optional<Certificate> leaf(SurveyedAddress address) {
        return shown(address).flatMap(Seen::leaf);
    }

    /** Whether dates matter for DANE, which is so if only records of usage 2 match (RFC 7671 §5.2). */
    private static boolean byIssuer(SurveyedExchanger host) {
        Set<Integer> usages = TlsaShown.of(host).stream()
                .filter(TlsaShown::matches)
                .flatMap(each -> each.verdict().authenticating().stream())
                .map(RecordVerdict::record)
                .map(record -> record.usage().orElse(-1))
                .collect(Collectors.toSet());
        return usages.equals(Set.of(2));
    }

    private static void policyHost(DomainFindings to) {
        Instant now = to.facts().started();
        Optional<TlsInfo> tls = to.facts().mtaSts().flatMap(MtaStsFacts::fetch).flatMap(PolicyFetch::tls);
        tls.filter(each -> CertificateFault.of(each).isEmpty())
                .flatMap(each -> each.chain().stream().findFirst())
                .filter(leaf -> ages(leaf, now))
                .ifPresent(leaf -> when(to.say("sts.certificate-ends"), leaf, now)
                        .seen("certificate of " + leaf.subject() + " until " + Seen.time(leaf.notAfter()) + ", SHA-256 "
                                + leaf.sha256())
                        .end());
    }

    /**
     * Whether less than a fifth of its lifetime is left, and no more than thirty days: an automatic renewal should have
     * happened.
     */
    private static boolean ages(Certificate certificate, Instant now) {
        Duration left = Duration.between(now, certificate.notAfter());
        Duration fifth = Duration.between(certificate.notBefore(), certificate.notAfter())
                .dividedBy(PARTS);
        return !left.isNegative() && left.compareTo(fifth.compareTo(LATEST) < 0 ? fifth : LATEST) < 0;
    }
}
