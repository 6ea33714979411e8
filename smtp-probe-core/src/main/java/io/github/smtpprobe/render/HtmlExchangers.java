/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.render;

import io.github.smtpprobe.dane.DaneVerdict;
import io.github.smtpprobe.dane.TlsaRecord;
import io.github.smtpprobe.names.AddressLiteral;
import io.github.smtpprobe.records.Security;
import io.github.smtpprobe.survey.DomainReport;
import io.github.smtpprobe.survey.ServerHandshake;
import io.github.smtpprobe.survey.SurveyedAddress;
import io.github.smtpprobe.survey.SurveyedExchanger;
import java.util.List;

/** Each exchanger: the path through DNS to it, its TLSA records, and a row for each address. */
final class HtmlExchangers {
    private static final int MOST = 50;
    private static final int MOST_ADDRESSES = 64;
    private static final int MOST_RECORDS = 20;
    private static final int LONGEST_RECORD = 400;

    private final Markup out;
    private final DomainReport report;

    HtmlExchangers(Markup out, DomainReport report) {
        this.out = out;
        this.report = report;
    }

    void write() {
        out.raw("<section>\n<h2 id=\"exchangers\">Exchangers</h2>\n");
        report.facts()
                .rootValidation()
                .ifPresent(rootValidation ->
                        out.element("p", DnsWords.of(rootValidation)).raw("\n"));
        List<SurveyedExchanger> all = report.facts().exchangers();
        if (all.isEmpty()) {
            out.raw("<p>").text(report.facts().nullMx() ? "The domain has none: it takes no mail." : "None is known.");
            out.raw("</p>\n");
        }
        HtmlChain.legend(out, List.of(Security.values()));
        Shortened.of(all, MOST, this::exchanger, rest -> out.element("p", rest));
        out.raw("</section>\n");
    }

    private void exchanger(SurveyedExchanger exchanger) {
        out.element("h3", exchanger.host() + ExchangerText.place(exchanger)).raw("\n");
        new HtmlChain(out).write(report.facts().mx(), exchanger);
        records(exchanger);
        exchanger
                .misplaced()
                .forEach(answer -> out.element(
                                "p",
                                answer.question() + ": " + DnsWords.of(answer) + ", where no sender looks for them.")
                        .raw("\n"));
        addresses(exchanger);
    }

    private void records(SurveyedExchanger exchanger) {
        List<TlsaRecord> records = exchanger.records();
        if (records.isEmpty()) {
            return;
        }
        out.pairs("TLSA records");
        for (int i = 0; i < Math.min(MOST_RECORDS, records.size()); i++) {
            out.raw("<tr>").element("th scope=\"row\"", "Record " + (i + 1)).raw("<td><code>");
            out.text(Shortened.of(records.get(i).text(), LONGEST_RECORD)).raw("</code><br>");
            out.element("small", ExchangerText.usable(records.get(i))).raw("</td></tr>\n");
        }
        if (records.size() > MOST_RECORDS) {
            out.row("More", records.size() - MOST_RECORDS + " more records");
        }
        out.raw("</tbody></table>\n");
    }

    private void addresses(SurveyedExchanger exchanger) {
        if (exchanger.addresses().isEmpty()) {
            String why = SurveyWords.beyond(report).contains(exchanger.host())
                    ? "Not tested: " + SurveyWords.BEYOND
                    : "No address was talked to";
            out.raw("<p>").text(why + ".").raw("</p>\n");
            return;
        }
        String caption = exchanger.host() + ": addresses";
        out.raw("<div class=\"scroll wide\" role=\"region\" tabindex=\"0\" aria-label=\"")
                .text(caption)
                .raw("\">\n");
        out.table(caption).raw("<thead><tr>");
        for (String each : List.of("Address", "TLS", "Certificate", "TLSA")) {
            out.element("th scope=\"col\"", each);
        }
        out.raw("</tr></thead><tbody>\n");
        Shortened.of(
                exchanger.addresses(),
                MOST_ADDRESSES,
                this::address,
                rest -> out.raw("<tr>").element("td colspan=\"4\"", rest).raw("</tr>\n"));
        out.raw("</tbody></table>\n</div>\n");
    }

    private void address(SurveyedAddress address) {
        out.raw("<tr>").element("th scope=\"row\"", AddressLiteral.text(address.address()));
        if (address.handshakes().isEmpty()) {
            String why =
                    address.omission().map(each -> ": " + SurveyWords.of(each)).orElse("");
            out.element("td class=\"quiet\" colspan=\"3\"", StepLine.NOT_DONE + " not tested" + why)
                    .raw("</tr>\n");
            return;
        }
        out.raw("<td>");
        address.handshakes().forEach(this::tls);
        out.raw("</td><td>");
        address.handshakes()
                .forEach(each ->
                        lines(each, ServerWords.certificate(each, report.facts().started()), "none was seen"));
        out.raw("</td><td>");
        address.handshakes().forEach(each -> lines(each, ServerWords.dane(each), "nothing to compare"));
        out.raw("</td></tr>\n");
    }

    private void tls(ServerHandshake handshake) {
        out.raw("<p class=\"")
                .raw(
                        switch (handshake.state()) {
                            case WORKS -> "passed";
                            case NOT_TESTED -> "quiet";
                            default -> ServerWords.otherKeyAbsent(handshake) ? "quiet" : "failed";
                        })
                .raw("\">")
                .text(ServerWords.mark(handshake) + " " + ServerWords.of(handshake.offer())
                        + ServerWords.tls(handshake));
        out.raw("</p>");
        handshake
                .dane()
                .ifPresent(dane -> ServerWords.dane(dane)
                        .ifPresent(each -> out.raw("<p class=\"")
                                .raw(dane.state() == DaneVerdict.State.MATCHES ? "passed" : "failed")
                                .raw("\">")
                                .text(each)
                                .raw("</p>")));
    }

    private void lines(ServerHandshake handshake, List<String> lines, String none) {
        out.raw("<p>").text(ServerWords.of(handshake.offer()));
        if (lines.isEmpty()) {
            out.text(none);
        }
        String before = "";
        for (String line : lines) {
            out.raw(before).text(line);
            before = "<br>";
        }
        out.raw("</p>");
    }
}
