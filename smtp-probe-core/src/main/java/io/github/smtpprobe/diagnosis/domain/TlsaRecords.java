/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis.domain;

import io.github.smtpprobe.records.DnsAnswer;
import io.github.smtpprobe.records.Security;
import io.github.smtpprobe.report.Severity;
import io.github.smtpprobe.survey.Aspect;
import io.github.smtpprobe.survey.SurveyedExchanger;

/** Whether there are TLSA records where senders look, and whether they can be fetched (RFC 7672 §2.2). */
final class TlsaRecords implements DomainCheck {
    @Override
    public void examine(DomainFindings to) {
        if (to.proven()) {
            to.hosts().forEach(host -> host(to, host));
        }
    }

    private static void host(DomainFindings to, SurveyedExchanger host) {
        if (to.said(host.host(), "mx.localhost", "mx.placeholder")) {
            return; // another name belongs there
        }
        if (host.tlsaAnswers().isEmpty()) {
            notAsked(to, host);
            return;
        }
        host.tlsaAnswers().forEach(answer -> alias(to, host, answer));
        DnsAnswer last = host.tlsa().orElseThrow();
        boolean led = to.said(host.host(), "tlsa.alias-dangling", "tlsa.alias-insecure");
        if (Seen.failed(last)) {
            say(to, "tlsa.lookup-error", host, last)
                    .with("detail", Seen.trouble(last))
                    .weighing(to.unsignedMx() ? Severity.WARNING : Severity.ERROR)
                    .dane()
                    .end();
        } else if (last.security() == Security.SECURE
                && last.records().isEmpty()
                && !led
                && !HostAnswers.none(host)) { // no sender asks for the records of a host without addresses
            say(to, "tlsa.none", host, last).end();
        }
    }

    private static Said say(DomainFindings to, String id, SurveyedExchanger host, DnsAnswer answer) {
        return to.say(id)
                .host(host.host())
                .with("place", answer.question().name())
                .seen(Seen.answer(answer));
    }

    private static void notAsked(DomainFindings to, SurveyedExchanger host) {
        if (to.facts().survey().looksAt(Aspect.DANE) && ZoneSecurity.unsigned(host)) {
            to.say("tlsa.not-asked")
                    .host(host.host())
                    .weighing(Severity.INFO)
                    .after(to.first(host.host(), "dns.host-insecure", "dns.insecure"))
                    .seen(host.addressAnswers().stream().map(Seen::answer))
                    .end();
        }
    }

    private static void alias(DomainFindings to, SurveyedExchanger host, DnsAnswer answer) {
        boolean led = !answer.aliases().isEmpty();
        boolean signedStart = led && answer.aliases().get(0).security() == Security.SECURE;
        if (answer.security() == Security.INSECURE && signedStart) {
            say(to, "tlsa.alias-insecure", host, answer)
                    .with("target", ZoneSecurity.leaves(answer))
                    .end();
        } else if (answer.security() == Security.INSECURE && !answer.records().isEmpty()) {
            say(to, "tlsa.insecure", host, answer).end();
        } else if (led && answer.security().learned() && answer.records().isEmpty()) {
            say(to, "tlsa.alias-dangling", host, answer)
                    .with("target", answer.finalName())
                    .end();
        }
    }
}
