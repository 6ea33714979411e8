/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis.domain;

import io.github.smtpprobe.mtasts.PolicyMode;
import io.github.smtpprobe.mtasts.RecordProblem;
import io.github.smtpprobe.mtasts.RecordProblem.Code;
import io.github.smtpprobe.mtasts.RecordState;
import io.github.smtpprobe.mtasts.ReportingRecord;
import io.github.smtpprobe.mtasts.StsPolicy;
import io.github.smtpprobe.survey.TlsRptFacts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The TXT record that asks senders for reports on TLS (RFC 8460 §3). */
final class ReportRecord implements DomainCheck {
    @Override
    public void examine(DomainFindings to) {
        to.facts().tlsRpt().filter(rpt -> !to.facts().nullMx()).ifPresent(rpt -> {
            if (Seen.failed(rpt.answer()) && !to.ownTrouble()) {
                to.say("rpt.txt-error")
                        .words("detail", Seen.trouble(rpt.answer()))
                        .seen(Seen.answer(rpt.answer()))
                        .end();
            }
            rpt.record().ifPresent(record -> record(to, rpt, record));
        });
    }

    private static void record(DomainFindings to, TlsRptFacts rpt, ReportingRecord record) {
        String seen = Seen.answer(rpt.answer());
        if (record.state() == RecordState.MANY) {
            to.say("rpt.many").with("count", counted(rpt)).seen(seen).end();
        } else if (record.has(Code.BAD_SCHEME) || (record.state() == RecordState.ONE && record.has(Code.BAD_URI))) {
            to.say("rpt.scheme")
                    .with("mailbox", ReportMailbox.withoutScheme(record))
                    .with(
                            "detail",
                            record.problems().stream()
                                    .filter(each -> each.code() == Code.BAD_SCHEME || each.code() == Code.BAD_URI)
                                    .findFirst()
                                    .map(each -> each.text()))
                    .seen(seen)
                    .end();
        } else if (record.state() == RecordState.BAD_SYNTAX || (record.state() == RecordState.NONE && record.meant())) {
            to.say("rpt.syntax")
                    .with("mailbox", ReportMailbox.withoutScheme(record))
                    .with("second", second(record))
                    .words(
                            "marks",
                            record.problems().stream()
                                    .findFirst()
                                    .map(RecordMarks::of)
                                    .orElse(""))
                    .words("detail", RecordWords.of(record.problems()).orElse(""))
                    .seen(seen)
                    .seen(record.problems().stream().map(each -> "problem: " + each))
                    .end();
        } else if (record.state() == RecordState.NONE) {
            none(to, seen);
        }
    }

    /** An address after a semicolon, which ends the field. */
    private static Optional<String> second(ReportingRecord record) {
        return record.problems().stream()
                .filter(each -> each.code() == Code.BAD_FIELD)
                .map(RecordProblem::text)
                .filter(text -> text.startsWith("mailto:") || text.startsWith("https:"))
                .findFirst();
    }

    private static long counted(TlsRptFacts rpt) {
        return rpt.answer().records().stream()
                .flatMap(each -> each.joined().stream())
                .filter(each -> ReportingRecord.of(List.of(List.of(each))).state() != RecordState.NONE)
                .count();
    }

    private static void none(DomainFindings to, String seen) {
        Optional<PolicyMode> mode = to.policy().map(StsPolicy::mode);
        List<String> what = new ArrayList<>();
        if (mode.filter(PolicyMode.ENFORCE::equals).isPresent()) {
            what.add("an MTA-STS policy");
        }
        if (to.hosts().stream().anyMatch(host -> !host.records().isEmpty())) {
            what.add("TLSA records");
        }
        boolean testing = mode.filter(PolicyMode.TESTING::equals).isPresent();
        boolean unread = to.announced() && mode.isEmpty();
        if (!what.isEmpty() || testing || unread) {
            to.say("rpt.none")
                    .words("what", String.join(" and ", what))
                    .words("testing", testing ? PolicyMode.TESTING.token() : "")
                    .words("unread", unread ? "no valid one" : "")
                    .seen(seen)
                    .end();
        }
    }
}
