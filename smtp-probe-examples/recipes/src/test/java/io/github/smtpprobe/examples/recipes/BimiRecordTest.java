/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.examples.recipes;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.SmtpProbe;
import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.fact.Outcome;
import io.github.smtpprobe.fact.TargetFact;
import io.github.smtpprobe.records.DnsAnswer;
import io.github.smtpprobe.records.DnsRecord;
import io.github.smtpprobe.records.DnsResult;
import io.github.smtpprobe.records.Question;
import io.github.smtpprobe.records.RecordType;
import io.github.smtpprobe.records.RootValidation;
import io.github.smtpprobe.records.SecureResolver;
import io.github.smtpprobe.records.Security;
import io.github.smtpprobe.records.Trouble;
import io.github.smtpprobe.survey.Aspect;
import io.github.smtpprobe.survey.DomainReport;
import io.github.smtpprobe.survey.DomainSurvey;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A look-up of one's own, over a zone that is written down. */
class BimiRecordTest {
    private static final Question BIMI = new Question("default._bimi.example.com", RecordType.TXT);
    private static final String LOGO = "v=BIMI1; l=https://example.com/logo.svg;";

    /** A zone with the records of BIMI and nothing else. */
    private static final class Zone implements SecureResolver {
        private final List<List<Question>> rounds = new ArrayList<>();
        private final DnsAnswer answer;

        Zone(DnsAnswer answer) {
            this.answer = answer;
        }

        @Override
        public List<DnsAnswer> look(List<Question> questions, Deadline deadline) {
            rounds.add(questions);
            return questions.stream()
                    .map(each -> each.equals(BIMI)
                            ? answer
                            : DnsAnswer.to(each, Security.SECURE)
                                    .result(DnsResult.NO_NAME)
                                    .build())
                    .toList();
        }

        @Override
        public RootValidation rootValidation(Deadline deadline) {
            return RootValidation.of(RootValidation.State.SOUND, "");
        }

        @Override
        public List<DnsAnswer> fromEach(Question question, Deadline deadline) {
            return look(List.of(question), deadline);
        }
    }

    private static DomainReport survey(Zone zone) {
        return SmtpProbe.builder()
                .secureResolver(zone)
                .domainLookUp("acme.bimi", new BimiRecord())
                .build()
                .surveyDomain(DomainSurvey.of("example.com")
                        .without(Aspect.PROBES, Aspect.MTA_STS)
                        .build());
    }

    private static DnsRecord txt(String text) {
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        data.write(text.length());
        data.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
        return DnsRecord.of(BIMI.name(), RecordType.TXT, Duration.ofHours(1), data.toByteArray());
    }

    @Test
    void theRecordStandsInTheReportAndItsQuestionToo() {
        DnsAnswer answer = DnsAnswer.to(BIMI, Security.SECURE)
                .records(List.of(txt(LOGO), txt("something else")))
                .build();
        Zone zone = new Zone(answer);
        DomainReport report = survey(zone);
        assertThat(report.facts().targetFacts()).singleElement().satisfies(fact -> {
            assertThat(fact.kind()).isEqualTo("acme.bimi");
            assertThat(fact.values().get("records")).containsExactly(LOGO);
        });
        assertThat(report.facts().lookUps()).contains(answer);
        assertThat(zone.rounds.get(0)).contains(new Question("example.com", RecordType.MX), BIMI);
        assertThat(zone.rounds.stream().flatMap(List::stream)).containsOnlyOnce(BIMI);
    }

    @Test
    void whatWasNotLearnedIsNotMissing() {
        DomainReport report = survey(new Zone(DnsAnswer.to(BIMI, Security.FAILED)
                .trouble(Trouble.SERVER_FAILURE)
                .build()));
        assertThat(report.facts().targetFacts())
                .singleElement()
                .extracting(TargetFact::outcome)
                .isInstanceOf(Outcome.Failed.class);
    }
}
