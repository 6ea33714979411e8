/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.surveys;

import io.github.smtpprobe.dane.Dane;
import io.github.smtpprobe.dane.DaneNames;
import io.github.smtpprobe.dane.DaneVerdict;
import io.github.smtpprobe.dane.RecordVerdict;
import io.github.smtpprobe.dane.Trait;
import io.github.smtpprobe.fact.Connect;
import io.github.smtpprobe.fact.FailureKind;
import io.github.smtpprobe.fact.Outcome;
import io.github.smtpprobe.outlook.AddressState;
import io.github.smtpprobe.outlook.AnswerState;
import io.github.smtpprobe.outlook.HostState;
import io.github.smtpprobe.outlook.PkixState;
import io.github.smtpprobe.outlook.StartTlsState;
import io.github.smtpprobe.outlook.TlsaState;
import io.github.smtpprobe.records.DnsAnswer;
import io.github.smtpprobe.records.DnsResult;
import io.github.smtpprobe.records.RecordType;
import io.github.smtpprobe.records.Security;
import io.github.smtpprobe.route.AddressPolicy;
import io.github.smtpprobe.survey.Aspect;
import io.github.smtpprobe.survey.DomainFacts;
import io.github.smtpprobe.survey.ServerHandshake;
import io.github.smtpprobe.survey.ServerHandshake.Offer;
import io.github.smtpprobe.survey.SurveyedAddress;
import io.github.smtpprobe.survey.SurveyedExchanger;
import io.github.smtpprobe.survey.TlsResult;
import io.github.smtpprobe.tls.CertificateVerdict;
import io.github.smtpprobe.tls.TlsInfo;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reduces what was seen of an exchanger to the few values on which outlooks are based. */
final class HostStates {
    /** Verdicts that depend on what the application trusts, and not on public authorities. */
    private static final Set<CertificateVerdict.Trust> UNTOLD = EnumSet.of(
            CertificateVerdict.Trust.NOT_OBSERVED,
            CertificateVerdict.Trust.TRUSTED_BY_FINGERPRINT,
            CertificateVerdict.Trust.OTHER_FINGERPRINT);

    /** Failures that are about the server; those of a machine without IPv6, for example, are not. */
    private static final Set<FailureKind> OF_SERVER = EnumSet.of(FailureKind.REFUSED, FailureKind.TIMEOUT);

    private final DomainFacts facts;
    private final PolicyState policy;
    private final boolean reached;

    HostStates(DomainFacts facts) {
        this.facts = facts;
        this.policy = new PolicyState(facts);
        this.reached = facts.exchangers().stream()
                .flatMap(host -> host.addresses().stream())
                .anyMatch(each -> connect(each).filter(Outcome::succeeded).isPresent());
    }

    List<HostState> all() {
        return facts.exchangers().stream().map(this::of).toList();
    }

    private HostState of(SurveyedExchanger exchanger) {
        HostState.Builder host = HostState.builder(exchanger.host())
                .preference(exchanger.preference())
                .addresses(answer(exchanger), addresses(exchanger))
                .alias(exchanger.alias())
                .aliasEnd(aliasEnd(exchanger))
                .tlsa(unseen(exchanger))
                .sts(policy.of(exchanger.host()));
        List<ServerHandshake> told = told(exchanger);
        if (told.isEmpty()) {
            return host.build();
        }
        HostState.Builder first = seen(host, told.get(0));
        for (ServerHandshake each : told.subList(1, told.size())) {
            first.alternatively(seen(host.build().toBuilder(), each).build());
        }
        return first.build();
    }

    /** The conversations that a sender could have: it passes over an address where nobody answers. */
    private static List<ServerHandshake> told(SurveyedExchanger exchanger) {
        List<ServerHandshake> all = new ArrayList<>();
        for (SurveyedAddress address : exchanger.addresses()) {
            for (ServerHandshake each : address.handshakes()) {
                boolean plain = each.offer() == Offer.ANY
                        && each.state() != TlsResult.NO_CONVERSATION
                        && each.state() != TlsResult.NOT_TESTED;
                boolean otherKey =
                        (each.offer() == Offer.RSA || each.offer() == Offer.ECDSA) && each.state() == TlsResult.WORKS;
                if (plain || otherKey) {
                    all.add(each);
                }
            }
        }
        return all;
    }

