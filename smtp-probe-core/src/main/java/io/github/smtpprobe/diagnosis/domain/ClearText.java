/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis.domain;

import io.github.smtpprobe.survey.SurveyedAddress;
import io.github.smtpprobe.survey.SurveyedExchanger;
import java.util.List;

/**
 * Servers without TLS, or with a version that is too old, for which no policy demands TLS, so that mail is delivered in clear
 * text (RFC 3207).
 */
final class ClearText implements DomainCheck {
    @Override
    public void examine(DomainFindings to) {
        to.hosts().stream()
                .filter(host -> !to.said(host.host(), "tlsa.no-starttls", "sts.mx-no-tls"))
                .forEach(host -> host(to, host));
    }

    private static void host(DomainFindings to, SurveyedExchanger host) {
        List<SurveyedAddress> without =
                host.addresses().stream().filter(TlsaTransport::lacksTls).toList();
        if (!without.isEmpty()) {
            TlsaTransport.tell(to.say("mx.no-starttls").host(host.host()), without)
                    .with("count", without.size())
                    .with("all", TlsaTransport.talked(host).size())
                    .seen(without.stream()
                            .map(each -> Seen.failure(each, each.handshakes().get(0))))
                    .end();
        }
        old(to, host);
    }

    private static void old(DomainFindings to, SurveyedExchanger host) {
        List<SurveyedAddress> old =
                host.addresses().stream().filter(TlsaTransport::oldTls).toList();
        if (!old.isEmpty() && !to.said(host.host(), "tlsa.old-tls")) {
            to.say("mx.old-tls")
                    .host(host.host())
                    .with("count", old.size())
                    .with("all", TlsaTransport.talked(host).size())
                    .with("detail", TlsaTransport.oldProtocol(old.get(0)))
                    .seen(old.stream().map(TlsaTransport::line))
                    .end();
        }
    }
}
