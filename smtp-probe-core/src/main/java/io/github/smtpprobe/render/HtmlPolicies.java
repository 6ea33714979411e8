/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.render;

import io.github.smtpprobe.fact.TargetFact;
import io.github.smtpprobe.mtasts.MxPattern;
import io.github.smtpprobe.mtasts.ParsedPolicy;
import io.github.smtpprobe.records.DnsAnswer;
import io.github.smtpprobe.survey.DomainFacts;
import io.github.smtpprobe.survey.MtaStsFacts;
import io.github.smtpprobe.survey.TlsRptFacts;
import java.util.ArrayList;
import java.util.List;

/** The MTA-STS policy as it was read, with the numbers of faulty lines; the TLS reporting record; other look-ups. */
final class HtmlPolicies {
    private static final int MOST = 100;

    private final Markup out;
    private final DomainFacts facts;

    HtmlPolicies(Markup out, DomainFacts facts) {
        this.out = out;
        this.facts = facts;
    }

    void write() {
        out.raw("<section>\n<h2 id=\"policies\">Policies</h2>\n");
        if (facts.mtaSts().isEmpty() && facts.tlsRpt().isEmpty()) {
            out.raw("<p>None was asked for.</p>\n");
        }
        facts.mtaSts().ifPresent(this::mtaSts);
        facts.tlsRpt().ifPresent(this::tlsRpt);
        targetFacts();
        out.raw("</section>\n");
    }

    private void mtaSts(MtaStsFacts sts) {
        out.raw("<h3>MTA-STS</h3>\n").pairs("What was seen of MTA-STS");
        out.row("Record", question(sts.answer()));
        sts.record().ifPresent(record -> {
            out.row("As read", StsWords.of(record.state()));
            out.row("Id", record.id().orElse(""));
            rows("Wrong", record.problems().stream().map(StsWords::of).toList());
        });
        rows(
                "Policy host",
                sts.policyHost().stream().map(HtmlPolicies::question).toList());
        sts.fetch().ifPresent(fetch -> {
            out.row("File", "https://" + fetch.host() + "/.well-known/mta-sts.txt");
            out.row("Fetch", StsWords.mark(fetch) + " " + StsWords.of(fetch));
        });
        sts.policy().ifPresent(this::policy);
        sts.parent()
                .ifPresent(parent -> out.row("Domain above", question(parent) + "; its policy does not count here"));
        out.raw("</tbody></table>\n");
    }

    private void policy(ParsedPolicy policy) {
        out.row("Policy", EvidenceText.policyWords(policy));
        rows("mx", policy.patterns().stream().map(MxPattern::text).toList());
        rows("Exchangers", StsWords.listed(policy, facts.exchangers()));
        rows("Lines", policy.problems().stream().map(StsWords::of).toList());
    }

    private void tlsRpt(TlsRptFacts rpt) {
        out.raw("<h3>Reports on TLS</h3>\n").pairs("What was seen of the wish for reports");
        out.row("Record", question(rpt.answer()));
        rpt.record().ifPresent(record -> {
            out.row("As read", StsWords.of(record.state()));
            rows("Reports go to", record.addresses());
            rows("Wrong", record.problems().stream().map(StsWords::of).toList());
        });
        out.raw("</tbody></table>\n");
    }

    private static String question(DnsAnswer answer) {
        String trouble = DnsWords.trouble(answer);
        return answer.question() + ": " + DnsWords.of(answer) + (trouble.isEmpty() ? "" : ": " + trouble);
    }

    private void rows(String label, List<String> values) {
        if (values.isEmpty()) {
            return;
        }
        List<String> lines = new ArrayList<>();
        Shortened.of(values, MOST, lines::add, lines::add);
        out.raw("<tr>").element("th scope=\"row\"", label).raw("<td>");
        String before = "";
        for (String each : lines) {
            out.raw(before).text(each);
            before = "<br>";
        }
        out.raw("</td></tr>\n");
    }

    private void targetFacts() {
        List<TargetFact> all = facts.targetFacts();
        if (all.isEmpty()) {
            return;
        }
        out.raw("<h3>Looked up</h3>\n").pairs("Looked up beside");
        Shortened.of(
                all,
                MOST,
                fact -> {
                    TargetLine line = TargetLine.of(fact);
                    out.raw("<tr>").element("th scope=\"row\"", line.label()).raw("<td>");
                    out.text(line.mark() + " " + line.word() + ": " + line.result());
                    line.details().forEach(each -> out.raw("<br>").element("small", each));
                    out.raw("</td></tr>\n");
                },
                rest -> out.row("More", rest));
        out.raw("</tbody></table>\n");
    }
}
