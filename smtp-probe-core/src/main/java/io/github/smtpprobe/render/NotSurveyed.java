/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.render;

import io.github.smtpprobe.names.AddressLiteral;
import io.github.smtpprobe.outlook.Prospect;
import io.github.smtpprobe.outlook.SenderOutlook;
import io.github.smtpprobe.records.DnsAnswer;
import io.github.smtpprobe.records.DnsResult;
import io.github.smtpprobe.records.Security;
import io.github.smtpprobe.survey.Aspect;
import io.github.smtpprobe.survey.DomainFacts;
import io.github.smtpprobe.survey.DomainReport;
import io.github.smtpprobe.survey.SurveyedAddress;
import io.github.smtpprobe.survey.SurveyedExchanger;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What a survey did not test, so that silence about it is not taken for a result. */
final class NotSurveyed {
    private static final int MOST = 30;

    private final DomainReport report;
    private final List<String> sentences = new ArrayList<>();

    private NotSurveyed(DomainReport report) {
        this.report = report;
    }

    /** One sentence for each gap; there is at least one, since no mail is sent. */
    static List<String> of(DomainReport report) {
        NotSurveyed all = new NotSurveyed(report);
        all.ended();
        all.aspects();
        all.senders();
        all.exchangers();
        all.addresses();
        all.questions();
        all.sentences.add("SPF, DKIM and DMARC, which are about mail that the domain sends, were not looked at.");
        all.sentences.add("No mail was sent, and no address of a wish for reports was contacted.");
        return all.sentences;
    }

    private void ended() {
        DomainFacts facts = report.facts();
        if (facts.cancelled()) {
            sentences.add("The survey was cancelled before it was complete.");
        }
        facts.rootValidation().filter(each -> !each.sound()).ifPresent(each -> sentences.add(DnsWords.of(each)));
    }

    private void aspects() {
        for (Aspect aspect : Aspect.values()) {
            if (!report.facts().survey().looksAt(aspect)) {
                sentences.add(
                        switch (aspect) {
                            case DNSSEC -> "DNSSEC was not asked for: no answer was proven.";
                            case DANE -> "DANE was not asked for: no TLSA record was looked up.";
                            case MTA_STS -> "MTA-STS was not asked for: no policy was looked up.";
                            case TLS_RPT -> "The wish for reports on TLS was not asked for.";
                            case REVERSE_NAMES -> "Reverse names were not asked for.";
                            case PROBES -> "Probes were not asked for: no connection to an exchanger was made.";
                        });
            }
        }
    }

    private void senders() {
        String unknown = report.outlook().senders().stream()
                .filter(each -> each.domain().prospect() == Prospect.NOT_KNOWN)
                .map(SenderOutlook::name)
                .collect(Collectors.joining(", "));
        if (!unknown.isEmpty()) {
            sentences.add("What these senders do is not known: " + unknown + ".");
        }
    }

    private void exchangers() {
        add(SurveyWords.beyond(report).stream()
                .map(host -> "The exchanger " + host + " was not tested: " + SurveyWords.BEYOND + ".")
                .toList());
    }

    private void addresses() {
        if (!report.facts().survey().looksAt(Aspect.PROBES)) {
            return;
        }
        List<String> omitted = new ArrayList<>();
        for (SurveyedExchanger exchanger : report.facts().exchangers()) {
            for (SurveyedAddress address : exchanger.addresses()) {
                address.omission()
                        .ifPresent(why -> omitted.add("The address " + AddressLiteral.text(address.address()) + " of "
                                + exchanger.host() + " was not talked to: " + SurveyWords.of(why) + "."));
            }
        }
        add(omitted);
    }

    private void questions() {
        List<String> untold = new ArrayList<>();
        for (DnsAnswer answer : report.facts().lookUps()) {
            if (answer.security() == Security.NOT_TESTED && answer.result() == DnsResult.NONE) {
                String why = DnsWords.trouble(answer);
                untold.add("Nothing was learned of " + answer.question() + (why.isEmpty() ? "." : ": " + why + "."));
            }
        }
        add(untold);
    }

    private void add(List<String> all) {
        Shortened.of(all, MOST, sentences::add, rest -> sentences.add("The list goes on: " + rest + "."));
    }
}
