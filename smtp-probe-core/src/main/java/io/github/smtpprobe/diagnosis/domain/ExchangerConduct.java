/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis.domain;

import io.github.smtpprobe.dane.TlsaRecord;
import io.github.smtpprobe.fact.Connect;
import io.github.smtpprobe.fact.FailureKind;
import io.github.smtpprobe.fact.Outcome;
import io.github.smtpprobe.records.DnsAnswer;
import io.github.smtpprobe.records.Security;
import io.github.smtpprobe.report.Actor;
import io.github.smtpprobe.report.Confidence;
import io.github.smtpprobe.survey.ServerHandshake;
import io.github.smtpprobe.survey.ServerHandshake.Offer;
import io.github.smtpprobe.survey.SurveyedAddress;
import io.github.smtpprobe.survey.SurveyedExchanger;
import io.github.smtpprobe.survey.TlsResult;
import io.github.smtpprobe.tls.Certificate;
import java.net.Inet6Address;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** How the exchangers and their addresses differ from each other, and which of them answer at all. */
final class ExchangerConduct implements DomainCheck {
    /** Failures that are about the server, or the way to it. */
    private static final Set<FailureKind> SILENT = Set.of(
            FailureKind.REFUSED, FailureKind.UNREACHABLE, FailureKind.TIMEOUT, FailureKind.RESET, FailureKind.CLOSED);

    /** Failures that are about the server; those of a machine without IPv6, for example, are not. */
    private static final Set<FailureKind> OF_SERVER = Set.of(FailureKind.REFUSED, FailureKind.TIMEOUT);

    private static final Set<TlsResult> COMPARED =
            Set.of(TlsResult.WORKS, TlsResult.NOT_OFFERED, TlsResult.REFUSED, TlsResult.FAILED);

    @Override
    public void examine(DomainFindings to) {
        uneven(to);
        List<SurveyedAddress> tried = to.hosts().stream()
                .flatMap(host -> host.addresses().stream())
                .filter(address -> connect(address).isPresent() && !cut(address))
                .filter(address -> !NowhereAddress.is(address.address())) // this is reported, and no server is to blame
                .toList();
        if (!tried.isEmpty() && tried.stream().allMatch(each -> failed(each, SILENT))) {
            silent(to, tried);
            return;
        }
        to.hosts().forEach(host -> {
            sixth(to, host, tried);
            closed(to, host);
            unlike(to, host);
        });
    }

    private static Optional<Outcome> connect(SurveyedAddress address) {
        return address.handshake(Offer.ANY)
                .flatMap(handshake -> handshake.attempt().fact(Connect.class))
                .map(Connect::outcome)
                .filter(outcome -> !(outcome instanceof Outcome.Skipped));
    }

    /** Whether the deadline came before the address could be called silent. */
    private static boolean cut(SurveyedAddress address) {
        return address.state() == TlsResult.NOT_TESTED && failed(address, Set.of(FailureKind.TIMEOUT));
    }

    private static boolean failed(SurveyedAddress address, Set<FailureKind> kinds) {
        return connect(address)
                .filter(outcome -> outcome instanceof Outcome.Failed failed && kinds.contains(failed.kind()))
                .isPresent();
    }

    static boolean connected(SurveyedAddress address) {
        return connect(address).filter(Outcome::succeeded).isPresent();
    }

    private static void silent(DomainFindings to, List<SurveyedAddress> tried) {
        boolean refused = tried.stream().allMatch(each -> failed(each, Set.of(FailureKind.REFUSED)));
        Said said = to.say("mx.all-silent")
                .with("count", tried.size())
                .with("port", to.facts().survey().port())
                .seen(tried.stream().flatMap(ExchangerConduct::words));
        if (refused) {
            said.with("refused", Seen.addresses(tried));
            if (to.hosts().stream().allMatch(SurveyedExchanger::implicit)) {
                DnsAnswer mx = to.facts().mx();
                said.with("implicit", to.domain())
                        .with("alias", mx.aliases().isEmpty() ? "" : mx.finalName())
                        .by(Actor.DNS_OWNER);
            }
        }
        said.end();
    }

    private static Stream<String> words(SurveyedAddress address) {
        return address.handshake(Offer.ANY).map(each -> Seen.failure(address, each)).stream();
    }

