/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis.domain;

import io.github.smtpprobe.report.Severity;
import io.github.smtpprobe.survey.ServerHandshake;
import io.github.smtpprobe.survey.ServerHandshake.Offer;
import io.github.smtpprobe.survey.SurveyedAddress;
import io.github.smtpprobe.survey.SurveyedExchanger;
import io.github.smtpprobe.survey.TlsResult;
import io.github.smtpprobe.tls.TlsInfo;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Servers with TLSA records that give no TLS, or one that is too old: with records there is no way back to clear text (RFC 7672 §2.2). */
final class TlsaTransport implements DomainCheck {
    @Override
    public void examine(DomainFindings to) {
        if (to.proven()) {
            to.hosts().stream().filter(host -> !host.records().isEmpty()).forEach(host -> host(to, host));
        }
    }

    private static void host(DomainFindings to, SurveyedExchanger host) {
        List<SurveyedAddress> without =
                host.addresses().stream().filter(TlsaTransport::lacksTls).toList();
        if (!without.isEmpty()) {
            to.say("tlsa.no-starttls")
                    .host(host.host())
                    .with("count", without.size())
                    .with("all", talked(host).size())
                    .with("detail", words(without))
                    .words("broken", broken(without))
                    .weighing(to.unsignedMx() ? Severity.WARNING : Severity.ERROR)
                    .dane()
                    .seen(without.stream()
                            .map(each -> Seen.failure(each, each.handshakes().get(0))))
                    .seen(host.records().stream().map(record -> "TLSA " + Seen.value(record.text())))
                    .end();
        }
        List<SurveyedAddress> old =
                host.addresses().stream().filter(TlsaTransport::oldTls).toList();
        if (!old.isEmpty()) {
            to.say("tlsa.old-tls")
                    .host(host.host())
                    .with("protocol", oldProtocol(old.get(0)))
                    .seen(old.stream().map(TlsaTransport::line))
                    .end();
        }
    }

    /** The addresses with which there was a conversation. */
    static List<SurveyedAddress> talked(SurveyedExchanger host) {
        return host.addresses().stream()
                .filter(each -> each.state() != TlsResult.NO_CONVERSATION && each.state() != TlsResult.NOT_TESTED)
                .toList();
    }

    /** Whether a server gave no TLS. */
    static boolean lacksTls(SurveyedAddress address) {
        return switch (address.state()) {
            case NOT_OFFERED, REFUSED -> true;
            case FAILED -> !oldTls(address);
            default -> false;
        };
    }

    /** Whether nothing newer than TLS 1.1 works there. */
    static boolean oldTls(SurveyedAddress address) {
        return address.handshake(Offer.ANY).filter(ServerHandshake::oldTls).isPresent();
    }

    /** The version of old TLS, if there was a handshake to its end. */
    static Optional<String> oldProtocol(SurveyedAddress address) {
        return address.handshake(Offer.ANY)
                .filter(ServerHandshake::oldTls)
                .flatMap(ServerHandshake::tls)
                .flatMap(TlsInfo::protocol);
    }

    static String line(SurveyedAddress address) {
        ServerHandshake handshake = address.handshakes().get(0);
        return handshake.state() == TlsResult.WORKS
                ? Seen.certificate(address, handshake)
                : Seen.failure(address, handshake);
    }

    /** What fails where STARTTLS was offered and taken by all of them; empty where it was not. */
    static String broken(List<SurveyedAddress> addresses) {
        return addresses.stream().allMatch(each -> each.state() == TlsResult.FAILED && !oldTls(each))
                ? "the handshake"
                : "";
    }

    /** What became of STARTTLS at these addresses. */
    static String words(List<SurveyedAddress> addresses) {
        return addresses.stream()
                .map(SurveyedAddress::state)
                .distinct()
                .map(TlsResult::label)
                .collect(Collectors.joining(", "));
    }
}
