/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.cli.batch;

/** A number with the things that it counts. */
final class Counted {
    private Counted() {}

    /** Such as {@code 1 target} or {@code 2 targets}. */
    static String of(long number, String thing) {
        return number + " " + thing + (number == 1 ? "" : "s");
    }
}
