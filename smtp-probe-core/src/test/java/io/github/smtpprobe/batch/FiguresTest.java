/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.fact.Outcome;
import io.github.smtpprobe.fact.TlsHandshake;
import io.github.smtpprobe.outlook.AnswerState;
import io.github.smtpprobe.outlook.DomainState;
import io.github.smtpprobe.outlook.ExchangerState;
import io.github.smtpprobe.outlook.Outlook;
import io.github.smtpprobe.outlook.Prospect;
import io.github.smtpprobe.outlook.Senders;
import io.github.smtpprobe.outlook.Standing;
import io.github.smtpprobe.records.DnsAnswer;
import io.github.smtpprobe.records.Question;
import io.github.smtpprobe.records.RecordType;
import io.github.smtpprobe.records.Security;
import io.github.smtpprobe.report.Attempt;
import io.github.smtpprobe.report.Finding;
import io.github.smtpprobe.report.Observation;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.report.Purpose;
import io.github.smtpprobe.report.RequestView;
import io.github.smtpprobe.report.Severity;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.request.TlsMode;
import io.github.smtpprobe.route.Resolution;
import io.github.smtpprobe.route.Route;
import io.github.smtpprobe.smtp.Stage;
import io.github.smtpprobe.survey.DomainFacts;
import io.github.smtpprobe.survey.DomainReport;
import io.github.smtpprobe.survey.DomainSurvey;
import io.github.smtpprobe.tls.TlsInfo;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Percentiles and buckets, held to what counting says. */
class FiguresTest {
    @Test
    void noPercentileIsTooShortOrMoreThanATenthTooLong() {
        Random random = new Random(13);
        for (int times : new int[] {1, 2, 19, 100, 1_000}) {
            Histogram histogram = new Histogram();
            long[] micros = random.doubles(times, 0, 18)
                    .mapToLong(power -> (long) Math.exp(power))
                    .toArray();
            for (long each : micros) {
                histogram.add(Duration.ofNanos(each * 1_000));
            }
            Arrays.sort(micros);
            Latency latency = histogram.latency();
            assertThat(latency.count()).isEqualTo(times);
            isNear(latency.p50(), micros[(times * 50 + 99) / 100 - 1]);
            isNear(latency.p95(), micros[(times * 95 + 99) / 100 - 1]);
            isNear(latency.p99(), micros[(times * 99 + 99) / 100 - 1]);
        }
    }

    private static void isNear(Duration found, long micros) {
        assertThat(found.toNanos() / 1_000.0).isBetween(micros * 0.999, micros * 1.1);
    }

