/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.render;

import io.github.smtpprobe.records.Alias;
import io.github.smtpprobe.records.DnsAnswer;
import io.github.smtpprobe.survey.DomainFacts;
import java.util.List;

/** Every look-up: question, state, answer, who answered, how long that took and may be cached, and aliases step by step. */
final class HtmlLookUps {
    private static final int MOST = 400;

    private final Markup out;
    private final DomainFacts facts;

    HtmlLookUps(Markup out, DomainFacts facts) {
        this.out = out;
        this.facts = facts;
    }

    void write() {
        out.raw("<section>\n<h2 id=\"look-ups\">Every look-up</h2>\n<p>");
        out.text(Words.count(facts.lookUps().size(), "question") + ", " + Words.count(facts.queries(), "message")
                        + " sent.")
                .raw("</p>\n");
        table("Questions and answers", facts.lookUps());
        if (!facts.differing().isEmpty()) {
            out.raw("<h3>Name servers that differ</h3>\n");
            table("Answers of single name servers to one question", facts.differing());
        }
        out.raw("</section>\n");
    }

    private void table(String caption, List<DnsAnswer> answers) {
        if (answers.isEmpty()) {
            return;
        }
        out.raw("<div class=\"scroll wide\" role=\"region\" tabindex=\"0\" aria-label=\"")
                .text(caption)
                .raw("\">\n");
        out.table(caption).raw("<thead><tr>");
        for (String each : List.of("Question", "State", "Answer", "Server and time")) {
            out.element("th scope=\"col\"", each);
        }
        out.raw("</tr></thead><tbody>\n");
        Shortened.of(
                answers,
                MOST,
                this::answer,
                rest -> out.raw("<tr>").element("td colspan=\"4\"", rest).raw("</tr>\n"));
        out.raw("</tbody></table>\n</div>\n");
    }

    private void answer(DnsAnswer answer) {
        out.raw("<tr><th scope=\"row\"><code>")
                .text(answer.question().toString())
                .raw("</code></th>");
        out.raw("<td class=\"state\">");
        HtmlChain.shape(out, answer.security());
        out.raw(" ").text(DnsWords.of(answer));
        String trouble = DnsWords.trouble(answer);
        if (!trouble.isEmpty()) {
            out.raw("<br>").element("small", trouble);
        }
        out.raw("</td><td>");
        String before = "";
        for (String line : DnsWords.records(answer)) {
            out.raw(before).element("code", line);
            before = "<br>";
        }
        for (Alias alias : answer.aliases()) {
            out.raw(before).element("small", DnsWords.of(alias));
            before = "<br>";
        }
        out.raw("</td>").element("td", DnsWords.terms(answer)).raw("</tr>\n");
    }
}
