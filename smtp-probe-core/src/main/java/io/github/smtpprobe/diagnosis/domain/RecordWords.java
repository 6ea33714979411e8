/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis.domain;

import io.github.smtpprobe.mtasts.RecordProblem;
import io.github.smtpprobe.mtasts.RecordProblem.Code;
import io.github.smtpprobe.text.Ascii;
import java.util.List;
import java.util.Optional;

/** Explains why a TXT record counts as none, with the part of it that helps to find the mistake. */
final class RecordWords {
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
        return problem.code() == Code.BAD_URI ? label + ": " + Seen.value(problem.text()) : label;
    }
}
