/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.render;

import io.github.smtpprobe.names.LookedAt;
import io.github.smtpprobe.outlook.Forecast;
import io.github.smtpprobe.outlook.Outlook;
import io.github.smtpprobe.outlook.Prospect;
import io.github.smtpprobe.outlook.Standing;
import io.github.smtpprobe.records.Trouble;
import io.github.smtpprobe.report.Verdict;
import io.github.smtpprobe.survey.DomainFacts;
import io.github.smtpprobe.survey.DomainReport;
import io.github.smtpprobe.survey.Snippet;
import io.github.smtpprobe.survey.SurveyedAddress;
import io.github.smtpprobe.survey.SurveyedAddress.Omission;
import io.github.smtpprobe.survey.SurveyedExchanger;
import io.github.smtpprobe.survey.UpcomingChange;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The results of a survey, in words. */
final class SurveyWords {
    /** Why an exchanger was not tested that stands behind those. */
    static final String BEYOND = "a survey looks at the first " + LookedAt.EXCHANGERS + " exchangers";

    private SurveyWords() {}

    /** The domain's standing; a domain that takes no mail has none. */
    static String of(DomainReport report) {
        return report.facts().nullMx() ? "takes no mail" : of(report.outlook().standing());
    }

    /** The verdict whose colours are used for the standing. */
    static Verdict verdict(DomainReport report) {
        return report.facts().nullMx()
                ? Verdict.INCONCLUSIVE
                : verdict(report.outlook().standing());
    }

    /** The mark of the standing; it is that of a failure only if there is one. */
    static String mark(DomainReport report) {
        return report.facts().nullMx() ? StepLine.NOT_DONE : Words.mark(verdict(report));
    }

    private static String of(Standing standing) {
        return switch (standing) {
            case FINE -> "fine";
            case AT_RISK -> "at risk";
            case NOT_KNOWN -> "not known";
        };
    }

    /** What the standing means for all senders together, and whether something is wrong nevertheless. */
    static String meaning(DomainReport report) {
        if (report.facts().nullMx()) {
            return "The domain says that it takes no mail (a null MX, RFC 7505).";
        }
        Standing standing = report.outlook().standing();
        String words = standing == Standing.FINE && leavesOut(report.outlook())
                ? "Each sender that counts delivers over TLS; one that demands DANE does not count."
                : meaning(standing);
        String cause = standing == Standing.FINE && report.rootCause().isPresent()
                ? " Something is wrong all the same: see the cause."
                : "";
        return words + cause + ending(report.facts());
    }

    /** Whether the survey ended before everything was looked at, which explains why something is not known. */
    private static String ending(DomainFacts facts) {
        if (facts.cancelled()) {
            return " The survey was cancelled before everything was looked at.";
        }
        boolean cut = facts.lookUps().stream()
                        .anyMatch(each ->
                                each.trouble().filter(Trouble.DEADLINE::equals).isPresent())
                || facts.exchangers().stream()
                        .flatMap(each -> each.addresses().stream())
                        .anyMatch(each -> each.omission()
                                .filter(SurveyedAddress.Omission.DEADLINE::equals)
                                .isPresent());
        return cut ? " The time was over before everything was looked at." : "";
    }

    /** Whether a sender that is not counted does worse. */
    private static boolean leavesOut(Outlook outlook) {
        return outlook.senders().stream()
                .anyMatch(each -> each.domain().prospect().worseThan(outlook.worst()));
    }

    private static String meaning(Standing standing) {
        return switch (standing) {
            case FINE -> "Each sender delivers over TLS.";
            case AT_RISK ->
                "At least one sender sends in clear text, holds mail back or returns it, or may do so by chance.";
            case NOT_KNOWN -> "No sender is known to be at risk, and of at least one it is not known what it does.";
        };
    }

    /** The verdict with the same colours and marks. */
    private static Verdict verdict(Standing standing) {
        return switch (standing) {
            case FINE -> Verdict.PASSED;
            case AT_RISK -> Verdict.FAILED;
            case NOT_KNOWN -> Verdict.INCONCLUSIVE;
        };
    }

    /** Whether a prospect is good, bad or neither. */
    static Verdict verdict(Prospect prospect) {
        return prospect == Prospect.NOT_KNOWN
                ? Verdict.INCONCLUSIVE
                : Prospect.NOT_KNOWN.worseThan(prospect) ? Verdict.PASSED : Verdict.FAILED;
    }

    /** The letter of the prospect; if it depends on chance, both letters, the worse one first. */
    static String letters(Forecast forecast) {
        String worst = String.valueOf(forecast.prospect().letter());
        return forecast.better().map(better -> worst + "/" + better.letter()).orElse(worst);
    }

    /** What becomes of mail. */
    static String fate(Forecast forecast) {
        String worst = forecast.prospect().words();
        return forecast.better()
                .map(better -> worst + "; by chance " + better.words())
                .orElse(worst);
    }

    /** The row of the matrix, and when its sources were read; empty if there is neither. */
    static String basis(Forecast forecast) {
        List<String> parts = new ArrayList<>();
        forecast.row().ifPresent(row -> parts.add("row " + row + " of the matrix"));
        forecast.read().ifPresent(read -> parts.add("sources read " + read));
        return String.join(", ", parts);
    }

    static String of(Omission omission) {
        return switch (omission) {
            case NOT_ASKED -> "probes were not asked for";
            case COVERAGE -> "the choice of addresses leaves it out";
            case TOO_MANY -> "there are more addresses or exchangers than a survey talks to";
            case DENIED -> "the address policy of this application denies it";
            case DEADLINE -> "no time was left, or the survey was cancelled";
        };
    }

    static String of(UpcomingChange.Kind kind) {
        return switch (kind) {
            case CERTIFICATE -> "certificate";
            case KEY -> "key";
            case ISSUER -> "issuer";
            case SIGNATURE -> "signature of a zone";
            case POLICY -> "policy";
        };
    }

    static String of(Snippet.Kind kind) {
        return switch (kind) {
            case TLSA_NOW -> "TLSA record for the current key";
            case TLSA_ROLLOVER -> "TLSA records for a change of keys";
            case STS_RECORD -> "TXT record of MTA-STS";
            case STS_POLICY -> "Policy file of MTA-STS";
            case RPT_RECORD -> "TXT record for reports on TLS";
            case NULL_MX -> "MX record of a domain that takes no mail";
        };
    }

    /** The exchangers that are listed and no more, by their names: a survey looks at the first twenty. */
    static Set<String> beyond(DomainReport report) {
        return report.facts().exchangers().stream()
                .skip(LookedAt.EXCHANGERS)
                .map(SurveyedExchanger::host)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    static String seconds(Duration took) {
        long millis = took.toMillis();
        return millis < 1000 ? millis + " ms" : millis / 1000 + "." + millis % 1000 / 100 + " s";
    }

    static String day(Instant at) {
        String text = at.toString();
        return text.substring(0, text.indexOf('T'));
    }
}