    private HostState.Builder seen(HostState.Builder host, ServerHandshake handshake) {
        host.startTls(startTls(handshake)).pkix(pkix(handshake));
        handshake
                .dane()
                .filter(verdict -> asksRecords())
                .ifPresent(verdict -> host.tlsa(tlsa(verdict))
                        .expired(verdict.has(Trait.EE_EXPIRED))
                        .domainNameOnly(verdict.has(Trait.ONLY_DOMAIN_NAME)));
        return host;
    }

    private boolean asksRecords() {
        return facts.survey().looksAt(Aspect.DANE);
    }

    /**
     * The state of the address look-up. If an alias has a signed record, DANE uses the alias as the base, wherever the chain
     * ends (RFC 7672 §2.2.2).
     */
    private static AnswerState answer(SurveyedExchanger exchanger) {
        if (exchanger
                .aliasAnswer()
                .filter(each -> each.security() == Security.SECURE)
                .isPresent()) {
            return AnswerState.SECURE;
        }
        List<AnswerState> found = exchanger.addressAnswers().stream()
                .filter(each -> each.records().stream()
                        .anyMatch(record -> record.address().isPresent()))
                .map(AnswerStates::of)
                .toList();
        return found.isEmpty()
                ? without(exchanger.addressAnswers().stream()
                        .map(AnswerStates::of)
                        .toList())
                : Collections.min(found);
    }

    /**
     * The state if no family has an address. A family that could not be looked up decides, since there may be an address in it
     * (RFC 7672 §2.1.2).
     */
    private static AnswerState without(List<AnswerState> answers) {
        for (AnswerState each : List.of(AnswerState.NOT_TESTED, AnswerState.BOGUS, AnswerState.LOOKUP_FAILED)) {
            if (answers.contains(each)) {
                return each;
            }
        }
        return answers.isEmpty() ? AnswerState.NOT_TESTED : Collections.max(answers);
    }

    /** Whether the base is the last name of an alias, which it can only be if all links are secure. */
    private static boolean aliasEnd(SurveyedExchanger exchanger) {
        return exchanger.alias()
                && exchanger
                        .base()
                        .filter(base -> !base.equals(exchanger.host()))
                        .isPresent();
    }

    private AddressState addresses(SurveyedExchanger exchanger) {
        List<InetAddress> all =
                exchanger.addresses().stream().map(SurveyedAddress::address).toList();
        if (all.isEmpty()) {
            return answered(exchanger) ? AddressState.NONE : AddressState.NOT_TESTED;
        }
        if (all.stream().noneMatch(AddressPolicy::publicAddress)) {
            return AddressState.UNREACHABLE;
        }
        if (reached && exchanger.addresses().stream().allMatch(HostStates::silent)) {
            return AddressState.SILENT;
        }
        return all.stream()
                        .anyMatch(each -> each instanceof Inet4Address
                                && AddressPolicy.publicAddress(each)
                                && !mapped(exchanger, each))
                ? AddressState.IPV4
                : onlyIpv6(exchanger);
    }

    /** Whether an IPv4 address is only in an AAAA record (RFC 4291 §2.5.5.2), for which a sender without IPv6 never asks. */
    private static boolean mapped(SurveyedExchanger exchanger, InetAddress address) {
        return named(exchanger, RecordType.AAAA, address) && !named(exchanger, RecordType.A, address);
    }

    private static boolean named(SurveyedExchanger exchanger, RecordType type, InetAddress address) {
        return exchanger.addressAnswers().stream()
                .filter(answer -> answer.question().type().equals(type))
                .flatMap(answer -> answer.records().stream())
                .anyMatch(record -> record.address().filter(address::equals).isPresent());
    }

