/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.render;

import io.github.smtpprobe.report.Severity;
import io.github.smtpprobe.report.Verdict;

/**
 * The colours of a terminal (ECMA-48 §8.3.117). They are used only for the library's own words, and are never the only
 * distinction.
 */
enum Colours {
    NONE,
    ANSI;

    static final String RESET = "\u001B[0m";
    static final String GREEN = "\u001B[32m";
    static final String YELLOW = "\u001B[33m";
    static final String BLUE = "\u001B[34m";
    static final String RED = "\u001B[31m";
    static final String DIM = "\u001B[2m";

    static Colours of(boolean wanted) {
        return wanted ? ANSI : NONE;
    }

    String verdict(Verdict verdict, String words) {
        return in(
                switch (verdict) {
                    case PASSED -> GREEN;
                    case FAILED -> RED;
                    case INCONCLUSIVE -> YELLOW;
                },
                words);
    }

    String severity(Severity severity, String words) {
        return in(
                switch (severity) {
                    case ERROR -> RED;
                    case WARNING -> YELLOW;
                    case INFO -> DIM;
                },
                words);
    }

    String quiet(String words) {
        return in(DIM, words);
    }

    /** Colours each mark of {@link StepLine} in one of the library's own texts. */
    String marks(String text) {
        return this == NONE
                ? text
                : text.replace(StepLine.DONE, in(GREEN, StepLine.DONE))
                        .replace(StepLine.FAILED, in(RED, StepLine.FAILED))
                        .replace(StepLine.NOT_DONE, in(DIM, StepLine.NOT_DONE));
    }

    private String in(String colour, String words) {
        return this == NONE || words.isEmpty() ? words : colour + words + RESET;
    }
}
