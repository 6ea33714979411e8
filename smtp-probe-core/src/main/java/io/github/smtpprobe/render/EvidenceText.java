/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.render;

import io.github.smtpprobe.fact.TargetFact;
import io.github.smtpprobe.mtasts.MxPattern;
import io.github.smtpprobe.mtasts.ParsedPolicy;
import io.github.smtpprobe.records.DnsAnswer;
import io.github.smtpprobe.survey.DomainFacts;
import io.github.smtpprobe.survey.MtaStsFacts;
import io.github.smtpprobe.survey.TlsRptFacts;
import java.util.List;

/**
 * What was seen of the domain apart from its exchangers, as text: policy, TLS reporting record, other look-ups, and every
 * question with its answer.
 */
final class EvidenceText {
    private static final int MOST = 400;
    private static final int MOST_LINES = 100;
    private static final int TEXT = 6;

    private final TextLines out;
    private final DomainFacts facts;

    EvidenceText(TextLines out, DomainFacts facts) {
        this.out = out;
        this.facts = facts;
    }

    void write() {
        facts.mtaSts().ifPresent(this::mtaSts);
        facts.tlsRpt().ifPresent(this::tlsRpt);
        targetFacts();
        lookUps("Every look-up", facts.lookUps());
        lookUps("Name servers that differ", facts.differing());
    }

    private void mtaSts(MtaStsFacts sts) {
        out.heading("MTA-STS");
        answer(sts.answer(), false);
        sts.record().ifPresent(record -> {
            out.text(
                    TEXT,
                    StsWords.of(record.state())
                            + record.id().map(id -> "; id " + id).orElse(""));
            lines(record.problems().stream().map(StsWords::of).toList());
        });
        sts.policyHost().forEach(each -> answer(each, false));
        sts.fetch()
                .ifPresent(fetch -> out.labelled(
                        2,
                        StsWords.mark(fetch),
                        4,
                        "https://" + fetch.host() + "/.well-known/mta-sts.txt: " + StsWords.of(fetch)));
        sts.policy().ifPresent(this::policy);
        sts.parent().ifPresent(parent -> {
            answer(parent, false);
            out.text(TEXT, "This is the domain above, whose policy does not count here.");
        });
    }

    private void policy(ParsedPolicy policy) {
        out.text(TEXT, policyWords(policy));
        lines(policy.patterns().stream()
                .map(MxPattern::text)
                .map(each -> "mx: " + each)
                .toList());
        lines(StsWords.listed(policy, facts.exchangers()));
        lines(policy.problems().stream().map(StsWords::of).toList());
    }

    static String policyWords(ParsedPolicy policy) {
        return (policy.valid() ? "the policy is valid" : "the policy is invalid, and counts as none")
                + policy.mode().map(mode -> "; mode " + mode.token()).orElse("")
                + policy.maxAge()
                        .map(age -> "; max_age " + age.toSeconds() + " s (" + Words.count(age.toDays(), "day") + ")")
                        .orElse("");
    }

    private void tlsRpt(TlsRptFacts rpt) {
        out.heading("Reports on TLS");
        answer(rpt.answer(), false);
        rpt.record().ifPresent(record -> {
            out.text(TEXT, StsWords.of(record.state()));
            lines(record.addresses().stream()
                    .map(each -> "reports go to " + each)
                    .toList());
            lines(record.problems().stream().map(StsWords::of).toList());
        });
    }

    private void lines(List<String> lines) {
        Shortened.of(lines, MOST_LINES, each -> out.text(TEXT, each), rest -> out.text(TEXT, rest));
    }

    private void targetFacts() {
        List<TargetFact> all = facts.targetFacts();
        if (!all.isEmpty()) {
            out.heading("Looked up");
        }
        Shortened.of(all, MOST_LINES, this::targetFact, rest -> out.text(2, rest));
    }

    private void targetFact(TargetFact fact) {
        TargetLine line = TargetLine.of(fact);
        out.labelled(2, line.mark(), 4, line.label() + ": " + line.result());
        line.details().forEach(each -> out.text(TEXT, each));
    }

    private void lookUps(String heading, List<DnsAnswer> answers) {
        if (answers.isEmpty()) {
            return;
        }
        out.heading(heading
                + (answers == facts.lookUps() ? " (" + Words.count(facts.queries(), "message") + " sent)" : ""));
        Shortened.of(answers, MOST, each -> answer(each, true), rest -> out.text(2, rest));
    }

    private void answer(DnsAnswer answer, boolean whole) {
        String trouble = DnsWords.trouble(answer);
        out.labelled(
                2,
                DnsWords.mark(answer.security()),
                4,
                answer.question() + ": " + DnsWords.of(answer) + (trouble.isEmpty() ? "" : ": " + trouble));
        DnsWords.records(answer).forEach(each -> out.text(TEXT, each));
        if (whole) {
            String terms = DnsWords.terms(answer);
            if (!terms.isEmpty()) {
                out.text(TEXT, terms);
            }
            answer.aliases().forEach(alias -> out.labelled(TEXT, "\u21B3", TEXT + 2, DnsWords.of(alias)));
        }
    }
}
