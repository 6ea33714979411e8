/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis.domain;

import io.github.smtpprobe.mtasts.RecordProblem;
import io.github.smtpprobe.mtasts.RecordProblem.Code;
import io.github.smtpprobe.text.Ascii;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Explains why a TXT record counts as none, with the part of it that helps to find the mistake. */
final class RecordWords {
    /** The problems of which the words of the record say more than their name. */
    private static final Set<Code> QUOTED = EnumSet.of(
            Code.OTHER_VERSION, Code.WRONG_CASE, Code.NO_SEMICOLON, Code.BAD_ID, Code.BAD_FIELD, Code.BAD_URI);

    private RecordWords() {}

    /** Words for the first problem; empty if there is none. */
    static Optional<String> of(List<RecordProblem> problems) {
        return problems.stream().findFirst().map(RecordWords::of);
    }

    private static String of(RecordProblem problem) {
        String label = problem.code().label();
        if (problem.code() == Code.BAD_FIELD && !Ascii.only(problem.text())) {
            return label + ", and has a character that is not ASCII";
        }
        return QUOTED.contains(problem.code()) && !problem.text().isBlank()
                ? label + ": " + Seen.value(problem.text())
                : label;
    }
}
