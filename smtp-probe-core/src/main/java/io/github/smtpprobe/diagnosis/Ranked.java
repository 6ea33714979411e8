/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis;

import io.github.smtpprobe.report.Severity;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A judgement, and what its ranking finds out about it. Compared by identity, since two findings may well be equal. */
final class Ranked {
    final Judgement judgement;
    /** From what it follows, if from anything. */
    @Nullable
    Ranked cause;

    /** How bad it is for this probe. */
    Severity severity;

    /** Whether it is about another attempt than the decisive one. */
    boolean aside;

    /** Whether something follows from it that keeps the probe from passing. */
    boolean raised;

    /** Whether the way from a finding to its root has led through it. */
    boolean passed;

    /** Whether it has its place in the report. */
    boolean placed;

    private @Nullable List<Ranked> consequences;

    Ranked(Judgement judgement) {
        this.judgement = judgement;
        this.severity = judgement.finding().severity();
    }

    /** What follows from it, in the order of their places. */
    List<Ranked> consequences() {
        return consequences == null ? List.of() : consequences;
    }

    /** Lets its cause know. */
    void follow() {
        if (cause != null) {
            List<Ranked> all = cause.consequences == null ? new ArrayList<>() : cause.consequences;
            all.add(this);
            cause.consequences = all;
        }
    }
}
