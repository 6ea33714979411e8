/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis.domain;

import io.github.smtpprobe.survey.ServerHandshake;
import io.github.smtpprobe.survey.ServerHandshake.Offer;
import io.github.smtpprobe.survey.SurveyedAddress;
import io.github.smtpprobe.survey.SurveyedExchanger;
import io.github.smtpprobe.tls.CertificateVerdict;
import io.github.smtpprobe.tls.TlsInfo;
import java.util.List;
import java.util.Optional;

/** Certificates with keys that are too short, no matter who verifies them, and how (RFC 9325 §4.5). */
final class WeakKeys implements DomainCheck {
    @Override
    public void examine(DomainFindings to) {
        to.hosts().forEach(host -> host(to, host));
    }

    private static void host(DomainFindings to, SurveyedExchanger host) {
        List<SurveyedAddress> weak = host.addresses().stream()
                .filter(each -> shown(each).isPresent() && !NowhereAddress.is(each.address()))
                .toList();
        if (!weak.isEmpty()) {
            to.say("cert.weak")
                    .host(host.host())
                    .with("weak", shown(weak.get(0)).flatMap(WeakKeys::shortKey).map(CertificateVerdict::weakness))
                    .seen(weak.stream()
                            .map(each -> Seen.certificate(each, shown(each).orElseThrow())))
                    .end();
        }
    }

    /** The first conversation with the host's name in which such a key was shown. */
    private static Optional<ServerHandshake> shown(SurveyedAddress address) {
        return address.handshakes().stream()
                .filter(each -> each.offer() != Offer.NO_NAME && shortKey(each).isPresent())
                .findFirst();
    }

    private static Optional<String> shortKey(ServerHandshake handshake) {
        return handshake.tls().flatMap(TlsInfo::verdict).stream()
                .flatMap(verdict -> verdict.weak().stream())
                .filter(token -> token.startsWith("rsa-") || token.startsWith("ec-"))
                .findFirst();
    }
}
