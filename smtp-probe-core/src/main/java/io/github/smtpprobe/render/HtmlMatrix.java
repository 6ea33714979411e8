/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.render;

import io.github.smtpprobe.fact.Fact;
import io.github.smtpprobe.report.Attempt;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.smtp.Stage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * All attempts of a probe at a glance: a row for each attempt, a column for each step that was requested of any of them, with
 * words next to marks and colours.
 */
final class HtmlMatrix {
    /** More attempts than a probe makes; those of a longer pasted text are shown one by one. */
    private static final int MOST = 400;

    private static final Set<Stage> LEFT_OUT = EnumSet.of(Stage.RESOLVE, Stage.RSET, Stage.QUIT);

    private HtmlMatrix() {}

    /** Whether there is anything to compare. */
    static boolean wanted(ProbeReport report) {
        int count = report.attempts().size();
        return count > 1
                && count <= MOST
                && report.attempts().stream().noneMatch(each -> each.purpose().pasted());
    }

    static void write(Markup out, ProbeReport report) {
        List<Stage> stages = stages(report.attempts());
        out.raw("<section>\n<h2 id=\"servers\">Servers and steps</h2>\n");
        out.raw("<div class=\"scroll\" role=\"region\" aria-label=\"Servers and steps\" tabindex=\"0\">\n");
        out.table("What came of each step of each attempt").raw("<thead><tr>");
        out.element("th scope=\"col\"", "Attempt").element("th scope=\"col\"", "Verdict");
        stages.forEach(stage -> out.element("th scope=\"col\"", stage.label()));
        out.raw("</tr></thead><tbody>\n");
        report.attempts().forEach(attempt -> row(out, attempt, stages));
        out.raw("</tbody></table>\n</div>\n</section>\n");
    }

    private static List<Stage> stages(List<Attempt> attempts) {
        List<Stage> stages = new ArrayList<>();
        for (Stage stage : Stage.values()) {
            if (!LEFT_OUT.contains(stage)
                    && attempts.stream().anyMatch(each -> each.state(stage) != Fact.State.NOT_ASKED)) {
                stages.add(stage);
            }
        }
        return stages;
    }

    private static void row(Markup out, Attempt attempt, List<Stage> stages) {
        out.raw("<tr><th scope=\"row\"><a href=\"#")
                .raw(Anchors.ofAttempt(attempt.index()))
                .raw("\">")
                .text(StepLine.heading(attempt))
                .raw("</a></th>");
        if (attempt.purpose().decides()) {
            out.raw("<td class=\"").raw(attempt.verdict().token()).raw("\">");
            out.text(Words.mark(attempt.verdict()) + " " + Words.of(attempt.verdict()))
                    .raw("</td>");
        } else {
            out.element("td", "no verdict rests on it");
        }
        Map<Stage, Duration> times = new EnumMap<>(Stage.class);
        attempt.facts().forEach(fact -> times.merge(fact.stage(), fact.took(), Duration::plus));
        stages.forEach(stage -> cell(out, attempt.state(stage), times.getOrDefault(stage, Duration.ZERO)));
        out.raw("</tr>\n");
    }

    private static void cell(Markup out, Fact.State state, Duration took) {
        String start = switch (state) {
            case PASSED -> "td class=\"passed\"";
            case FAILED -> "td class=\"failed\"";
            case SKIPPED -> "td class=\"inconclusive\"";
            case NOT_ASKED -> "td class=\"quiet\"";
        };
        out.raw("<").raw(start).raw(">").text(words(state));
        if (!took.isZero()) {
            out.raw("<br>").element("small", StepLine.time(took));
        }
        out.raw("</td>");
    }

    private static String words(Fact.State state) {
        return switch (state) {
            case PASSED -> StepLine.DONE + " done";
            case FAILED -> StepLine.FAILED + " failed";
            case SKIPPED -> "\u25CB not done";
            case NOT_ASKED -> StepLine.NOT_DONE + " not asked";
        };
    }
}
