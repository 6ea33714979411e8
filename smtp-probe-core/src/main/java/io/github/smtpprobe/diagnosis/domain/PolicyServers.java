/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis.domain;

import io.github.smtpprobe.mtasts.PolicyMode;
import io.github.smtpprobe.mtasts.StsPolicy;
import io.github.smtpprobe.records.RootValidation;
import io.github.smtpprobe.report.Confidence;
import io.github.smtpprobe.survey.SurveyedAddress;
import io.github.smtpprobe.survey.SurveyedExchanger;
import java.util.List;

/**
 * Whether the listed exchangers provide what a policy demands: TLS 1.2 or later, and a publicly trusted certificate for their
 * names (RFC 8461 §4.2, §5).
 */
final class PolicyServers implements DomainCheck {
    @Override
    public void examine(DomainFindings to) {
        to.policy()
                .filter(policy -> policy.mode() != PolicyMode.NONE)
                .ifPresent(policy -> to.hosts().stream()
                        .filter(host -> policy.lists(host.host()).isPresent())
                        .forEach(host -> {
                            certificate(to, policy, host);
                            transport(to, policy, host);
                        }));
    }

    private static void certificate(DomainFindings to, StsPolicy policy, SurveyedExchanger host) {
        List<SurveyedAddress> bad = host.addresses().stream()
                .filter(each -> CertificateFault.shown(each).isPresent())
                .filter(each -> !NowhereAddress.is(each.address())) // that is another host, whatever name is asked for
                .toList();
        if (bad.isEmpty()) {
            return;
        }
        Said said = CertificateFault.tell(say(to, "sts.mx-certificate", policy, host, bad), bad);
        if (to.facts()
                .rootValidation()
                .filter(rootValidation -> rootValidation.state() == RootValidation.State.CLOCK)
                .isPresent()) {
            said.sure(Confidence.POSSIBLE).after("dns.not-yet");
        }
        said.end();
    }

    private static Said say(
            DomainFindings to, String id, StsPolicy policy, SurveyedExchanger host, List<SurveyedAddress> which) {
        return to.say(id)
                .host(host.host())
                .words("rule", PolicyTerms.rule(to, policy))
                .words(
                        "senders",
                        policy.mode() == PolicyMode.ENFORCE ? to.foretold().ofHost(host.host(), Foretold.MTA_STS) : "")
                .with("count", which.size())
                .with("all", TlsaTransport.talked(host).size())
                .weighing(PolicyTerms.weight(policy));
    }

    private static void transport(DomainFindings to, StsPolicy policy, SurveyedExchanger host) {
        List<SurveyedAddress> without = host.addresses().stream()
                .filter(TlsaTransport::lacksTls)
                .filter(each -> CertificateFault.shown(each).isEmpty())
                .toList();
        List<SurveyedAddress> old =
                host.addresses().stream().filter(TlsaTransport::oldTls).toList();
        List<SurveyedAddress> failing = without.isEmpty() ? old : without;
        if (!failing.isEmpty()) {
            Said said = TlsaTransport.tell(say(to, "sts.mx-no-tls", policy, host, failing), failing);
            if (without.isEmpty()) {
                said.with(
                        "detail",
                        "the version is "
                                + TlsaTransport.oldProtocol(old.get(0)).orElse("older than TLS 1.2"));
            }
            said.after(to.first(host.host(), "tlsa.no-starttls", "tlsa.old-tls"))
                    .seen(failing.stream()
                            .map(each -> Seen.failure(each, each.handshakes().get(0))))
                    .end();
        }
    }
}
