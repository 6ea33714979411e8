/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.cli.batch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.smtpprobe.batch.BatchResult;
import io.github.smtpprobe.batch.BatchTally;
import io.github.smtpprobe.batch.BatchTarget;
import io.github.smtpprobe.batch.Operators;
import io.github.smtpprobe.cli.CommandLineTest.Result;
import io.github.smtpprobe.outlook.AnswerState;
import io.github.smtpprobe.outlook.DomainState;
import io.github.smtpprobe.outlook.ExchangerState;
import io.github.smtpprobe.outlook.Outlook;
import io.github.smtpprobe.outlook.Sender;
import io.github.smtpprobe.outlook.Senders;
import io.github.smtpprobe.records.DnsAnswer;
import io.github.smtpprobe.records.Question;
import io.github.smtpprobe.records.RecordType;
import io.github.smtpprobe.records.Security;
import io.github.smtpprobe.survey.DomainFacts;
import io.github.smtpprobe.survey.DomainReport;
import io.github.smtpprobe.survey.DomainSurvey;
import io.github.smtpprobe.survey.SurveyedExchanger;
import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Lines of a list that stand for surveys of domains, and what is written of them. */
class BatchSurveyTest extends BatchBeginning {
    private static final String NOBODY = "domain:nobody.invalid";

    private static BatchResult surveyed(long number, ExchangerState exchangers) {
        DomainSurvey survey = DomainSurvey.of("example.com").build();
        DnsAnswer mx = DnsAnswer.to(new Question("example.com", RecordType.MX), Security.NOT_TESTED)
                .build();
        DomainFacts facts = DomainFacts.builder(survey, mx)
                .exchangers(List.of(
                        SurveyedExchanger.builder("mx1.example.com").build(),
                        SurveyedExchanger.builder("mx2.example.com").build()))
                .build();
        Outlook outlook = Outlook.of(DomainState.of(AnswerState.SECURE, exchangers), List.of(), Senders.standard());
        DomainReport report = DomainReport.of(facts, outlook, List.of(), List.of(), List.of());
        return BatchResult.builder(number, BatchTarget.survey("domain:example.com", survey), BatchResult.State.PROBED)
                .domainReport(report)
                .build();
    }

    @Test
    void aRowHasALetterForEachSender() {
        Map<String, Object> row = RowFormat.SUMMARY.row(surveyed(7, ExchangerState.NULL_MX), Operators.lastTwoLabels());
        assertThat(row)
                .containsEntry("number", 7L)
                .containsEntry("target", "domain:example.com")
                .containsEntry("state", "probed")
                .containsEntry("verdict", "at-risk")
                .containsEntry("domain", "example.com")
                .containsEntry("worst", "B")
                .containsEntry("gmail", "B")
                .containsEntry("exchangers", "mx1.example.com mx2.example.com");
        assertThat(row)
                .containsKeys(Senders.standard().stream().map(Sender::token).toArray(String[]::new));
        assertThat(row.get("summary").toString()).startsWith("example.com: at the worst, mail is returned at once");
    }

    @Test
    void columnsOfAFileAreTheSameForProbesAndDomains() {
        BatchResult refused = BatchResult.builder(
                        1, BatchTarget.survey(DomainSurvey.of("example.com").build()), BatchResult.State.REFUSED)
                .build();
        BatchResult probe = BatchResult.builder(
                        2,
                        BatchTarget.of(io.github.smtpprobe.request.ProbeRequest.to("mx.example.com", 25)
                                .build()),
                        BatchResult.State.BROKEN)
                .build();
        Operators rule = Operators.lastTwoLabels();
        assertThat(RowFormat.CSV.row(probe, rule).keySet())
                .containsExactlyElementsOf(RowFormat.CSV.row(refused, rule).keySet())
                .containsExactlyElementsOf(RowFormat.CSV
                        .row(surveyed(3, ExchangerState.NULL_MX), rule)
                        .keySet())
                .contains("exchangers");
        assertThat(RowFormat.SUMMARY.row(probe, rule)).doesNotContainKey("exchangers");
    }

    @Test
    void aLaterRunKnowsHowADomainStood() throws Exception {
        for (RowFormat format : RowFormat.values()) {
            StringBuilder lines = new StringBuilder();
            for (BatchResult each :
                    List.of(surveyed(1, ExchangerState.NULL_MX), surveyed(2, ExchangerState.NOT_TESTED))) {
                lines.append(format.line(format.row(each, Operators.lastTwoLabels())));
            }
            Written written =
                    Written.of(new ByteArrayInputStream(lines.toString().getBytes(StandardCharsets.UTF_8)), format);
            assertThat(written.targets()).as(format.name()).isEqualTo(2);
            assertThat(written.failed()).as(format.name()).isEqualTo(1);
            assertThat(written.passed()).as(format.name()).isZero();
        }
    }

    @Test
    void theEndTellsWhatSendersDo() {
        BatchTally tally = new BatchTally(Operators.lastTwoLabels());
        tally.add(surveyed(1, ExchangerState.NULL_MX));
        tally.add(surveyed(2, ExchangerState.NULL_MX));
        tally.add(surveyed(3, ExchangerState.NOT_TESTED));
        StringWriter text = new StringWriter();
        Figures.show(tally.summary(Duration.ofSeconds(1), true), new PrintWriter(text));
        assertThat(text.toString())
                .contains("  domains         at-risk 2, not-known 1\n", "    gmail         B 2, ? 1\n");
    }

    /** Whether there is an answer depends on the machine: with one the domain goes nowhere, without one nothing is known. */
    @Test
    void aDomainIsSurveyedUntilItsDeadline() throws Exception {
        Result result = batch(list(NOBODY, "domain:", "domain:ada@example.com"), "--deadline", "300ms");
        assertThat(result.code()).as(result.toString()).isIn(1, 3);
        List<JsonNode> rows = rows(result.out());
        assertThat(rows).hasSize(1);
        assertThat(rows.get(0).get("key").asText()).isEqualTo(NOBODY);
        assertThat(rows.get(0).at("/domainReport/domain").asText()).isEqualTo("nobody.invalid");
        assertThat(rows.get(0).has("report")).isFalse();
        assertThat(result.err())
                .contains(
                        "1 of 1 done",
                        result.code() == 1 ? "1 at-risk, " : "1 not-known, ",
                        "line 2 is passed over: domain ",
                        "2 lines are no target")
                .doesNotContain("ada", "not tested");
        assertThat(result.err()).contains("  domains         " + (result.code() == 1 ? "at-risk 1" : "not-known 1"));
    }

    @Test
    void aDryRunCountsDomainsAndAsksNothing() throws Exception {
        Result result = batch(list(NOBODY, "mx:nobody.invalid", "domain:other.invalid"), "--dry-run");
        assertThat(result.code()).as(result.toString()).isZero();
        assertThat(result.out()).contains("3 targets of 2 operators", "  2  nobody.invalid", "Nothing was looked up");
    }

    @Test
    void aColumnOfDomainsMayNameSurveys() throws Exception {
        Path csv = Files.write(folder.resolve("list.csv"), List.of("domain", "domain:nobody.invalid", "other.invalid"));
        Result result = batch(csv, "--dry-run");
        assertThat(result.code()).as(result.toString()).isZero();
        assertThat(result.out()).contains("2 targets of 2 operators");
    }
}