    @Test
    void nothingCountedTookNoTimeAndNothingIsTooLong() {
        Histogram histogram = new Histogram();
        assertThat(histogram.latency()).isEqualTo(new Latency(0, Duration.ZERO, Duration.ZERO, Duration.ZERO));
        histogram.add(Duration.ZERO);
        histogram.add(Duration.ofDays(100_000));
        assertThat(histogram.latency().count()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({
        "-P1D, EXPIRED",
        "-PT1S, EXPIRED",
        "PT0S, UNDER_7_DAYS",
        "PT167H, UNDER_7_DAYS",
        "P7D, UNDER_30_DAYS",
        "PT719H, UNDER_30_DAYS",
        "P30D, UNDER_90_DAYS",
        "P90D, LATER",
        "P36500D, LATER"
    })
    void expiryIsCountedFromWhenTheCertificateWasSeen(Duration left, Expiry expected) {
        Instant seen = Instant.parse("2026-11-26T23:18:23Z");
        assertThat(Expiry.of(seen.plus(left), seen)).isEqualTo(expected);
    }

    @Test
    void aTimeThatIsNotTheServersAloneIsNoneOfThem() {
        BatchTally tally = new BatchTally(Operators.lastTwoLabels());
        tally.add(handshake(Duration.ofMillis(900), true));
        tally.add(handshake(Duration.ofMillis(40), false));
        Latency latency = tally.summary(Duration.ofSeconds(1), true).latency().get(Stage.TLS);
        assertThat(latency.count()).isEqualTo(1);
        assertThat(latency.p99()).isLessThan(Duration.ofMillis(50));
    }

    private static BatchResult handshake(Duration took, boolean startUp) {
        ProbeRequest request = ProbeRequest.to("mx.example.com", 465).build();
        Route route = new Route("mx.example.com", false, InetAddress.getLoopbackAddress(), 465, TlsMode.IMPLICIT_TLS);
        Attempt attempt = Attempt.builder(route, Purpose.PROBE)
                .facts(List.of(TlsHandshake.of(Outcome.done(), took, TlsInfo.unseen("mx.example.com"), startUp)))
                .build();
        Resolution resolution = Resolution.builder("mx.example.com").build();
        Observation seen = Observation.builder(RequestView.of(request), resolution)
                .attempts(List.of(attempt))
                .build();
        return BatchResult.builder(1, BatchTarget.of(request), BatchResult.State.PROBED)
                .report(ProbeReport.of(seen, List.of()))
                .build();
    }

    private static BatchResult surveyed(String domain, ExchangerState exchangers, BatchResult.State state) {
        DomainSurvey survey = DomainSurvey.of(domain).build();
        DnsAnswer mx = DnsAnswer.to(new Question(domain, RecordType.MX), Security.NOT_TESTED)
                .build();
        Outlook outlook = Outlook.of(DomainState.of(AnswerState.SECURE, exchangers), List.of(), Senders.standard());
        DomainReport report = DomainReport.of(
                DomainFacts.builder(survey, mx).build(),
                outlook,
                List.of(finding("mx.null"), finding("mx.null"), finding("sts.none")),
                List.of(),
                List.of());
        return BatchResult.builder(1, BatchTarget.survey(survey), state)
                .domainReport(report)
                .build();
    }

    private static Finding finding(String id) {
        return Finding.builder(id).severity(Severity.INFO).summary("a summary").build();
    }

    @Test
    void domainsAreCountedBySenderAndByFinding() {
        BatchTally tally = new BatchTally(Operators.lastTwoLabels());
        tally.add(surveyed("a.example", ExchangerState.NULL_MX, BatchResult.State.PROBED));
        tally.add(surveyed("b.example", ExchangerState.NULL_MX, BatchResult.State.PROBED));
        tally.add(surveyed("c.example", ExchangerState.NOT_TESTED, BatchResult.State.PROBED));
        BatchSummary before = tally.summary(Duration.ofSeconds(1), false);
        tally.add(surveyed("d.example", ExchangerState.NULL_MX, BatchResult.State.CANCELLED));
        tally.add(surveyed("e.example", ExchangerState.NULL_MX, BatchResult.State.PROBED));
        assertThat(before.outlook().get("gmail"))
                .as("figures do not change")
                .containsEntry(Prospect.BOUNCED, 2L)
                .containsEntry(Prospect.NOT_KNOWN, 1L)
                .containsEntry(Prospect.VERIFIED, 0L);
        BatchSummary summary = tally.summary(Duration.ofSeconds(1), true);
        assertThat(summary.outlook().get("gmail")).containsEntry(Prospect.BOUNCED, 3L);
        assertThat(summary.outlook()).hasSameSizeAs(Senders.standard());
        assertThat(summary.standings())
                .containsEntry(Standing.AT_RISK, 3L)
                .containsEntry(Standing.NOT_KNOWN, 1L)
                .containsEntry(Standing.FINE, 0L);
        assertThat(summary.findings()).containsEntry("mx.null", 4L).containsEntry("sts.none", 4L);
        assertThat(summary.states()).containsEntry(BatchResult.State.CANCELLED, 1L);
        assertThat(summary.verdicts().values()).containsOnly(0L);
    }
}
