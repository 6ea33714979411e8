/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.examples.web.pages;

import io.github.smtpprobe.fact.Fact;
import io.github.smtpprobe.render.HtmlReport;
import io.github.smtpprobe.report.Attempt;
import io.github.smtpprobe.report.ProbeReport;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Stream;

/** A report for a template: its verdict in words, its body as the library renders it, and the codes that occur in it. */
public final class ShownReport {
    private final ProbeReport report;

    ShownReport(ProbeReport report) {
        this.report = report;
    }

    /** {@return the report's body, which is HTML and escaped by the library} */
    public String fragment() {
        return HtmlReport.fragment(report);
    }

    /** {@return when the report was made} */
    public Instant started() {
        return report.started().truncatedTo(ChronoUnit.SECONDS);
    }

    /** {@return the same in words for people} */
    public String when() {
        return when(started());
    }

    static String when(Instant at) {
        return at.toString().replace('T', ' ').replace("Z", " UTC");
    }

    /** {@return the reply codes and enhanced status codes that the server sent, in order} */
    public List<String> codes() {
        return report.attempts().stream()
                .map(Attempt::facts)
                .flatMap(List::stream)
                .map(Fact::outcome)
                .flatMap(outcome -> outcome.reply().stream())
                .flatMap(reply -> Stream.concat(
                        Stream.of(reply.code().toString()), reply.enhanced().map(Object::toString).stream()))
                .distinct()
                .toList();
    }
}
