/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis.domain;

import io.github.smtpprobe.mtasts.RecordProblem;
import io.github.smtpprobe.mtasts.RecordProblem.Code;

/** Characters of the zone file that got into the text of a record. */
final class RecordMarks {
    private RecordMarks() {}

    /** Which characters these are, if they spoil the record; otherwise empty. */
    static String of(RecordProblem problem) {
        if (problem.code() == Code.QUOTED) {
            return "quotation marks";
        }
        boolean escaped = problem.code() == Code.NO_SEMICOLON && problem.text().contains("\\;");
        return escaped ? "backslash before the semicolon" : "";
    }
}
