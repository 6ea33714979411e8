/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.render;

import io.github.smtpprobe.catalogue.ReplyCatalogue;
import io.github.smtpprobe.fact.Ehlo;
import io.github.smtpprobe.fact.Fact;
import io.github.smtpprobe.fact.TlsHandshake;
import io.github.smtpprobe.report.Attempt;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.smtp.Capabilities;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The attempts of a report: steps with bars for their times, certificates, capabilities, and the transcript with explanations. */
final class HtmlAttempt {
    private final Markup out;
    private final ProbeReport report;
    private final ReplyCatalogue catalogue;
    private final TimeScale scale;
    private final boolean pasted;
    private boolean explained;

    HtmlAttempt(Markup out, ProbeReport report, ReplyCatalogue catalogue) {
        this.out = out;
        this.report = report;
        this.catalogue = catalogue;
        this.scale = TimeScale.of(report);
        this.pasted = HtmlAsked.pasted(report);
    }

    void write() {
        report.attempts().forEach(this::write);
    }

    private void write(Attempt attempt) {
        out.raw("<section>\n<h2 id=\"").raw(Anchors.ofAttempt(attempt.index())).raw("\">");
        out.text(StepLine.heading(attempt)).raw("</h2>\n");
        verdict(attempt);
        StepLine.leftOut(attempt)
                .ifPresent(words -> out.raw("<p>").element("small", words).raw("</p>\n"));
        steps(attempt);
        attempt.facts(TlsHandshake.class)
                .forEach(handshake -> new HtmlCertificates(out, report.started()).write(handshake));
        capabilities(attempt);
        transcript(attempt);
        out.raw("</section>\n");
    }

    private void verdict(Attempt attempt) {
        if (report.attempts().size() > 1 && attempt.purpose().decides()) {
            out.raw("<p>This attempt alone: <strong class=\"")
                    .raw(attempt.verdict().token())
                    .raw("\">")
                    .text(Words.mark(attempt.verdict()) + " " + Words.of(attempt.verdict()))
                    .raw("</strong></p>\n");
        }
    }

    private void steps(Attempt attempt) {
        String words = scale.words(attempt);
        boolean timed = !words.isEmpty();
        TimeScale.Bars bars = scale.bars(attempt);
        out.raw("<h3>Steps</h3>\n").table(timed ? "Steps with their times" : "Steps");
        out.raw("<thead><tr>").element("th scope=\"col\"", "Step");
        if (timed) {
            out.element("th scope=\"col\" class=\"time\"", "Time")
                    .element("th class=\"chart\" aria-hidden=\"true\"", words);
        }
        out.element("th scope=\"col\"", "Result").raw("</tr></thead><tbody>\n");
        for (Fact fact : attempt.facts()) {
            out.raw("<tr><th scope=\"row\"><span role=\"img\" aria-label=\"")
                    .raw(StepLine.word(fact.state()))
                    .raw("\">")
                    .raw(StepLine.mark(fact.state()))
                    .raw("</span> ")
                    .text(fact.label())
                    .raw("</th>");
            if (timed) {
                out.element("td class=\"time\"", StepLine.time(fact.took()));
                out.raw("<td class=\"chart\" aria-hidden=\"true\">");
                bars.draw(out, fact);
                out.raw("</td>");
            }
            out.element("td", fact.description()).raw("</tr>\n");
        }
        out.raw("</tbody></table>\n");
    }

    private void transcript(Attempt attempt) {
        out.raw("<h3>Transcript</h3>\n");
        if (attempt.transcript().entries().isEmpty()) {
            out.raw("<p>Nothing was said.</p>\n");
            return;
        }
        if (explained) {
            out.raw("<p class=\"screen\"><small><a href=\"#legend\">What the marks mean</a></small></p>\n");
        } else {
            HtmlExchanges.legend(out, pasted);
            explained = true;
        }
        new HtmlExchanges(out, catalogue).write(attempt);
    }

    /** The extensions as rows, with one column for the last offer in clear text and one for the last offer inside TLS. */
    private void capabilities(Attempt attempt) {
        List<Ehlo> hellos = Stream.of(false, true)
                .flatMap(encrypted -> hello(attempt, encrypted).stream())
                .toList();
        if (hellos.stream().allMatch(hello -> hello.capabilities().keywords().isEmpty())) {
            return;
        }
        out.raw("<h3>Extensions</h3>\n").table("Extensions offered");
        out.raw("<thead><tr>").element("th scope=\"col\"", "Extension");
        hellos.forEach(hello -> out.element("th scope=\"col\"", hello.encrypted() ? "inside TLS" : "in clear text"));
        out.raw("</tr></thead><tbody>\n");
        hellos.stream()
                .flatMap(hello -> hello.capabilities().keywords().stream())
                .map(Capabilities.Keyword::name)
                .distinct()
                .forEach(name -> {
                    out.raw("<tr><th scope=\"row\">").element("code", name).raw("</th>");
                    hellos.forEach(hello -> offered(hello.capabilities(), name));
                    out.raw("</tr>\n");
                });
        out.raw("</tbody></table>\n");
    }

    /** The last accepted EHLO or HELO, in clear text or inside TLS: a pasted text may contain thousands. */
    private static Optional<Ehlo> hello(Attempt attempt, boolean encrypted) {
        return attempt.facts(Ehlo.class).stream()
                .filter(hello -> hello.outcome().succeeded() && hello.encrypted() == encrypted)
                .reduce((first, second) -> second);
    }

    /** The parameters of a keyword or, if it has none, whether it is offered at all. */
    private void offered(Capabilities capabilities, String name) {
        String parameters = capabilities.keywords().stream()
                .filter(each -> each.name().equals(name))
                .flatMap(each -> each.parameters().stream())
                .collect(Collectors.joining(" "));
        if (parameters.isEmpty()) {
            out.element("td", capabilities.offers(name) ? "yes" : "no");
        } else {
            out.raw("<td>").element("code", parameters).raw("</td>");
        }
    }
}
