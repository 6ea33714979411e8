/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.render;

import io.github.smtpprobe.names.LookedAt;
import io.github.smtpprobe.outlook.Forecast;
import io.github.smtpprobe.outlook.Outlook;
import io.github.smtpprobe.outlook.Prospect;
import io.github.smtpprobe.outlook.SenderOutlook;
import java.util.List;

/**
 * What senders will do: a row for each sender, then sender by exchanger, then the reasons for each exchanger. There are words
 * next to letters and colours.
 */
final class HtmlOutlook {
    private final Markup out;
    private final Outlook outlook;
    private final List<SenderOutlook.OfHost> hosts;

    HtmlOutlook(Markup out, Outlook outlook) {
        this.out = out;
        this.outlook = outlook;
        this.hosts = outlook.senders().isEmpty()
                ? List.of()
                : outlook.senders().get(0).hosts();
    }

    void write() {
        out.raw("<section>\n<h2 id=\"outlook\">What senders do</h2>\n");
        if (outlook.senders().isEmpty()) {
            out.raw("<p>No sender was named, so nothing is foretold.</p>\n</section>\n");
            return;
        }
        senders();
        if (!hosts.isEmpty()) {
            matrix();
            reasons();
        }
        out.raw("</section>\n");
    }

    private void senders() {
        out.table("What each sender does with mail for the domain").raw("<thead><tr>");
        out.element("th scope=\"col\"", "Sender").element("th scope=\"col\"", "What becomes of mail, and why");
        out.raw("</tr></thead><tbody>\n");
        outlook.senders().forEach(this::sender);
        out.raw("</tbody></table>\n");
    }

    private void sender(SenderOutlook sender) {
        Forecast forecast = sender.domain();
        out.raw("<tr>").element("th scope=\"row\"", sender.name());
        out.raw("<td><p class=\"")
                .raw(SurveyWords.verdict(forecast.prospect()).token())
                .raw("\"><strong>")
                .text(Words.mark(SurveyWords.verdict(forecast.prospect())) + " " + SurveyWords.letters(forecast))
                .raw("</strong> ")
                .text(SurveyWords.fate(forecast))
                .raw("</p>\n");
        out.element("p", forecast.why()).raw("\n<p><small>").text(SurveyWords.basis(forecast));
        if (!forecast.source().isEmpty()) {
            out.raw(": ");
            References.write(out, forecast.source());
        }
        out.raw("</small></p></td></tr>\n");
    }

    private void matrix() {
        out.raw("<h3 id=\"matrix\">Sender by exchanger, were it the only one</h3>\n");
        out.raw("<div class=\"scroll matrix\" role=\"region\" aria-label=\"Sender by exchanger\" tabindex=\"0\">\n");
        out.table("What each sender does at each exchanger").raw("<thead><tr>");
        out.element("th scope=\"col\"", "Sender").element("th scope=\"col\"", "The domain");
        hosts.stream().limit(LookedAt.EXCHANGERS).forEach(each -> out.element("th scope=\"col\"", each.host()));
        out.raw("</tr></thead><tbody>\n");
        outlook.senders().forEach(sender -> {
            out.raw("<tr>").element("th scope=\"row\"", sender.name());
            cell(sender.domain());
            sender.hosts().stream().limit(LookedAt.EXCHANGERS).forEach(each -> cell(each.forecast()));
            out.raw("</tr>\n");
        });
        out.raw("</tbody></table>\n</div>\n");
        if (hosts.size() > LookedAt.EXCHANGERS) {
            out.raw("<p>").raw(hosts.size() - (long) LookedAt.EXCHANGERS).raw(" more exchangers are left out.</p>\n");
        }
        legend();
    }

    private void cell(Forecast forecast) {
        out.raw("<td class=\"")
                .raw(SurveyWords.verdict(forecast.prospect()).token())
                .raw("\"><strong>")
                .text(SurveyWords.letters(forecast))
                .raw("</strong> <small>")
                .text(shortly(forecast.prospect())
                        + forecast.better().map(each -> " or " + shortly(each)).orElse(""))
                .raw("</small></td>");
    }

    private static String shortly(Prospect prospect) {
        return switch (prospect) {
            case VERIFIED -> "verified";
            case ENCRYPTED -> "encrypted";
            case CLEAR -> "in clear";
            case QUEUED -> "queued";
            case BOUNCED -> "returned";
            case NOT_KNOWN -> "not known";
        };
    }

    private void legend() {
        out.raw("<dl class=\"pairs\">\n");
        for (Prospect prospect : Prospect.values()) {
            out.pair(prospect.letter() + ", " + shortly(prospect), prospect.words());
        }
        out.pair("x/y", "x, or by chance y: it depends on what the sender happens to meet")
                .raw("</dl>\n");
    }

    private void reasons() {
        out.raw("<details><summary>Why, for each exchanger</summary>\n");
        for (SenderOutlook sender : outlook.senders()) {
            out.element("h4", sender.name()).raw("\n<ul>\n");
            sender.hosts().stream().limit(LookedAt.EXCHANGERS).forEach(each -> {
                String basis = SurveyWords.basis(each.forecast());
                out.raw("<li>")
                        .text(each.host() + ": " + SurveyWords.fate(each.forecast()) + ". "
                                + each.forecast().why() + (basis.isEmpty() ? "" : " (" + basis + ")"))
                        .raw("</li>\n");
            });
            out.raw("</ul>\n");
        }
        out.raw("</details>\n");
    }
}