    private static void sixth(DomainFindings to, SurveyedExchanger host, List<SurveyedAddress> tried) {
        List<SurveyedAddress> sixth =
                host.addresses().stream().filter(ExchangerConduct::isSixth).toList();
        List<SurveyedAddress> dead = sixth.stream()
                .filter(each -> failed(each, OF_SERVER) && !cut(each) && !NowhereAddress.is(each.address()))
                .toList();
        boolean other = host.addresses().stream().anyMatch(each -> !isSixth(each) && connected(each));
        if (dead.isEmpty() || !other) {
            return;
        }
        Said said = to.say("mx.v6-dead")
                .host(host.host())
                .with("count", dead.size())
                .with("all", sixth.size())
                .with("addresses", Seen.addresses(dead))
                .with("may", dead.stream().anyMatch(each -> failed(each, Set.of(FailureKind.TIMEOUT))) ? "may" : "")
                .seen(dead.stream().flatMap(ExchangerConduct::words));
        long all = tried.stream().filter(ExchangerConduct::isSixth).count();
        boolean refused = dead.stream().anyMatch(each -> failed(each, Set.of(FailureKind.REFUSED)));
        if (!refused && tried.stream().filter(ExchangerConduct::isSixth).noneMatch(ExchangerConduct::connected)) {
            said.with("silent", all).sure(Confidence.POSSIBLE);
        }
        said.end();
    }

    /**
     * Reports addresses that accept no connection, unless that is reported already, if the server or the way to it is the
     * reason.
     */
    private static void closed(DomainFindings to, SurveyedExchanger host) {
        boolean sixth = to.said(host.host(), "mx.v6-dead");
        List<SurveyedAddress> dead = host.addresses().stream()
                .filter(each -> !NowhereAddress.is(each.address()) && !cut(each))
                .filter(each -> failed(each, isSixth(each) ? OF_SERVER : SILENT) && !(sixth && isSixth(each)))
                .toList();
        if (dead.isEmpty()) {
            return;
        }
        Said said = to.say("mx.silent")
                .host(host.host())
                .with("count", dead.size())
                .with("all", host.addresses().size())
                .with("port", to.facts().survey().port())
                .with("addresses", Seen.addresses(dead))
                .seen(dead.stream().flatMap(ExchangerConduct::words));
        List<SurveyedAddress> tried = to.hosts().stream()
                .flatMap(each -> each.addresses().stream())
                .filter(each -> isSixth(each) && connect(each).isPresent())
                .toList();
        if (dead.stream().allMatch(ExchangerConduct::isSixth)
                && tried.stream().noneMatch(ExchangerConduct::connected)) {
            said.with("silent", tried.size()).sure(Confidence.POSSIBLE);
        }
        said.end();
    }

    private static boolean isSixth(SurveyedAddress address) {
        return address.address() instanceof Inet6Address;
    }

    private static void unlike(DomainFindings to, SurveyedExchanger host) {
        List<SurveyedAddress> compared = host.addresses().stream()
                .filter(each -> COMPARED.contains(each.state()))
                .toList();
        boolean states =
                compared.stream().map(SurveyedAddress::state).distinct().count() > 1;
        boolean certificates = compared.stream()
                        .flatMap(each -> each.handshake(Offer.ANY).flatMap(Seen::leaf).stream())
                        .map(Certificate::sha256)
                        .distinct()
                        .count()
                > 1;
        if (!states && !certificates) {
            return;
        }
        List<String> what = new ArrayList<>();
        if (certificates) {
            what.add("their certificates");
        }
        if (states) {
            what.add("what comes of STARTTLS");
        }
        to.say("mx.unlike")
                .host(host.host())
                .with("what", String.join(" and ", what))
                .seen(compared.stream().map(each -> line(each, each.handshakes().get(0))))
                .end();
    }

    private static String line(SurveyedAddress address, ServerHandshake handshake) {
        return handshake.chain().isEmpty() ? Seen.failure(address, handshake) : Seen.certificate(address, handshake);
    }

    private static void uneven(DomainFindings to) {
        List<String> without = to.hosts().stream()
                .filter(host -> HostAnswers.addresses(host)
                        && proven(host)
                        && host.records().isEmpty())
                .map(SurveyedExchanger::host)
                .toList();
        List<TlsaRecord> records = to.hosts().stream()
                .flatMap(host -> host.records().stream())
                .limit(1)
                .toList();
        if (!without.isEmpty() && !records.isEmpty()) {
            to.say("mx.uneven")
                    .with("names", Seen.named(without))
                    .seen(to.hosts().stream()
                            .flatMap(host -> host.tlsa().stream())
                            .map(Seen::answer))
                    .end();
        }
    }

    /** Whether it is known if there are records that count. */
    private static boolean proven(SurveyedExchanger host) {
        return host.tlsa().map(DnsAnswer::security).map(Security::learned).orElse(host.security() == Security.INSECURE);
    }
}
