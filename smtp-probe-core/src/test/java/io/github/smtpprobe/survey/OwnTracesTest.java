/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.survey;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.outlook.AnswerState;
import io.github.smtpprobe.outlook.DomainState;
import io.github.smtpprobe.outlook.ExchangerState;
import io.github.smtpprobe.outlook.Outlook;
import io.github.smtpprobe.records.DnsAnswer;
import io.github.smtpprobe.records.DnsResult;
import io.github.smtpprobe.records.Question;
import io.github.smtpprobe.records.RecordType;
import io.github.smtpprobe.records.Security;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What strangers are told of this machine: nothing, and of others what is theirs. */
class OwnTracesTest {
    private static DomainFacts facts(DomainSurvey survey) {
        DnsAnswer mx = DnsAnswer.to(new Question("example.com", RecordType.MX), Security.INSECURE)
                .result(DnsResult.NO_RECORDS)
                .server("10.0.0.1:53")
                .build();
        return DomainFacts.builder(survey, mx)
                .lookUps(List.of(mx), 1)
                .during(Instant.EPOCH, Duration.ZERO)
                .build();
    }

    @ParameterizedTest
    @CsvSource({
        "asked of 10.0.0.1., asked of [not told].",
        "asked of 10.0.0.1 and 10.0.0.10, asked of [not told] and 10.0.0.10",
        "at 110.0.0.1, at 110.0.0.1",
        "10.0.0.1, [not told]",
        "from 10.0.0.1:53, from [not told]",
        "failed (10.0.0.1:53), failed",
        "10.0.0.1 10.0.0.1, [not told] [not told]",
    })
    void takesOutWhatIsOurs(String text, String told) {
        assertThat(OwnTraces.of(facts(DomainSurvey.of("example.com").build())).without(text))
                .isEqualTo(told);
    }

    @Test
    void whatWeCallOurselvesIsNotTold() {
        DomainSurvey survey = DomainSurvey.of("example.com")
                .heloName("monitor.inner.example")
                .port(2525)
                .deadline(Duration.ofSeconds(7))
                .addresses(AddressCoverage.FIRST)
                .without(Aspect.DANE, Aspect.PROBES)
                .build();
        DomainReport report = DomainReport.of(
                facts(survey),
                Outlook.of(DomainState.of(AnswerState.INSECURE, ExchangerState.NOWHERE), List.of(), List.of()),
                List.of(),
                List.of(),
                List.of());
        DomainSurvey told = report.forStrangers().facts().survey();
        assertThat(told.heloName()).isEmpty();
        assertThat(told.nameServers()).isEmpty();
        assertThat(told.domain()).isEqualTo("example.com");
        assertThat(told.aspects()).isEqualTo(survey.aspects());
        assertThat(told.port()).isEqualTo(2525);
        assertThat(told.deadline()).isEqualTo(Duration.ofSeconds(7));
        assertThat(told.addresses()).isEqualTo(AddressCoverage.FIRST);
    }
}
