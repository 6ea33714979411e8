/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.cli.batch;

import io.github.smtpprobe.batch.BatchResult;
import io.github.smtpprobe.batch.Operators;
import io.github.smtpprobe.fact.TlsHandshake;
import io.github.smtpprobe.report.Attempt;
import io.github.smtpprobe.report.Finding;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.tls.TlsInfo;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What came of one target, in columns: the same ones for each, empty where there is nothing to say. */
final class FlatRow {
    private final BatchResult result;
    private final Optional<ProbeReport> report;
    private final Optional<Attempt> attempt;
    private final Optional<TlsInfo> tls;

    FlatRow(BatchResult result) {
        this.result = result;
        this.report = result.report();
        this.attempt = report.flatMap(ProbeReport::decisive);
        this.tls = attempt.flatMap(each -> each.fact(TlsHandshake.class)).map(TlsHandshake::tls);
    }

    /** Column and value; the number comes first, since a later run looks for it. */
    Map<String, Object> columns(Operators operators) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("number", result.number());
        row.put("target", result.target().key());
        row.put("state", result.state().token());
        row.put("verdict", report.map(each -> each.verdict().token()).orElse(""));
        row.put(
                "finding",
                report.flatMap(ProbeReport::rootCause).map(Finding::id).orElse(""));
        row.put(
                "summary",
                result.detail().isEmpty() ? report.map(ProbeReport::summary).orElse("") : result.detail());
        row.put(
                "operator",
                attempt.map(each -> Operators.of(operators, each.route())).orElse(""));
        row.put("host", attempt.map(each -> each.route().host()).orElse(""));
        row.put("address", attempt.map(each -> each.route().addressText()).orElse(""));
        row.put("port", attempt.<Object>map(each -> each.route().port()).orElse(""));
        row.put("tls", tls.flatMap(TlsInfo::protocol).orElse(""));
        row.put("certificateExpires", tls.map(FlatRow::expires).orElse(""));
        row.put("tookMs", report.<Object>map(each -> each.took().toMillis()).orElse(""));
        row.put(
                "sharedAgeMs",
                result.sharedAge().<Object>map(Duration::toMillis).orElse(""));
        row.put("probedAgain", result.probedAgain());
        return row;
    }

    private static String expires(TlsInfo tls) {
        return tls.chain().isEmpty() ? "" : tls.chain().get(0).notAfter().toString();
    }
}
