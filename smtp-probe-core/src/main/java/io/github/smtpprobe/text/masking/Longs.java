/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.text.masking;

/** A growing set of numbers that creates no objects, neither for additions nor for look-ups. */
final class Longs {
    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    /** A hash table with open addressing; zero marks an empty place, and is stored separately as an element. */
    private long[] places = new long[2];

    private int size;
    private boolean zero;

    void add(long number) {
        if (number == 0) {
            zero = true;
        } else if (put(places, number) && ++size * 2 > places.length) {
            long[] larger = new long[places.length * 4];
            for (long each : places) {
                if (each != 0) {
                    put(larger, each);
                }
            }
            places = larger;
        }
    }

    boolean contains(long number) {
        return number == 0 ? zero : places[place(places, number)] == number;
    }

    private static boolean put(long[] places, long number) {
        int at = place(places, number);
        boolean fresh = places[at] == 0;
        places[at] = number;
        return fresh;
    }

    /** The place of a number, or the one where it would be. */
    private static int place(long[] places, long number) {
        int last = places.length - 1;
        int at = (int) ((number * SPREAD) >>> 32) & last;
        while (places[at] != 0 && places[at] != number) {
            at = (at + 1) & last;
        }
        return at;
    }
}
