/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.render;

import io.github.smtpprobe.records.DnsAnswer;
import io.github.smtpprobe.records.Security;
import io.github.smtpprobe.survey.SurveyedExchanger;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * A drawing of the path through DNS from a domain to its TLSA records: a box for each link, with a shape and a word for its
 * state.
 */
final class HtmlChain {
    private static final int MOST = 40;

    /** Shapes within a square of 16 units, so that states are not distinguished by colour alone. */
    private static final Map<Security, String> SHAPES = new EnumMap<>(Map.of(
            Security.SECURE, "<circle cx=\"8\" cy=\"8\" r=\"7\"/><path class=\"sign\" d=\"M4 8l3 3 5-6\"/>",
            Security.INSECURE, "<circle class=\"open\" cx=\"8\" cy=\"8\" r=\"6\"/>",
            Security.BOGUS, "<path d=\"M8 1l7 14H1z\"/><path class=\"sign\" d=\"M6 8l4 5M10 8l-4 5\"/>",
            Security.FAILED, "<path d=\"M2 2h12v12H2z\"/><path class=\"sign\" d=\"M8 4v5M8 11v2\"/>",
            Security.NOT_ASKED, "<path class=\"open\" d=\"M2 8h12\"/>",
            Security.NOT_TESTED, "<path class=\"open dashed\" d=\"M8 1l7 7-7 7-7-7z\"/>"));

    private final Markup out;
    private int left = MOST;

    HtmlChain(Markup out) {
        this.out = out;
    }

    void write(DnsAnswer mx, SurveyedExchanger exchanger) {
        out.raw("<ol class=\"chain\" aria-label=\"The way through DNS to this exchanger\">\n");
        answer(mx);
        exchanger.addressAnswers().forEach(this::answer);
        exchanger.aliasAnswer().ifPresent(this::answer);
        exchanger.tlsaAnswers().forEach(this::answer);
        if (exchanger.tlsaAnswers().isEmpty()) {
            link(Security.NOT_ASKED, "TLSA", "not asked", "");
        }
        out.raw("</ol>\n");
    }

    private void answer(DnsAnswer answer) {
        answer.aliases()
                .forEach(alias -> link(
                        alias.security(),
                        alias.name() + " CNAME",
                        DnsWords.of(alias.security()) + (alias.synthesized() ? ", made from a DNAME" : ""),
                        "leads to " + alias.target()));
        String name = answer.finalName().isEmpty() ? "." : answer.finalName();
        link(answer.security(), name + " " + answer.question().type(), DnsWords.of(answer), DnsWords.trouble(answer));
    }

    private void link(Security state, String name, String words, String detail) {
        if (left-- <= 0) {
            return;
        }
        out.raw("<li class=\"").raw(state.token()).raw("\">");
        shape(out, state);
        out.raw("<span><code>").text(Shortened.of(name, 255)).raw("</code><br>").text(words);
        if (!detail.isEmpty()) {
            out.raw("<br><small>").text(Shortened.of(detail, 500)).raw("</small>");
        }
        out.raw("</span></li>\n");
    }

    static void shape(Markup out, Security state) {
        out.raw("<svg class=\"shape\" viewBox=\"0 0 16 16\" aria-hidden=\"true\">")
                .raw(SHAPES.getOrDefault(state, ""))
                .raw("</svg>");
    }

    /** Explains the shapes. */
    static void legend(Markup out, List<Security> states) {
        Set<Security> all = new TreeSet<>(states);
        out.raw("<ul class=\"states\">\n");
        all.forEach(state -> {
            out.raw("<li class=\"").raw(state.token()).raw("\">");
            shape(out, state);
            out.raw("<span>")
                    .text(DnsWords.of(state) + ": " + DnsWords.meaning(state))
                    .raw("</span></li>\n");
        });
        out.raw("</ul>\n");
    }
}
