/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.surveys;

import io.github.smtpprobe.names.LookedAt;
import io.github.smtpprobe.outlook.DomainState;
import io.github.smtpprobe.outlook.ExchangerState;
import io.github.smtpprobe.outlook.HostState;
import io.github.smtpprobe.outlook.Outlook;
import io.github.smtpprobe.outlook.Sender;
import io.github.smtpprobe.records.DnsResult;
import io.github.smtpprobe.survey.DomainFacts;
import io.github.smtpprobe.survey.SurveyedExchanger;
import java.util.List;

/** Derives what senders would do from what was seen. */
public final class Foretelling {
    /** The most exchangers, which is the limit of an outlook. */
    private static final int MOST = 1_000;

    private Foretelling() {}

    /**
     * Predicts what senders would do.
     *
     * @param facts   what was seen
     * @param senders the senders
     * @return what each would do
     */
    public static Outlook of(DomainFacts facts, List<Sender> senders) {
        DomainState domain = DomainState.of(AnswerStates.of(facts.mx(), facts.rootValidation()), exchangers(facts));
        boolean more = facts.exchangers().size() > LookedAt.EXCHANGERS;
        List<HostState> hosts = new HostStates(facts).all().stream().limit(MOST).toList();
        return Outlook.of(more ? domain.withFurtherExchangers() : domain, hosts, senders);
    }

    private static ExchangerState exchangers(DomainFacts facts) {
        if (facts.nullMx()) {
            return ExchangerState.NULL_MX;
        }
        if (facts.mx().result() == DnsResult.RECORDS) {
            boolean mixed = facts.mx().records().stream()
                    .anyMatch(each -> each.target().filter("."::equals).isPresent());
            return mixed ? ExchangerState.NULL_MX_MIXED : ExchangerState.LISTED;
        }
        if (facts.mx().result() == DnsResult.NO_NAME) {
            return ExchangerState.NOWHERE;
        }
        if (facts.mx().result() == DnsResult.NONE) {
            return ExchangerState.NOT_TESTED;
        }
        return implicit(facts);
    }

    /** Whether the domain, for lack of MX records, is its own exchanger, which requires an address. */
    private static ExchangerState implicit(DomainFacts facts) {
        List<SurveyedExchanger> itself = facts.exchangers();
        if (itself.stream().anyMatch(each -> !each.addresses().isEmpty())) {
            return ExchangerState.IMPLICIT;
        }
        boolean answered = itself.stream()
                .flatMap(each -> each.addressAnswers().stream())
                .allMatch(each -> each.result() != DnsResult.NONE);
        return answered ? ExchangerState.NOWHERE : ExchangerState.NOT_TESTED;
    }
}
