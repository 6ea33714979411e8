/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis.examination;

import io.github.smtpprobe.report.Severity;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A judgement, with what its ranking determines about it. Compared by identity, since two findings may be equal. */
final class Ranked {
    final Judgement judgement;
    /** Its cause, if it has one. */
    @Nullable
    Ranked cause;

    /** Its severity for this probe. */
    Severity severity;

    /** Whether it is about another attempt than the decisive one. */
    boolean aside;

    /** Whether one of its consequences keeps the probe from passing. */
    boolean raised;

    /** Whether the search for a root cause has passed through it. */
    boolean passed;

    /** Whether it has its place in the report. */
    boolean placed;

    private @Nullable List<Ranked> consequences;

    Ranked(Judgement judgement) {
        this.judgement = judgement;
        this.severity = judgement.finding().severity();
    }

    /** Its consequences, in the order of their places. */
    List<Ranked> consequences() {
        return consequences == null ? List.of() : consequences;
    }

    /** Adds itself to the consequences of its cause. */
    void follow() {
        if (cause != null) {
            List<Ranked> all = cause.consequences == null ? new ArrayList<>() : cause.consequences;
            all.add(this);
            cause.consequences = all;
        }
    }
}
