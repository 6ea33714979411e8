/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis.domain;

import io.github.smtpprobe.diagnosis.signs.BlankedKeyword;
import io.github.smtpprobe.fact.Ehlo;
import io.github.smtpprobe.fact.StartTls;
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

/**
 * Servers that have TLSA records but no TLS, or a version that is too old: with such records, senders never fall back to clear
 * text (RFC 7672 §2.2).
 */
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
            tell(to.say("tlsa.no-starttls").host(host.host()), without)
                    .with("count", without.size())
                    .with("all", talked(host).size())
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

    /** Whether a server did not provide TLS. */
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

    /** The old TLS version of a completed handshake, if there was one. */
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

    /** Adds the results of STARTTLS at these addresses, and what can be done about them. */
    static Said tell(Said said, List<SurveyedAddress> addresses) {
        return said.with("keyword", blanked(addresses))
                .words("asked", addresses.stream().allMatch(TlsaTransport::demands) ? "a certificate" : "")
                .words("broken", broken(addresses))
                .words("detail", words(addresses));
    }

    /** What fails, if all of them offered STARTTLS; otherwise empty. */
    private static String broken(List<SurveyedAddress> addresses) {
        if (addresses.stream().allMatch(each -> each.state() == TlsResult.REFUSED)) {
            return "the command itself";
        }
        return addresses.stream().allMatch(each -> each.state() == TlsResult.FAILED && !oldTls(each))
                ? "the handshake"
                : "";
    }

    /** The results of STARTTLS at these addresses, with the codes of refusals; the servers' words are in the evidence. */
    private static String words(List<SurveyedAddress> addresses) {
        return addresses.stream()
                .map(each ->
                        each.state().label() + reply(each) + (demands(each) ? " for want of a client certificate" : ""))
                .distinct()
                .limit(3)
                .collect(Collectors.joining(", "));
    }

    private static boolean demands(SurveyedAddress address) {
        return address.handshake(Offer.ANY)
                .filter(ServerHandshake::clientCertificateDemanded)
                .isPresent();
    }

    private static String reply(SurveyedAddress address) {
        return address.handshake(Offer.ANY)
                .filter(each -> each.state() == TlsResult.REFUSED)
                .flatMap(each -> each.attempt().fact(StartTls.class))
                .flatMap(fact -> fact.outcome().reply())
                .map(reply -> " with " + reply.code()
                        + reply.enhanced().map(each -> " " + each).orElse(""))
                .orElse("");
    }

    private static Optional<String> blanked(List<SurveyedAddress> addresses) {
        return addresses.stream()
                .filter(each -> each.state() == TlsResult.NOT_OFFERED)
                .flatMap(each -> each.handshake(Offer.ANY).stream())
                .flatMap(each -> each.attempt().fact(Ehlo.class).stream())
                .flatMap(hello -> BlankedKeyword.of(hello).stream())
                .findFirst();
    }
}
