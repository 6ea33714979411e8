/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.domains;

import io.github.smtpprobe.fact.Connect;
import io.github.smtpprobe.fact.FailureKind;
import io.github.smtpprobe.fact.Outcome;
import io.github.smtpprobe.mtasts.RecordState;
import io.github.smtpprobe.names.AddressLiteral;
import io.github.smtpprobe.records.DnsAnswer;
import io.github.smtpprobe.records.RootValidation;
import io.github.smtpprobe.records.Security;
import io.github.smtpprobe.records.Trouble;
import io.github.smtpprobe.survey.DomainFacts;
import io.github.smtpprobe.survey.DomainReport;
import io.github.smtpprobe.survey.MtaStsFacts;
import io.github.smtpprobe.survey.ServerHandshake;
import io.github.smtpprobe.survey.ServerHandshake.Offer;
import io.github.smtpprobe.survey.SurveyedAddress;
import io.github.smtpprobe.survey.SurveyedExchanger;
import io.github.smtpprobe.survey.TlsResult;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** What failed by the evidence of a report, and what no finding of it names: each look-up, and each address of an exchanger. */
public final class Unsaid {
    private static final Set<TlsResult> FAILED =
            EnumSet.of(TlsResult.NOT_OFFERED, TlsResult.REFUSED, TlsResult.FAILED, TlsResult.NO_CONVERSATION);

    /** A machine without IPv6 says nothing of the server. */
    private static final Set<FailureKind> NO_ROUTE = EnumSet.of(FailureKind.UNREACHABLE);

    private Unsaid() {}

    /** {@return a line each; none where all that failed is said} */
    public static List<String> of(DomainReport report) {
        List<String> unsaid = new ArrayList<>();
        DomainFacts facts = report.facts();
        String said = report.findings().stream()
                .map(each -> each.summary() + "\n" + String.join("\n", each.evidence()))
                .reduce("", (one, other) -> one + "\n" + other);
        boolean sound = facts.rootValidation().filter(RootValidation::sound).isPresent();
        if (sound && !facts.nullMx()) {
            answers(facts).stream()
                    .filter(Unsaid::failed)
                    .map(answer -> answer.question() + ": ")
                    .filter(question -> !said.contains(question))
                    .forEach(unsaid::add);
        }
        for (SurveyedExchanger host : facts.exchangers()) {
            for (SurveyedAddress address : host.addresses()) {
                String text = AddressLiteral.text(address.address());
                if (FAILED.contains(address.state()) && !ours(address) && !said.contains(text)) {
                    unsaid.add(host.host() + " at " + address);
                }
            }
        }
        return unsaid;
    }

    private static boolean ours(SurveyedAddress address) {
        return address.handshake(Offer.ANY)
                .map(ServerHandshake::attempt)
                .flatMap(attempt -> attempt.fact(Connect.class))
                .map(Connect::outcome)
                .filter(outcome -> outcome instanceof Outcome.Failed failed && NO_ROUTE.contains(failed.kind()))
                .isPresent();
    }

    private static List<DnsAnswer> answers(DomainFacts facts) {
        List<DnsAnswer> all = new ArrayList<>();
        all.add(facts.mx());
        facts.exchangers().forEach(host -> {
            all.addAll(host.addressAnswers());
            all.addAll(host.tlsaAnswers());
        });
        facts.mtaSts().map(MtaStsFacts::answer).ifPresent(all::add);
        facts.mtaSts() // without a record no sender asks for the policy host
                .filter(sts -> sts.record()
                        .filter(record -> record.state() == RecordState.ONE)
                        .isPresent())
                .map(MtaStsFacts::policyHost)
                .ifPresent(all::addAll);
        facts.tlsRpt().ifPresent(rpt -> all.add(rpt.answer()));
        return all;
    }

    private static boolean failed(DnsAnswer answer) {
        boolean ours = answer.trouble().filter(Trouble::ours).isPresent();
        return !ours && (answer.security() == Security.FAILED || answer.security() == Security.BOGUS);
    }
}
