/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis;

import io.github.smtpprobe.check.Check;
import java.util.Arrays;
import java.util.List;

/**
 * The checks in the order of precedence of their findings. They are sorted once into those that look at one attempt and those
 * that look at the whole probe, so that no probe has to do it. Immutable.
 */
public final class Checklist {
    private static final Checklist EMPTY = new Checklist(new Check[0], new int[0], new int[0]);
    private static final Checklist STANDARD = of(Checks.standard());

    private final Check[] checks;
    private final int[] ofAttempts;
    private final int[] ofProbes;

    private Checklist(Check[] checks, int[] ofAttempts, int[] ofProbes) {
        this.checks = checks;
        this.ofAttempts = ofAttempts;
        this.ofProbes = ofProbes;
    }

    /**
     * Puts checks on a list.
     *
     * @param checks in their order
     * @return the list
     */
    public static Checklist of(List<Check> checks) {
        Checklist all = EMPTY;
        for (Check each : checks) {
            all = all.and(each);
        }
        return all;
    }

    /** {@return the checks that come with the library} */
    public static Checklist standard() {
        return STANDARD;
    }

    /**
     * Puts one more behind these.
     *
     * @param check any
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

    /** The places of the checks that look at one attempt at a time. */
    int[] ofAttempts() {
        return ofAttempts;
    }

    /** The places of those that look at the whole probe. */
    int[] ofProbes() {
        return ofProbes;
    }

    Check at(int place) {
        return checks[place];
    }
}
