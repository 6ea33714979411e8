/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.cli.batch;

import io.github.smtpprobe.batch.BatchResult;
import io.github.smtpprobe.batch.Operators;
import io.github.smtpprobe.fact.TlsHandshake;
import io.github.smtpprobe.outlook.Prospect;
import io.github.smtpprobe.outlook.Sender;
import io.github.smtpprobe.outlook.Senders;
import io.github.smtpprobe.report.Attempt;
import io.github.smtpprobe.report.Finding;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.survey.DomainReport;
import io.github.smtpprobe.survey.SurveyedExchanger;
import io.github.smtpprobe.tls.TlsInfo;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The result of a target in columns. They are the same for every target, and empty if there is nothing to say; the columns that
 * only surveys have come last.
 */
final class FlatRow {
    private final BatchResult result;
    private final Optional<ProbeReport> report;
    private final Optional<DomainReport> domain;
    private final Optional<Attempt> attempt;
    private final Optional<TlsInfo> tls;

    FlatRow(BatchResult result) {
        this.result = result;
        this.report = result.report();
        this.domain = result.domainReport();
        this.attempt = report.flatMap(ProbeReport::decisive);
        this.tls = attempt.flatMap(each -> each.fact(TlsHandshake.class)).map(TlsHandshake::tls);
    }

    /** Columns and values; the number comes first, since a later run looks for it. */
    Map<String, Object> columns(Operators operators) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("number", result.number());
        row.put("target", result.target().key());
        row.put("state", result.state().token());
        row.put("verdict", verdict());
        row.put(
                "finding",
                report.flatMap(ProbeReport::rootCause)
                        .or(() -> domain.flatMap(DomainReport::rootCause))
                        .map(Finding::id)
                        .orElse(""));
        row.put("summary", result.detail().isEmpty() ? summary() : result.detail());
        row.put(
                "operator",
                first().map(each -> Operators.of(operators, each.route())).orElse(""));
        row.put("host", attempt.map(each -> each.route().host()).orElse(""));
        row.put("address", attempt.map(each -> each.route().addressText()).orElse(""));
        row.put("port", attempt.<Object>map(each -> each.route().port()).orElse(""));
        row.put("tls", tls.flatMap(TlsInfo::protocol).orElse(""));
        row.put("certificateExpires", tls.map(FlatRow::expires).orElse(""));
        row.put("tookMs", took().<Object>map(Duration::toMillis).orElse(""));
        row.put(
                "sharedAgeMs",
                result.sharedAge().<Object>map(Duration::toMillis).orElse(""));
        row.put("probedAgain", result.probedAgain());
        return row;
    }

    /**
     * The verdict of a probe; for a survey, the overall result for sending servers. There is none for a target that must not be
     * asked.
     */
    private String verdict() {
        if (result.state() == BatchResult.State.DENIED) {
            return "";
        }
        return report.map(each -> each.verdict().token())
                .or(() -> domain.map(each -> each.outlook().standing().token()))
                .orElse("");
    }

    private String summary() {
        return report.map(ProbeReport::summary)
                .or(() -> domain.map(DomainReport::summary))
                .orElse("");
    }

    private Optional<Attempt> first() {
        return attempt.or(() -> domain.flatMap(each -> each.attempts().stream().findFirst()));
    }

    private Optional<Duration> took() {
        return report.map(ProbeReport::took)
                .or(() -> domain.map(each -> each.facts().took()));
    }

    /**
     * Columns and values, with those of surveys.
     *
     * @param always whether those are there for a probe, too, and empty
     */
    Map<String, Object> columns(Operators operators, boolean always) {
        Map<String, Object> row = columns(operators);
        if (always || result.target().survey().isPresent()) {
            row.put("domain", domain.map(DomainReport::domain).orElse(""));
            row.put("worst", domain.map(each -> letter(each.outlook().worst())).orElse(""));
            for (Sender each : Senders.standard()) {
                row.put(each.token(), prospect(each));
            }
            row.put(
                    "exchangers",
                    domain.stream()
                            .flatMap(each -> each.facts().exchangers().stream())
                            .map(SurveyedExchanger::host)
                            .collect(Collectors.joining(" ")));
        }
        return row;
    }

    private String prospect(Sender sender) {
        return domain.flatMap(each -> each.outlook().sender(sender.token()))
                .map(each -> letter(each.domain().prospect()))
                .orElse("");
    }

    private static String letter(Prospect prospect) {
        return String.valueOf(prospect.letter());
    }

    private static String expires(TlsInfo tls) {
        return tls.chain().isEmpty() ? "" : tls.chain().get(0).notAfter().toString();
    }
}
