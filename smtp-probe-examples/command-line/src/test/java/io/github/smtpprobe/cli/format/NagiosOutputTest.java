/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.cli.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.report.Verdict;
import io.github.smtpprobe.route.MailResolver;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Monitoring Plugins Development Guidelines: one line with status and performance data, then more for whoever looks. */
class NagiosOutputTest {
    private static final String NUMBER = "-?[0-9]+(\\.[0-9]+)?";
    private static final String FIRST_LINE = "SMTP (OK|WARNING|CRITICAL|UNKNOWN) - [^|]+\\|time=" + NUMBER + "s;("
            + NUMBER + ")?;(" + NUMBER + ")?;0( days_left=" + NUMBER + ";([0-9]+:)?;([0-9]+:)?)?";

    private static NagiosOutput judged(ProbeReport report, String days) {
        return NagiosOutput.of(report, Thresholds.of(null, null, days), Gate.OPEN);
    }

    private static NagiosOutput judged(ProbeReport report) {
        return NagiosOutput.of(report, Thresholds.NONE, Gate.OPEN);
    }

    @Test
    void whatWorksIsOk() {
        assertThat(judged(SampleReports.passed()).text())
                .matches("SMTP OK - 192\\.0\\.2\\.1:25: everything that was asked works\\|time=[0-9.]+s;;;0\n(?s:.*)");
        NagiosOutput tls = NagiosOutput.of(SampleReports.inTls(90), Thresholds.of("2", "10s", "30,7"), Gate.OPEN);
        assertThat(tls.text())
                .matches(
                        "SMTP OK - mx\\.example\\.com:465: everything that was asked works, certificate valid for 90 days"
                                + "\\|time=[0-9.]+s;2;10;0 days_left=90;30:;7:\n(?s:.*)");
        assertThat(tls.status().code()).isZero();
    }

    @Test
    void aVerdictIsAStatus() {
        NagiosOutput failed = judged(SampleReports.refused("554 5.7.1 no"));
        assertThat(failed.text()).startsWith("SMTP CRITICAL - 192.0.2.1:25: ");
        assertThat(failed.status().code()).isEqualTo(2);
        NagiosOutput later = judged(SampleReports.refused("421 4.3.2 later"));
        assertThat(later.text()).startsWith("SMTP UNKNOWN - 192.0.2.1:25: ");
        assertThat(later.status().code()).isEqualTo(3);
        assertThat(judged(SampleReports.noAttempt(MailResolver.Status.TIMEOUT))
                        .status()
                        .code())
                .isEqualTo(3);
        assertThat(judged(SampleReports.noAttempt(MailResolver.Status.NXDOMAIN))
                        .status()
                        .code())
                .isEqualTo(2);
        assertThat(judged(SampleReports.inTls(-5)).status().code()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({"40, OK", "30, OK", "29, WARNING", "10, WARNING", "7, WARNING", "6, CRITICAL", "0, CRITICAL"})
    void fewerDaysThanWanted(int days, NagiosStatus status) {
        NagiosOutput judged = judged(SampleReports.inTls(days), "30,7");
        assertThat(judged.status()).as(judged.text()).isEqualTo(status);
        assertThat(judged.text()).contains("days_left=" + days + ";30:;7:");
    }

    @Test
    void withoutOwnDaysTheFindingCounts() {
        ProbeReport soon = SampleReports.inTls(5);
        assertThat(soon.has("cert.expiring")).isTrue();
        assertThat(judged(soon).status()).isEqualTo(NagiosStatus.WARNING);
        assertThat(judged(soon, "3").status())
                .as("the administrator knows better")
                .isEqualTo(NagiosStatus.OK);
        Gate calm = new Gate(FailOn.ERROR, List.of("cert.expiring"));
        assertThat(NagiosOutput.of(soon, Thresholds.NONE, calm).status()).isEqualTo(NagiosStatus.OK);
    }

    @Test
    void daysThatWereAskedForAreNotPassedOver() {
        NagiosOutput plain = judged(SampleReports.passed(), "30,7");
        assertThat(plain.status()).isEqualTo(NagiosStatus.UNKNOWN);
        assertThat(plain.text()).contains("no certificate was seen");
    }

    @Test
    void aSlowServer() {
        ProbeReport report = SampleReports.inTls(90);
        assertThat(NagiosOutput.of(report, Thresholds.of("0.000", "100", null), Gate.OPEN)
                        .status())
                .isEqualTo(NagiosStatus.WARNING);
        NagiosOutput slow = NagiosOutput.of(report, Thresholds.of("0ms", "0", null), Gate.OPEN);
        assertThat(slow.status()).isEqualTo(NagiosStatus.CRITICAL);
        assertThat(slow.text()).contains("the probe took 0.02 s, longer than 0 s|time=0.02s;0;0;0");
    }

    @Test
    void nothingOfOthersBreaksTheFormat() {
        SampleReports.all().forEach((name, report) -> {
            NagiosOutput judged = NagiosOutput.of(report, Thresholds.of("2", "500", "30,7"), Gate.OPEN);
            String text = judged.text();
            String first = text.lines().findFirst().orElseThrow();
            assertThat(first).as(name).matches(FIRST_LINE).doesNotContain("'", "\"", "`", "$", "\\", "<");
            assertThat(first.substring(0, first.indexOf('|'))).as(name).hasSizeLessThanOrEqualTo(200);
            assertThat(text.substring(first.length()))
                    .as(name)
                    .doesNotContain("|", "'", "\"", "`", "$", "\\", "<", "\u202e");
            assertThat(text.chars().filter(each -> each != '\n').noneMatch(Character::isISOControl))
                    .as(name)
                    .isTrue();
            assertThat(text.getBytes(StandardCharsets.UTF_8).length).as(name).isLessThanOrEqualTo(4096);
            assertThat(text).as(name).doesNotContain(SampleReports.CANARY).endsWith("\n");
            if (report.verdict() == Verdict.FAILED) {
                assertThat(judged.status()).as(name).isEqualTo(NagiosStatus.CRITICAL);
            }
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "abc", "-1", "1:2", "@1", "~:3", "1e3", "30,", ",7", "7,30", "1.5", "100000", "٣"})
    void daysThatMakeNoSense(String days) {
        assertThatThrownBy(() -> Thresholds.of(null, null, days))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("--certificate-days takes ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "abc", "-1", "1:2", "1m", "1e3", "NaN", "Infinity", "12345678", "1.0001"})
    void timesThatMakeNoSense(String time) {
        assertThatThrownBy(() -> Thresholds.of(time, null, null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("--warning takes a time such as ");
    }

    @Test
    void aWarningComesFirst() {
        assertThatThrownBy(() -> Thresholds.of("3s", "2500ms", null))
                .hasMessageContaining("--warning must not be longer");
    }
}
