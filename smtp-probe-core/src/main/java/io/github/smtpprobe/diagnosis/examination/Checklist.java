/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis.examination;

import io.github.smtpprobe.check.Check;
import java.util.Arrays;
import java.util.List;

/**
 * The checks in the order of precedence of their findings. They are divided once into those that examine one attempt and those
 * that examine the whole probe, so that this need not be done for each probe. Immutable.
 */
public final class Checklist {
    private static final Checklist EMPTY = new Checklist(new Check[0], new int[0], new int[0]);

    private final Check[] checks;
    private final int[] ofAttempts;
    private final int[] ofProbes;

    private Checklist(Check[] checks, int[] ofAttempts, int[] ofProbes) {
        this.checks = checks;
        this.ofAttempts = ofAttempts;
        this.ofProbes = ofProbes;
    }

    /**
     * Makes a list of checks.
     *
     * @param checks the checks, in order
     * @return the list
     */
    public static Checklist of(List<Check> checks) {
        Checklist all = EMPTY;
        for (Check each : checks) {
            all = all.and(each);
        }
        return all;
    }

    /**
     * Appends a check.
     *
     * @param check any check
     * @return a longer list
     */
    public Checklist and(Check check) {
        boolean ofAttempt = check instanceof AttemptCheck;
        Check[] all = Arrays.copyOf(checks, checks.length + 1);
        all[checks.length] = check;
        return new Checklist(
                all,
                ofAttempt ? and(ofAttempts, checks.length) : ofAttempts,
                ofAttempt ? ofProbes : and(ofProbes, checks.length));
    }

    private static int[] and(int[] places, int place) {
        int[] all = Arrays.copyOf(places, places.length + 1);
        all[places.length] = place;
        return all;
    }

    /** The positions of the checks that examine one attempt at a time. */
    int[] ofAttempts() {
        return ofAttempts;
    }

    /** The positions of the checks that examine the whole probe. */
    int[] ofProbes() {
        return ofProbes;
    }

    Check at(int place) {
        return checks[place];
    }
}
