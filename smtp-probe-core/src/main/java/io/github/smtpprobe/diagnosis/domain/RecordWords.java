/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis.domain;

import io.github.smtpprobe.mtasts.RecordProblem;
import java.util.List;

/** What is wrong with a TXT record, in words that can end a sentence. */
final class RecordWords {
    private RecordWords() {}

    /** The first of the problems, since one suffices for the record to count as none. */
    static String of(List<RecordProblem> problems) {
        return problems.stream().findFirst().map(RecordWords::of).orElse("its syntax is wrong");
    }

    private static String of(RecordProblem problem) {
        return switch (problem.code()) {
            case NO_SEMICOLON -> "no semicolon stands behind the version";
            case WRONG_CASE -> "capital and small letters are not as they have to be";
            case BLANK -> "there are blanks where none may be";
            case QUOTED -> "quotation marks are part of the text";
            case OTHER_VERSION -> "its version is unknown";
            case SEVERAL -> "there are several";
            case NO_ID -> "it has no id";
            case BAD_ID -> "its id is not made of 1 to 32 letters and digits";
            case BAD_FIELD -> "a field has no name and value";
            case DUPLICATE_FIELD -> "a field comes twice";
            case NO_RUA -> "it has no rua";
            case BAD_SCHEME -> "an address is neither mailto nor https";
            case BAD_URI -> "an address is no URI";
        };
    }
}