    /** Whether the address did not accept a connection. Only a machine that reaches others can tell. */
    private static boolean silent(SurveyedAddress address) {
        return address.state() == TlsResult.NO_CONVERSATION
                && connect(address)
                        .filter(outcome ->
                                outcome instanceof Outcome.Failed failed && OF_SERVER.contains(failed.kind()))
                        .isPresent();
    }

    private static Optional<Outcome> connect(SurveyedAddress address) {
        return address.handshake(Offer.ANY)
                .flatMap(handshake -> handshake.attempt().fact(Connect.class))
                .map(Connect::outcome);
    }

    /** The state if no IPv4 address was found; it requires an answer that there is none. */
    private static AddressState onlyIpv6(SurveyedExchanger exchanger) {
        return answered(exchanger) ? AddressState.IPV6_ONLY : AddressState.NOT_TESTED;
    }

    /** Whether it is known which addresses there are. If the name itself is an address, nobody looks it up. */
    private static boolean answered(SurveyedExchanger exchanger) {
        List<DnsAnswer> all = exchanger.addressAnswers();
        return !all.isEmpty() && all.stream().allMatch(each -> each.result() != DnsResult.NONE);
    }

    /** The state of the records while no certificate has been seen. */
    private TlsaState unseen(SurveyedExchanger exchanger) {
        if (!asksRecords()) {
            return TlsaState.NOT_TESTED;
        }
        Optional<DnsAnswer> answer = exchanger.tlsa();
        if (answer.isEmpty()) {
            return answer(exchanger) == AnswerState.INSECURE ? TlsaState.NOT_ASKED : TlsaState.NOT_TESTED;
        }
        return switch (AnswerStates.of(answer.get())) {
            case BOGUS, LOOKUP_FAILED -> TlsaState.LOOKUP_ERROR;
            case UNPROVEN, NOT_TESTED -> TlsaState.NOT_TESTED;
            case INSECURE -> TlsaState.NONE;
            case SECURE -> exchanger.records().isEmpty() ? TlsaState.NONE : uncompared(exchanger);
        };
    }

    /** The state of records that were not compared: whether any of them is usable is known without a certificate. */
    private TlsaState uncompared(SurveyedExchanger exchanger) {
        DaneNames names = DaneNames.of(exchanger.base().orElse(exchanger.host()));
        DaneVerdict verdict = Dane.judge(exchanger.records(), List.of(), names, facts.started());
        return verdict.state() == DaneVerdict.State.UNUSABLE ? TlsaState.UNUSABLE : TlsaState.NOT_COMPARED;
    }

    private static TlsaState tlsa(DaneVerdict verdict) {
        return switch (verdict.state()) {
            case NONE -> TlsaState.NONE;
            case UNUSABLE -> TlsaState.UNUSABLE;
            case MATCHES -> TlsaState.MATCHES;
            case MISMATCH ->
                verdict.records().stream().anyMatch(RecordVerdict::wouldAuthenticate)
                        ? TlsaState.WEAKER_MATCHES
                        : TlsaState.MISMATCH;
        };
    }

    private static StartTlsState startTls(ServerHandshake handshake) {
        return switch (handshake.state()) {
            case WORKS -> old(handshake) ? StartTlsState.OLD_TLS : StartTlsState.WORKS;
            case NOT_OFFERED -> StartTlsState.NOT_OFFERED;
            case REFUSED, FAILED -> handshake.oldTls() ? StartTlsState.OLD_TLS : StartTlsState.FAILED;
            case NO_CONVERSATION, NOT_TESTED -> StartTlsState.NOT_TESTED;
        };
    }

    private static boolean old(ServerHandshake handshake) {
        return handshake
                .tls()
                .flatMap(TlsInfo::protocol)
                .filter(version -> !version.equals("TLSv1.2") && !version.equals("TLSv1.3"))
                .isPresent();
    }

    private static PkixState pkix(ServerHandshake handshake) {
        return handshake
                .tls()
                .flatMap(TlsInfo::verdict)
                .filter(verdict -> !UNTOLD.contains(verdict.trust()))
                .map(verdict -> verdict.acceptable() ? PkixState.VALID : PkixState.INVALID)
                .orElse(PkixState.NOT_TESTED);
    }
}
