/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.report;

import io.github.smtpprobe.text.Printable;
import java.util.ArrayList;
import java.util.List;

/**
 * Limits the findings of a report to as many as fit, the most important first. A hundred recipients on a hundred routes would
 * lead to more than anybody reads, and an application's check may return anything.
 */
final class FindingBudget {
    /** The octets of all findings together, with an allowance for the markup around each. */
    static final int OCTETS = 512 * 1024;

    private static final long AROUND = 400;
    private static final int LONGEST_TEXT = 4_000;
    private static final int LONGEST_EVIDENCE = 1_000;
    private static final int MOST_EVIDENCE = 40;
    private static final String MORE = "\u2026";

    private FindingBudget() {}

    static List<Finding> within(List<Finding> findings) {
        if (light(findings)) {
            return List.copyOf(findings);
        }
        List<Finding> kept = new ArrayList<>();
        long left = OCTETS;
        for (Finding each : findings) {
            long weight = weight(each);
            boolean fits = weight <= LONGEST_TEXT;
            Finding one = fits ? each : shortened(each);
            left -= fits ? weight : weight(one);
            if (left < 0) {
                break; // whatever comes after it is even less important
            }
            kept.add(one);
        }
        return List.copyOf(kept);
    }

    /** Whether all of them fit, as in nearly every report; determined without composing any text. */
    private static boolean light(List<Finding> findings) {
        long sum = 0;
        for (Finding each : findings) {
            long most = most(each);
            long weight = most > LONGEST_TEXT ? weight(each) : most;
            if (weight > LONGEST_TEXT) {
                return false;
            }
            sum += weight;
        }
        return sum <= OCTETS;
    }

    /** An upper bound of the weight. */
    private static long most(Finding finding) {
        int chars = finding.id().length() + finding.reference().length();
        for (String each : finding.evidence()) {
            chars += each.length();
        }
        return AROUND + finding.mostOctets() + Printable.mostOctets(chars);
    }

    private static long weight(Finding finding) {
        long sum = AROUND
                + Printable.octets(finding.summary())
                + Printable.octets(finding.explanation())
                + Printable.octets(finding.remedy())
                + Printable.octets(finding.id())
                + Printable.octets(finding.reference());
        for (String each : finding.evidence()) {
            sum += Printable.octets(each);
        }
        return sum;
    }

    private static Finding shortened(Finding finding) {
        List<String> evidence = finding.evidence().stream()
                .limit(MOST_EVIDENCE)
                .map(each -> Printable.cut(each, LONGEST_EVIDENCE, MORE))
                .toList();
        return finding.toBuilder()
                .summary(cut(finding.summary()))
                .explanation(cut(finding.explanation()))
                .remedy(cut(finding.remedy()))
                .reference(cut(finding.reference()))
                .evidence(evidence)
                .build();
    }

    private static String cut(String text) {
        return Printable.cut(text, LONGEST_TEXT, MORE);
    }
}
