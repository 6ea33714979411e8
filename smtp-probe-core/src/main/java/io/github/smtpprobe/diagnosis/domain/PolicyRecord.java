/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis.domain;

import io.github.smtpprobe.mtasts.ParsedPolicy;
import io.github.smtpprobe.mtasts.RecordProblem;
import io.github.smtpprobe.mtasts.RecordState;
import io.github.smtpprobe.mtasts.StsRecord;
import io.github.smtpprobe.records.DnsAnswer;
import io.github.smtpprobe.records.DnsRecord;
import io.github.smtpprobe.survey.MtaStsFacts;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The TXT record that announces a policy of MTA-STS (RFC 8461 §3.1). */
final class PolicyRecord implements DomainCheck {
    /**
     * Blanks before the semicolon: the grammar of the delimiter allows them, but a record that does not begin with v=STSv1; is
     * dropped (RFC 8461 §3.1).
     */
    private static final Pattern BLANK = Pattern.compile("v=STSv1[ \\t]++;");

    @Override
    public void examine(DomainFindings to) {
        to.mtaSts().ifPresent(sts -> {
            DnsAnswer answer = sts.answer();
            if (Seen.failed(answer) && !to.ownTrouble()) {
                to.say("sts.txt-error")
                        .words("detail", Seen.trouble(answer))
                        .seen(Seen.answer(answer))
                        .end();
            }
            sts.record().ifPresent(record -> record(to, sts, record));
        });
    }

    private static void record(DomainFindings to, MtaStsFacts sts, StsRecord record) {
        String seen = Seen.answer(sts.answer());
        switch (record.state()) {
            case MANY ->
                to.say("sts.txt-many").with("count", counted(sts)).seen(seen).end();
            case BAD_SYNTAX -> syntax(to, record, seen);
            case NONE -> {
                if (record.meant()) {
                    syntax(to, record, seen);
                } else {
                    none(to, sts, seen);
                }
            }
            case ONE -> {
                // as it should be
            }
        }
    }

    private static void syntax(DomainFindings to, StsRecord record, String seen) {
        Optional<RecordProblem> first = record.problems().stream().findFirst();
        boolean blank = first.filter(each -> each.code() == RecordProblem.Code.BLANK)
                .filter(each -> BLANK.matcher(each.text()).lookingAt())
                .isPresent();
        to.say("sts.txt-syntax")
                .words("some", blank ? "some" : "")
                .words("marks", first.map(RecordMarks::of).orElse(""))
                .words("detail", RecordWords.of(record.problems()).orElse(""))
                .seen(seen)
                .seen(record.problems().stream().map(each -> "problem: " + each))
                .end();
    }

    private static void none(DomainFindings to, MtaStsFacts sts, String seen) {
        Optional<DnsAnswer> parent = sts.parent().filter(PolicyRecord::announces);
        if (sts.policy().filter(ParsedPolicy::valid).isPresent()) {
            to.say("sts.orphan")
                    .with(
                            "alias",
                            sts.answer().aliases().isEmpty() ? "" : sts.answer().finalName())
                    .seen(seen)
                    .seen(PolicyFetched.line(sts))
                    .end();
        } else if (parent.isPresent()) {
            String above = parent.get().question().name();
            to.say("sts.parent-only")
                    .with("parent", above.substring(above.indexOf('.') + 1))
                    .seen(seen)
                    .seen(Seen.answer(parent.get()))
                    .end();
        } else if (!GonePolicy.kept(to) && !to.nowhere()) {
            to.say("sts.none").seen(seen).end();
        }
    }

    private static List<List<byte[]>> strings(DnsAnswer answer) {
        return answer.records().stream()
                .map(DnsRecord::joined)
                .flatMap(Optional::stream)
                .map(List::of)
                .toList();
    }

    private static boolean announces(DnsAnswer parent) {
        return StsRecord.of(strings(parent)).state() == RecordState.ONE;
    }

    private static long counted(MtaStsFacts sts) {
        return strings(sts.answer()).stream()
                .filter(each -> StsRecord.of(List.of(each)).state() != RecordState.NONE)
                .count();
    }
}
