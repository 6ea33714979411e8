/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis.domain;

import io.github.smtpprobe.dane.DaneVerdict;
import io.github.smtpprobe.records.Alias;
import io.github.smtpprobe.records.DnsAnswer;
import io.github.smtpprobe.records.Security;
import io.github.smtpprobe.records.Trouble;
import io.github.smtpprobe.report.Severity;
import io.github.smtpprobe.survey.SurveyedExchanger;
import java.util.List;
import java.util.stream.Stream;

/** Which of the zones involved are signed: the domain's and those of its exchangers (RFC 7672 §2.2). */
final class ZoneSecurity implements DomainCheck {
    private static final String SIGNATURES = "signatures";

    @Override
    public void examine(DomainFindings to) {
        if (!to.proven()) {
            return;
        }
        DnsAnswer mx = to.facts().mx();
        if (mx.security() == Security.INSECURE) {
            unsigned(to, mx);
        } else if (mx.security() == Security.SECURE) {
            to.hosts().stream()
                    .filter(host ->
                            unsigned(host) && !host.addressAnswers().stream().anyMatch(ZoneSecurity::unsupported))
                    .forEach(host -> to.say("dns.host-insecure")
                            .host(host.host())
                            .words(
                                    "signatures",
                                    host.addressAnswers().stream().anyMatch(ZoneSecurity::undelegated)
                                            ? SIGNATURES
                                            : "")
                            .seen(Seen.answer(mx))
                            .seen(host.addressAnswers().stream().map(Seen::answer))
                            .end());
        }
        objected(to, mx);
        SingleServers.examine(to);
    }

    /** What the name server that was asked takes for wrong, and nobody else has to. */
    private static void objected(DomainFindings to, DnsAnswer mx) {
        List<DnsAnswer> answers = Stream.concat(
                        Stream.of(mx),
                        to.hosts().stream()
                                .flatMap(host ->
                                        Stream.concat(host.addressAnswers().stream(), host.tlsaAnswers().stream())))
                .filter(answer -> answer.security().learned() && Seen.has(answer, Trouble.SERVER_FAILURE))
                .toList();
        if (!answers.isEmpty()) {
            to.say("dns.resolver-objects")
                    .with("question", answers.get(0).question().toString())
                    .with("server", answers.get(0).server())
                    .seen(answers.stream().map(Seen::answer))
                    .end();
        }
    }

    /** The first name that is proven no longer. */
    static String leaves(DnsAnswer answer) {
        return answer.aliases().stream()
                .filter(link -> link.security() != Security.SECURE)
                .findFirst()
                .map(Alias::name)
                .orElse(answer.finalName());
    }

    /** Whether nothing about a host's addresses is proven, and the host is not an alias in a signed zone either. */
    static boolean unsigned(SurveyedExchanger host) {
        boolean signedAlias = host.aliasAnswer()
                .filter(answer -> answer.security() == Security.SECURE)
                .isPresent();
        return host.security() == Security.INSECURE && !signedAlias;
    }

    /**
     * Whether a zone is signed with something that is not supported here, and so counts as unsigned; that is reported with its
     * algorithms.
     */
    private static boolean unsupported(DnsAnswer answer) {
        return Seen.has(answer, Trouble.ALGORITHM);
    }

    /** Whether an unproven answer does have signatures, but no DS record leads to them (RFC 4035 §5.2). */
    private static boolean undelegated(DnsAnswer answer) {
        return answer.aliases().isEmpty()
                && answer.zones().stream()
                        .filter(each ->
                                answer.zone().filter(each.zone()::equals).isPresent())
                        .anyMatch(each ->
                                !each.algorithms().isEmpty() && each.digests().isEmpty());
    }

    private static void unsigned(DomainFindings to, DnsAnswer mx) {
        List<SurveyedExchanger> signed = to.hosts().stream()
                .filter(host -> !host.implicit() && !host.records().isEmpty())
                .toList();
        if (signed.isEmpty()) {
            if (!unsupported(mx)) {
                boolean led = !mx.aliases().isEmpty() && mx.aliases().get(0).security() == Security.SECURE;
                to.say("dns.insecure")
                        .with("target", led ? leaves(mx) : "")
                        .words("signatures", undelegated(mx) ? SIGNATURES : "")
                        .seen(Seen.answer(mx))
                        .end();
            }
            return;
        }
        List<String> mismatched = signed.stream()
                .filter(ZoneSecurity::mismatched)
                .map(SurveyedExchanger::host)
                .toList();
        Said said = to.say("dns.mx-insecure")
                .seen(Seen.answer(mx))
                .seen(signed.stream().flatMap(host -> host.tlsa().stream()).map(Seen::answer));
        if (!mismatched.isEmpty()) {
            said.with("mismatched", Seen.named(mismatched)).weighing(Severity.ERROR);
        }
        said.end();
    }

    private static boolean mismatched(SurveyedExchanger host) {
        return host.handshakes().stream()
                .flatMap(each -> each.dane().stream())
                .anyMatch(verdict -> verdict.state() == DaneVerdict.State.MISMATCH);
    }
}
